package io.atomicdatasets.timing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atomicdatasets.progress.Forecast;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastRunsTest {
    private static final double SAMPLED_EACH = 1e-6;

    @TempDir
    Path directory;

    @Test
    void withoutAnyTheSampleAndTheFixedPartsOfARunAreAllThereIs() {
        assertThat(runs().forecast(images(1_000), 0).seconds()).isBetween(0.5, 1.5);
        assertThat(runs().forecast(images(20_000_000), 20).seconds()).isBetween(20.5, 21.5);
        assertThat(PastRuns.none().forecast(images(20_000_000), 20).seconds()).isBetween(20.5, 21.5);
    }

    @Test
    void anEqualRequestTakesAsLongAsItDid() {
        note(20_000_000, 30, 1, 2);

        Forecast next = forecast(20_000_000);

        assertThat(next.seconds()).isCloseTo(33, within(1.0));
        assertThat(next.secondsByPhase().get(Phase.GENERATING)).isCloseTo(30, within(1.0));
        assertThat(next.secondsByPhase().get(Phase.VALIDATING)).isCloseTo(1, within(0.2));
        assertThat(next.secondsByPhase().get(Phase.REPORTING)).isCloseTo(2, within(0.2));
    }

    @Test
    void moreImagesTakeLongerButNotTheFixedParts() {
        for (int i = 0; i < 3; i++) {
            note(1_000_000, 2, 0.5, 0.5);
            note(20_000_000, 21, 5.25, 0.5);
        }

        assertThat(forecast(100_000_000).seconds()).isCloseTo(101 + 25.25 + 0.5, within(10.0));
        assertThat(forecast(10_000_000).seconds()).isCloseTo(11 + 2.75 + 0.5, within(1.0));
    }

    @Test
    void theLatestRunsCountMost() {
        for (int i = 0; i < 8; i++) {
            note(20_000_000, 90, 0, 0.3);
        }
        for (int i = 0; i < 8; i++) {
            note(20_000_000, 10, 0, 0.3);
        }

        assertThat(forecast(20_000_000).seconds()).isCloseTo(10.3, within(1.0));
    }

    @Test
    void anotherKindOfRequestIsCorrectedByHowFarTheSamplesWereOut() {
        note(20_000_000, 60, 0, 1.5);

        DatasetSpec other = Specs.of("num_images", 10_000_000, "grid_size", 32);
        double seconds = runs().forecast(other, 30).seconds();

        assertThat(seconds).isCloseTo(90, within(6.0));
    }

    @Test
    void theSeedAndTheNameMakeNoOtherKindButThreadsDo() {
        note(20_000_000, 60, 0, 1.5);

        DatasetSpec other = Specs.of("num_images", 20_000_000, "seed", 99);
        assertThat(runs().forecast(other, 1).seconds()).isCloseTo(61.5, within(3.0));
        assertThat(PastRuns.in(file(), 64).forecast(other, 1).secondsByPhase().get(Phase.REPORTING))
                .isLessThan(70);
        assertThat(PastRun.kind(other, 2)).isNotEqualTo(PastRun.kind(other, 64));
    }

    @Test
    void aShortRunAndOneThatWasResumedTellNothing() {
        note(1_000, 0.2, 0.1, 0.1);
        Progress resumed = progress(20_000_000, 5, 5, 5);
        resumed.carry(Map.of(Phase.GENERATING, 100.0));
        runs().note(images(20_000_000), 1, resumed);

        assertThat(file()).doesNotExist();
    }

    @Test
    void theFileStaysSmallAndNothingElseIsLeftBesideIt() throws IOException {
        for (int i = 0; i < 100; i++) {
            note(20_000_000, 10 + i, 0, 1);
        }

        assertThat(Files.readAllLines(file())).hasSize(64);
        assertThat(Files.size(file())).isLessThan(8_000);
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void damageIsPassedOver() throws IOException {
        note(20_000_000, 30, 1, 2);
        String whole = Files.readString(file());
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = (whole + whole).getBytes(UTF_8);
            for (int j = 0; j < 4; j++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(file(), damaged);
            assertThat(forecast(20_000_000).seconds()).isBetween(0.0, 1e12);
        }
        for (String line : List.of(
                "",
                "1 a 0 0 1 1 1 1 1",
                "1 a 5 NaN 1 1 1 1 1",
                "1 a 5 1 -1 1 1 1 1",
                "2 a 5 1 1 1 1 1 1",
                "1 a 5",
                "\0\0\0\0")) {
            Files.writeString(file(), line + "\n" + whole);
            assertThat(forecast(20_000_000).seconds()).as(line).isCloseTo(33, within(1.0));
        }
        Files.write(file(), new byte[1 << 20]);
        assertThat(forecast(20_000_000).seconds()).isPositive();
        note(20_000_000, 30, 1, 2);
        assertThat(Files.readString(file())).isEqualTo(whole);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNoReasonToFail() throws IOException {
        Files.writeString(directory.resolve("state"), "a file where the directory should be");

        note(20_000_000, 30, 1, 2);

        assertThat(forecast(20_000_000).seconds()).isPositive();
    }

    private Path file() {
        return directory.resolve("state").resolve("past-runs");
    }

    private PastRuns runs() {
        return PastRuns.in(file(), 2);
    }

    private static DatasetSpec images(long images) {
        return Specs.of("num_images", images);
    }

    private Forecast forecast(long images) {
        return runs().forecast(images(images), images * SAMPLED_EACH);
    }

    private void note(long images, double generating, double validating, double reporting) {
        runs().note(images(images), images * SAMPLED_EACH, progress(images, generating, validating, reporting));
    }

    private static Progress progress(long images, double generating, double validating, double reporting) {
        AtomicLong nanos = new AtomicLong();
        Progress progress = new Progress(images, Forecast.NONE, nanos::get);
        progress.begin(Phase.GENERATING, images);
        nanos.addAndGet((long) (generating * 1e9));
        progress.begin(Phase.VALIDATING, images);
        nanos.addAndGet((long) (validating * 1e9));
        progress.begin(Phase.REPORTING, images);
        nanos.addAndGet((long) (reporting * 1e9));
        return progress;
    }
}
