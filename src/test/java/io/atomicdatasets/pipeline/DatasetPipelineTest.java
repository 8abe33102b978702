package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DatasetPipelineTest {
    private static final DatasetSpec SPEC = Specs.of("num_images", 1_000);

    @TempDir
    Path directory;

    @Test
    void aDatasetHoldsItsFilesAndNothingElse() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", SPEC);

        try (var files = Files.list(dataset.path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "train.npz",
                            "val.npz",
                            "test.npz",
                            "chunks.npy",
                            "segments.npy",
                            "metadata.json",
                            "README.md",
                            "croissant.json",
                            "SHA256SUMS",
                            "validation_report.png");
        }
        try (var rest = Files.list(directory)) {
            assertThat(rest).containsExactly(dataset.path());
        }
    }

    @Test
    void metadataHasTheKeysOfTheOriginal() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", SPEC);
        JsonNode json = new JsonMapper().readTree(Files.readString(dataset.file("metadata.json")));

        assertThat(json.at("/version").asString()).isEqualTo("1.0.0");
        assertThat(json.at("/timestamp").asString()).isEqualTo("2026-11-23T14:32:15.123456+00:00");
        assertThat(json.at("/generation_params")).isEqualTo(new JsonMapper().readTree("""
                                {"num_images": 1000, "seed": 42, "grid_size": 16,
                                 "splits": {"train": 0.8, "val": 0.1, "test": 0.1}}"""));
        assertThat(json.at("/dataset_info")).isEqualTo(new JsonMapper().readTree("""
                                {"train_count": 800, "val_count": 100, "test_count": 100, "total_count": 1000}"""));
        assertThat(json.at("/memory_info")).isEqualTo(new JsonMapper().readTree("""
                                {"bytes_per_image": 256, "total_bytes": 256000, "readable": "250.00 KB"}"""));
        assertThat(json.at("/file_format")).isEqualTo(new JsonMapper().readTree("""
                        {"dtype": "uint8", "compression": "npz"}"""));
    }

    @Test
    void metadataIsReadAgainAndItsRecipeIsTheRequest() throws Exception {
        Metadata metadata = TestDatasets.make(directory, "mine", SPEC).metadata();

        assertThat(metadata.datasetInfo().totalCount()).isEqualTo(1_000);
        assertThat(DatasetSpec.read(metadata.recipe(), Limits.DEFAULT)).isEqualTo(SPEC.named(new DatasetName("mine")));
        assertThat(metadata.validation()).isNotEmpty().allMatch(CheckInfo::passed);
    }

    @Test
    void everyOtherFileIsListedWithItsDigest() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", SPEC);

        assertThat(dataset.metadata().files())
                .extracting(FileInfo::name)
                .containsExactly(
                        "train.npz",
                        "val.npz",
                        "test.npz",
                        "chunks.npy",
                        "segments.npy",
                        "validation_report.png",
                        "README.md",
                        "croissant.json",
                        "SHA256SUMS");
        for (FileInfo file : dataset.metadata().files()) {
            assertThat(FileDigest.of(dataset.file(file.name()))).isEqualTo(new FileDigest(file.bytes(), file.sha256()));
        }
    }

    @Test
    void sha256sumReadsTheDigestsOfAllFilesButItsOwnAndTheMetadata() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", SPEC);

        List<String> expected = new ArrayList<>();
        for (FileInfo file : dataset.metadata().files()) {
            if (!file.name().equals("SHA256SUMS")) {
                expected.add(FileDigest.of(dataset.file(file.name())).sha256() + "  " + file.name());
            }
        }
        assertThat(Files.readString(dataset.file("SHA256SUMS"))).isEqualTo(String.join("\n", expected) + "\n");
    }

    @Test
    void theSameRequestGivesTheSameBytes() throws Exception {
        DatasetFolder first = TestDatasets.make(directory, "first", SPEC);
        DatasetFolder second = TestDatasets.make(directory, "second", SPEC);

        for (String name : new String[] {"train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy"}) {
            assertThat(Files.mismatch(first.file(name), second.file(name))).isEqualTo(-1);
        }
    }

    @Test
    void emptySplitsAreFilesToo() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "tiny", Specs.of("num_images", 1));

        assertThat(dataset.metadata().files().get(1).name()).isEqualTo("val.npz");
        assertThat(dataset.metadata().files().get(1).arrays())
                .extracting(array -> array.shape().get(0))
                .containsExactly(0L, 0L);
    }

    @Test
    void aRunThatIsStoppedLeavesNothing() {
        Progress progress = new Progress();
        progress.stop();

        assertThatThrownBy(() -> TestDatasets.make(directory, "mine", SPEC, progress))
                .isInstanceOf(StoppedException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDatasetThatCannotBeFilledLeavesNothing() {
        DatasetSpec impossible = Specs.of(
                "num_images",
                10,
                "splits",
                Map.of(
                        "train",
                        new java.math.BigDecimal("0.000000001"),
                        "test",
                        new java.math.BigDecimal("0.999999999")));

        assertThatThrownBy(() -> TestDatasets.make(directory, "mine", impossible, new Progress()))
                .isInstanceOf(DatasetFailedException.class)
                .hasMessageContaining("train has 0 of 1 images");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anInterruptIsAWishToStopThatKeepsWhatIsThere() throws Exception {
        DatasetsRoot root = new DatasetsRoot(directory);
        UUID id = UUID.randomUUID();
        DatasetPipeline pipeline = new DatasetPipeline(2, TestDatasets.CLOCK, Duration.ZERO);
        try (StagingDirectory staging = root.stageAnew(id, 1, 0)) {
            Reservation mine = root.reserve(new DatasetName("mine"), id);
            Progress progress = new Progress();
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> pipeline.make(id, SPEC, staging, mine, progress))
                    .isInstanceOf(StoppedException.class);
            assertThat(staging.path()).exists();
        } finally {
            Thread.interrupted();
        }
    }
}
