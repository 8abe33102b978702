package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
    private static final DatasetSpec SPEC =
            Specs.of("num_images", 150_000, "shard_size", 16_384, "annotations", true, "seed", 5);
    private static final DatasetName NAME = new DatasetName("mine");
    private static final int[] NUMBERS = {1, 2, 3, 7, 64};

    @TempDir
    Path directory;

    private static void make(Path target, DatasetSpec spec, int part, int of) throws Exception {
        new Parts(target).make(spec, new Part(part, of), 1, new Progress());
    }

    /** Beside a service that sweeps the same directory just when the join asks for the time. */
    private static void join(Path target) throws Exception {
        Path staging = target.resolveSibling(".staging");
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                sweep(target.getParent());
                assertThat(staging.resolve(NAME + ".name")).exists();
                return TestDatasets.CLOCK.instant();
            }

            @Override
            public ZoneId getZone() {
                return TestDatasets.CLOCK.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        new Join(target, 2, new DatasetPipeline(2, clock, Duration.ZERO)).run(NAME, new Progress());
        assertThat(staging).doesNotExist();
    }

    private static void sweep(Path root) {
        try {
            new DatasetsRoot(root).sweep(Set::of, Set::of, Duration.ZERO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a dataset's files of arrays and tables, by name. */
    private static Map<String, String> arrays(Path dataset) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(dataset)) {
            for (Path file : files.toList()) {
                if (Stream.of(".npz", ".npy", ".parquet").anyMatch(file.toString()::endsWith)) {
                    digests.put(
                            file.getFileName().toString(), FileDigest.of(file).sha256());
                }
            }
        }
        return digests;
    }

    private static List<String> names(Path dataset) throws Exception {
        try (Stream<Path> files = Files.list(dataset)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    static IntStream trials() {
        return IntStream.range(0, Integer.getInteger("parts.trials", 4));
    }

    /** Parts in any order, killed and made again, made twice at once, and one that wakes too late. */
    @ParameterizedTest
    @MethodSource("trials")
    void whateverBefallsThePartsTheResultIsThatOfOneRun(int seed) throws Exception {
        Random random = new Random(seed);
        DatasetSpec spec = request(random, seed);
        Path undisturbed = TestDatasets.make(directory, "undisturbed", spec).path();
        Path target = directory.resolve("mine");
        int of = NUMBERS[random.nextInt(NUMBERS.length)];
        List<Integer> parts =
                new ArrayList<>(IntStream.rangeClosed(1, of).boxed().toList());
        Collections.shuffle(parts, random);
        for (int part : parts) {
            if (random.nextInt(10) < 3) {
                kill(target, spec, new Part(part, of), random);
            }
            CompletableFuture<Void> twin = random.nextInt(10) < 2 ? start(target, spec, part, of) : null;
            make(target, spec, part, of);
            if (twin != null) {
                twin.join();
            }
        }

        join(target);

        assertThat(arrays(target)).isEqualTo(arrays(undisturbed));
        assertThat(names(target)).isEqualTo(names(undisturbed));
        assertThat(new DatasetFolder(target).metadata().statistics())
                .isEqualTo(new DatasetFolder(undisturbed).metadata().statistics());
        assertThatThrownBy(() -> make(target, spec, parts.get(0), of)).isInstanceOf(PartsGoneException.class);
    }

    private static DatasetSpec request(Random random, int seed) {
        Object[] common = {"num_images", 20_000 + random.nextInt(80_000), "shard_size", 16_384, "seed", seed};
        List<Object> fields = new ArrayList<>(List.of(common));
        Collections.addAll(fields, "parquet", seed % 2 == 1);
        switch (random.nextInt(5)) {
            case 0 -> Collections.addAll(fields, "grid_size", 8, "max_objects", 1); // few forms: shares drift
            case 1 -> Collections.addAll(fields, "splits", Map.of("train", 0.98, "val", 0.02));
            case 2 -> Collections.addAll(fields, "palette", "arc", "compression", "stored");
            case 3 -> Collections.addAll(fields, "hold_out", Map.of("protocol", "interpolation", "num_images", 9_000));
            default -> Collections.addAll(fields, "annotations", true, "value_mode", "distinct", "split_by", "shapes");
        }
        return Specs.of(fields.toArray());
    }

    private static CompletableFuture<Void> start(Path target, DatasetSpec spec, int part, int of) {
        return CompletableFuture.runAsync(() -> {
            try {
                make(target, spec, part, of);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Stops a part at a random moment, and leaves the half of a shard as a killed process does. */
    private static void kill(Path target, DatasetSpec spec, Part part, Random random) throws Exception {
        Progress progress = new Progress();
        CompletableFuture<Void> killer = CompletableFuture.runAsync(() -> {
            long images = random.nextInt(60_000);
            while (progress.snapshot().done() < images && !progress.stopWished()) {
                Thread.onSpinWait();
            }
            progress.stop();
        });
        try {
            new Parts(target).make(spec, part, 1, progress);
        } catch (StoppedException e) {
            Path work =
                    Files.createDirectories(target.resolveSibling("mine.parts").resolve("work-00000.json-1"));
            Files.write(work.resolve("train-00000.npz"), new byte[100]);
        }
        progress.stop();
        killer.join();
    }

    @Test
    void partsThatAreMissingAreNamedAsSchedulersTakeThemAndNothingIsLost() throws Exception {
        Path target = directory.resolve("mine");
        for (int part : new int[] {1, 4}) {
            make(target, SPEC, part, 6);
        }

        assertThatThrownBy(() -> join(target))
                .isInstanceOf(PartsMissingException.class)
                .hasMessageContaining("sbatch --array=2-3,5-6");
        assertThat(new Parts(target).status().orElseThrow().missing()).containsExactly(2, 3, 5, 6);
        for (int part : new int[] {2, 3, 5, 6}) {
            make(target, SPEC, part, 6);
        }
        join(target);
        assertThat(target.resolve("metadata.json")).exists();
    }

    @Test
    void aDamagedFileIsFoundAndMadeAgainByItsPart() throws Exception {
        Path target = directory.resolve("mine");
        for (int part = 1; part <= 3; part++) {
            make(target, SPEC, part, 3);
        }
        Path parts = directory.resolve("mine.parts");
        byte[] good = Files.readAllBytes(parts.resolve("train-00004.npz"));
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        Files.write(parts.resolve("train-00004.npz"), bad);
        Files.delete(parts.resolve("val-00000.npz"));

        assertThatThrownBy(() -> join(target))
                .isInstanceOf(PartsMissingException.class)
                .hasMessageContaining("parts 1-2 of 3 are to be made (val-00000.npz is missing)");
        make(target, SPEC, 1, 3);
        make(target, SPEC, 2, 3);
        join(target);
        assertThat(target.resolve("train-00004.npz")).hasBinaryContent(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"another request", "another number of parts", "another version", "no record"})
    void partsThatDoNotBelongTogetherAreRefused(String what) throws Exception {
        Path target = directory.resolve("mine");
        make(target, SPEC, 1, 3);
        Path parts = directory.resolve("mine.parts");
        List<String> before = names(parts);

        switch (what) {
            case "another request" -> {
                DatasetSpec other = Specs.of("num_images", 150_000, "shard_size", 16_384, "seed", 6);
                assertThatThrownBy(() -> make(target, other, 2, 3))
                        .isInstanceOf(UnfitRecordException.class)
                        .hasMessageEndingWith("holds parts of another request");
            }
            case "another number of parts" ->
                assertThatThrownBy(() -> make(target, SPEC, 2, 4))
                        .isInstanceOf(UnfitRecordException.class)
                        .hasMessageEndingWith("made in 3 parts, not in 4");
            case "another version" -> {
                Path record = parts.resolve("00000.json");
                Files.writeString(record, Files.readString(record).replace("\"algorithm\":", "\"algorithm\":7"));
                assertThatThrownBy(() -> new Parts(target).status())
                        .isInstanceOf(UnfitRecordException.class)
                        .hasMessageStartingWith("00000.json was made by algorithm 7");
                assertThatThrownBy(() -> make(target, SPEC, 1, 3)).isInstanceOf(UnfitRecordException.class);
            }
            default -> {
                Files.writeString(parts.resolve("00001.json"), "{");
                assertThatThrownBy(() -> join(target))
                        .isInstanceOf(UnfitRecordException.class)
                        .hasMessage("00001.json cannot be read");
            }
        }
        assertThat(names(parts)).filteredOn(name -> !name.equals("join.lock")).isEqualTo(before);
    }

    @Test
    void aJoinThatWasKilledAtAnyStepGoesOn() throws Exception {
        Path undisturbed = TestDatasets.make(directory, "undisturbed", SPEC).path();
        Path target = directory.resolve("mine");
        Path parts = directory.resolve("mine.parts");
        make(target, SPEC, 1, 1);
        Files.writeString(parts.resolve("validation_report.png"), "half a picture");
        Files.createFile(parts.resolve("metadata.json")); // which got its name before its bytes

        join(target); // after a death before the rename
        assertThat(arrays(target)).isEqualTo(arrays(undisturbed));

        Files.writeString(target.resolve("parts.json"), "{}");
        Files.writeString(target.resolve("00000.json"), "{}");
        join(target); // after a death behind the rename
        assertThat(names(target)).isEqualTo(names(undisturbed));
    }

    @Test
    void whatStandsInThePlaceOfTheDatasetIsLeftAlone() throws Exception {
        Path target = directory.resolve("mine");
        make(target, SPEC, 1, 1);
        Files.createDirectory(target);

        assertThatThrownBy(() -> join(target)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(names(target)).isEmpty();
        assertThat(directory.resolve("mine.parts/parts.json")).exists();
    }

    @Test
    void aDirectoryOfSomethingElseIsNotTakenForThatOfParts() throws Exception {
        Path mine = Files.createDirectories(directory.resolve("mine.parts"));
        Files.writeString(mine.resolve("notes.txt"), "mine");

        assertThatThrownBy(() -> make(directory.resolve("mine"), SPEC, 1, 2))
                .isInstanceOf(UnfitRecordException.class)
                .hasMessageEndingWith("holds no parts of a dataset");
        assertThat(names(mine)).containsExactly("notes.txt");
    }

    @Test
    void aNameThatIsReservedForAnotherDatasetIsNotTakenByAJoin() throws Exception {
        Path target = directory.resolve("mine");
        make(target, SPEC, 1, 1);
        DatasetsRoot root = new DatasetsRoot(directory);
        root.markServed();
        var reservation = root.reserve(NAME, java.util.UUID.randomUUID());

        assertThatThrownBy(() -> join(target)).isInstanceOf(NameTakenException.class);
        assertThat(target).doesNotExist();
        reservation.release();
        join(target);
        assertThat(names(directory)).contains("mine").doesNotContain("mine.parts", ".staging");
    }

    @Test
    void everyShardIsOfOnePart() {
        for (int of : NUMBERS) {
            for (long shards : new long[] {1, 5, 63, 64, 1_000}) {
                long next = 0;
                for (int number = 1; number <= of; number++) {
                    Part part = new Part(number, of);
                    assertThat(part.first(shards)).isEqualTo(next);
                    next = part.end(shards);
                    for (long shard = part.first(shards); shard < next; shard++) {
                        assertThat(Part.making(shard, shards, of)).isEqualTo(part);
                    }
                }
                assertThat(next).isEqualTo(shards);
            }
        }
    }
}
