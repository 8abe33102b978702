package io.atomicdatasets.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final long PATIENCE_SECONDS = 30;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, UTF_8);
    private final Progress progress = new Progress(10_000_000_000L);

    @ParameterizedTest
    @ValueSource(ints = {20, 80, 200})
    void aTerminalShowsOneLineThatNeverWrapsAndIsGoneAtTheEnd(int columns) throws Exception {
        progress.begin(Phase.GENERATING, 10_000_000_000L);
        progress.advance("train", 4_500_000_000L);

        try (ProgressLine line = new ProgressLine(progress, out, () -> OptionalInt.of(columns))) {
            await(3);
        }

        String all = shown.toString(UTF_8);
        assertThat(all).doesNotContain("\n").contains(" 45%");
        assertThat(all.split("\r")).allMatch(each -> each.length() < columns);
        assertThat(all.substring(0, all.length() - 1)).matches("(?s).*\r {16,}");
    }

    @Test
    void aLogIsSparedTheBarOfAShortRun() throws Exception {
        try (ProgressLine line = new ProgressLine(progress, out, OptionalInt::empty)) {
            progress.begin(Phase.GENERATING, 10_000_000_000L);
        }

        assertThat(shown.toString(UTF_8)).isEmpty();
    }

    @Test
    void aWindowThatBecomesNarrowerIsKeptTo() throws Exception {
        AtomicInteger columns = new AtomicInteger(200);
        progress.begin(Phase.GENERATING, 10_000_000_000L);
        progress.advance("train", 4_500_000_000L);

        try (ProgressLine line = new ProgressLine(progress, out, () -> OptionalInt.of(columns.get()))) {
            await(1);
            columns.set(30);
            await(4);
        }

        String all = shown.toString(UTF_8);
        assertThat(all.substring(all.length() - 60).split("\r")).allMatch(each -> each.length() < 30);
    }

    private void await(int redraws) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (shown.toString(UTF_8).split("45%", -1).length <= redraws) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
