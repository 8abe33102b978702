package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedSplitsTest {
    private static final int HEAD = 128;

    @TempDir
    Path directory;

    private static DatasetSpec sharded(Object... fields) {
        List<Object> all = new ArrayList<>(List.of("num_images", 100_000, "shard_size", 16_384));
        all.addAll(Arrays.asList(fields));
        return Specs.of(all.toArray());
    }

    private static byte[] elements(Path file, String array) throws Exception {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream npy = zip.getInputStream(zip.getEntry(array + ".npy"))) {
            byte[] bytes = npy.readAllBytes();
            return Arrays.copyOfRange(bytes, HEAD, bytes.length);
        }
    }

    private static List<FileInfo> files(Metadata metadata, Split split) {
        return metadata.files().stream()
                .filter(file -> split.label().equals(file.split()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"false, deflate", "true, deflate", "false, stored"})
    void theShardsOneAfterTheOtherAreTheOneFile(boolean annotations, String compression) throws Exception {
        DatasetFolder shards =
                TestDatasets.make(directory, "shards", sharded("annotations", annotations, "compression", compression));
        DatasetFolder whole = TestDatasets.make(
                directory,
                "whole",
                Specs.of("num_images", 100_000, "annotations", annotations, "compression", compression));

        for (Split split : sharded().presentSplits()) {
            for (var array : files(whole.metadata(), split).get(0).arrays()) {
                ByteArrayOutputStream joined = new ByteArrayOutputStream();
                for (FileInfo file : files(shards.metadata(), split)) {
                    joined.write(elements(shards.file(file.name()), array.name()));
                }
                assertThat(joined.toByteArray())
                        .as(array.name() + " of " + split.label())
                        .isEqualTo(elements(whole.file(split.fileName()), array.name()));
            }
        }
        assertThat(shards.file("chunks.npy")).hasSameBinaryContentAs(whole.file("chunks.npy"));
    }

    @Test
    void everyFileIsListedWithItsSplitItsImagesAndItsFirstCandidate() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", sharded());

        for (Split split : sharded().presentSplits()) {
            List<FileInfo> files = files(dataset.metadata(), split);
            long images = 0;
            for (int shard = 0; shard < files.size(); shard++) {
                assertThat(files.get(shard).name())
                        .isEqualTo(ArrayFile.ofShard(split, shard).name());
                assertThat(files.get(shard).firstCandidate()).isEqualTo(shard * 16_384L);
                images += files.get(shard).images();
            }
            assertThat(images).isEqualTo(sharded().count(split));
        }
        assertThat(dataset.metadata().validation()).allMatch(CheckInfo::passed);
    }

    @Test
    void aLargerDatasetHasTheSameFilesAndMore() throws Exception {
        DatasetFolder small = TestDatasets.make(directory, "small", sharded());
        DatasetFolder large = TestDatasets.make(directory, "large", sharded("num_images", 150_000));

        for (Split split : sharded().presentSplits()) {
            List<FileInfo> files = files(small.metadata(), split);
            for (FileInfo file : files.subList(0, files.size() - 1)) {
                assertThat(large.file(file.name())).hasSameBinaryContentAs(small.file(file.name()));
            }
            assertThat(files(large.metadata(), split)).hasSizeGreaterThan(files.size());
        }
    }

    @Test
    void aSplitThatWantsNoImagesHasOneEmptyFile() throws Exception {
        DatasetFolder dataset =
                TestDatasets.make(directory, "mine", sharded("splits", java.util.Map.of("train", 0.9, "test", 0.1)));

        assertThat(files(dataset.metadata(), Split.VAL)).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("val-00000.npz");
            assertThat(file.images()).isZero();
        });
    }

    @Test
    void theNumberOfThreadsChangesNothing() throws Exception {
        DatasetFolder one = make("one", sharded(), 1, new Progress());
        DatasetFolder five = make("five", sharded(), 5, new Progress());

        for (FileInfo file : one.metadata().files()) {
            if (file.arrays() != null) {
                assertThat(five.file(file.name())).hasSameBinaryContentAs(one.file(file.name()));
            }
        }
    }

    private DatasetFolder make(String name, DatasetSpec spec, int threads, Progress progress) throws Exception {
        DatasetsRoot root = new DatasetsRoot(directory.resolve(name));
        UUID id = UUID.randomUUID();
        try (StagingDirectory staging = root.stageAnew(id, 1, 0)) {
            var reservation = root.reserve(new io.atomicdatasets.spec.DatasetName(name), id);
            new DatasetPipeline(threads, TestDatasets.CLOCK, Duration.ZERO)
                    .make(id, spec, staging, reservation, progress)
                    .publish();
            return new DatasetFolder(reservation.directory());
        }
    }

    @Test
    void anAttemptThatIsStoppedLeavesShardsOfWhichTheNextMakesOnlyTheRest() throws Exception {
        DatasetFolder undisturbed = make("undisturbed", sharded(), 2, new Progress());
        DatasetsRoot root = new DatasetsRoot(directory.resolve("root"));
        UUID id = UUID.randomUUID();
        var reservation = root.reserve(new io.atomicdatasets.spec.DatasetName("mine"), id);
        DatasetPipeline pipeline = new DatasetPipeline(2, TestDatasets.CLOCK, Duration.ofSeconds(1));
        Progress stopped = new Progress();
        try (StagingDirectory staging = root.stageAnew(id, 1, 0)) {
            Thread stopper = new Thread(() -> {
                while (stopped.checkpoints() < 3) {
                    Thread.onSpinWait();
                }
                stopped.stop();
            });
            stopper.start();
            assertThatThrownBy(() -> pipeline.make(id, sharded(), staging, reservation, stopped))
                    .isInstanceOf(StoppedException.class);
            stopper.join();
        }
        Progress resumed = new Progress();
        try (StagingDirectory staging = root.stage(id, 2, 0, new Progress())) {
            Files.write(staging.dataset().resolve("train-00001.npz"), new byte[5]); // damaged meanwhile
            Files.createDirectories(staging.path().resolve("work-00003.json-7"));
            Files.writeString(staging.dataset().resolve("validation_report.png"), "half");

            pipeline.make(id, sharded(), staging, reservation, resumed).publish();
        }

        assertThat(resumed.checkpoints()).as("shards made").isBetween(1L, 5L);
        for (FileInfo file : undisturbed.metadata().files()) {
            if (file.arrays() != null) {
                assertThat(reservation.directory().resolve(file.name()))
                        .hasSameBinaryContentAs(undisturbed.file(file.name()));
            }
        }
    }

    @Test
    void aRecipeOfTooFewFormsIsRefusedAsWithoutShards() {
        DatasetSpec impossible = sharded(
                "num_images",
                20_000,
                "grid_size",
                8,
                "max_objects",
                1,
                "mix",
                java.util.Map.of("line", 1),
                "splits",
                java.util.Map.of("train", 0.999, "val", 0.001));

        Exception sharded = org.assertj.core.api.Assertions.catchException(
                () -> TestDatasets.make(directory, "shards", impossible));
        Exception whole = org.assertj.core.api.Assertions.catchException(() -> TestDatasets.make(
                directory,
                "whole",
                Specs.of(
                        "num_images",
                        20_000,
                        "grid_size",
                        8,
                        "max_objects",
                        1,
                        "mix",
                        java.util.Map.of("line", 1),
                        "splits",
                        java.util.Map.of("train", 0.999, "val", 0.001))));

        assertThat(sharded == null ? "made" : sharded.getMessage())
                .isEqualTo(whole == null ? "made" : whole.getMessage());
    }

    @Test
    void aShardedDatasetIsMadeAgainAndADifferenceIsFound() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", sharded());
        DatasetsRoot root = new DatasetsRoot(directory.resolve("scratch"));
        try (StagingDirectory scratch = root.stageAnew(UUID.randomUUID(), 1, 0)) {
            scratch.condemn();
            Verification verification = new Verifier(2).regenerate(dataset, scratch, new Progress());

            assertThat(verification.passed()).isTrue();
            assertThat(verification.files())
                    .extracting(Verification.FileResult::name)
                    .contains("train-00000.npz", "test-00005.npz", "chunks.npy", "segments.npy");
        }
        String metadata = Files.readString(dataset.file("metadata.json"));
        String digest = files(dataset.metadata(), Split.VAL).get(2).sha256();
        Files.writeString(dataset.file("metadata.json"), metadata.replace(digest, "0".repeat(64)));
        try (StagingDirectory scratch = root.stageAnew(UUID.randomUUID(), 1, 0)) {
            scratch.condemn();
            assertThat(new Verifier(2)
                            .regenerate(dataset, scratch, new Progress())
                            .files())
                    .filteredOn(file -> !file.passed())
                    .extracting(Verification.FileResult::name)
                    .containsExactly("val-00002.npz");
        }
    }
}
