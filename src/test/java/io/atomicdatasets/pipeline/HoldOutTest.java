package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset from which something is held out: the split ood is made, checked, described and made again like the others. */
class HoldOutTest {
    private static final Map<String, Object> RED_LINES_AND_MANY = Map.of(
            "when",
            List.of(Map.of("kind", "line", "value", 3), Map.of("objects", 4, "size", List.of(8, 9))),
            "num_images",
            3_000);

    @TempDir
    Path directory;

    private static DatasetSpec spec(Object... others) {
        List<Object> fields =
                new ArrayList<>(List.of("num_images", 40_000, "palette", "arc", "hold_out", RED_LINES_AND_MANY));
        Collections.addAll(fields, others);
        return Specs.of(fields.toArray());
    }

    @Test
    void theSplitOodHasItsImagesBesideThoseOfTheOthers() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec());
        Metadata metadata = dataset.metadata();

        assertThat(metadata.datasetInfo().totalCount()).isEqualTo(40_000);
        assertThat(metadata.datasetInfo().oodCount()).isEqualTo(3_000);
        assertThat(metadata.statistics()).containsOnlyKeys("train", "val", "test", "ood");
        assertThat(metadata.files()).extracting(FileInfo::name).contains("ood.npz");
        assertThat(metadata.validation())
                .allMatch(CheckInfo::passed)
                .extracting(CheckInfo::check)
                .contains("held_out");
        assertThat(Npz.elements(dataset.file("ood.npz"), "labels")).hasSize(3_000);
        assertThat(new Verifier(2).verify(dataset, new Progress()).passed()).isTrue();
    }

    @Test
    void factorsThatAreDrawnByThemselvesTellNothingOfEachOtherWhereNothingIsMissing() throws Exception {
        DatasetFolder dataset = TestDatasets.make(
                directory, "mine", spec("hold_out", Map.of("protocol", "composition", "num_images", 500)));
        Map<String, Map<String, Double>> train =
                dataset.metadata().statistics().get("train").mutualInformation();

        assertThat(train).containsOnlyKeys("objects", "kind", "family", "value", "size", "row", "column");
        assertThat(train.get("kind").get("value"))
                .as("each kind lacks a value")
                .isGreaterThan(0.05)
                .isEqualTo(train.get("value").get("kind"));
        assertThat(train.get("value").get("row")).isLessThan(0.01);
        assertThat(train.get("kind").get("family")).as("a family has one kind").isGreaterThan(1.5);
        assertThat(TestDatasets.make(directory, "plain", Specs.of("num_images", 10))
                        .metadata()
                        .statistics()
                        .get("train")
                        .mutualInformation())
                .isNull();
    }

    @Test
    void shardsAndPartsAreTheSameImages() throws Exception {
        DatasetSpec sharded = spec("shard_size", 16_384, "annotations", true, "parquet", true, "split_by", "shapes");
        DatasetFolder shards = TestDatasets.make(directory, "shards", sharded);
        DatasetFolder whole = TestDatasets.make(directory, "whole", spec("annotations", true, "split_by", "shapes"));
        Path target = directory.resolve("parts");
        for (int part : List.of(2, 1)) {
            new Parts(target).make(sharded, new Part(part, 2), 1, new Progress());
        }
        new Join(target, 2, new DatasetPipeline(2, TestDatasets.CLOCK, Duration.ZERO))
                .run(new DatasetName("parts"), new Progress());

        for (Split split : Split.values()) {
            for (var array : whole.metadata().files().stream()
                    .filter(file -> file.name().equals(split.fileName()))
                    .findFirst()
                    .orElseThrow()
                    .arrays()) {
                ByteArrayOutputStream joined = new ByteArrayOutputStream();
                for (FileInfo file : shards.metadata().files()) {
                    if (split.label().equals(file.split())) {
                        joined.writeBytes(Npz.elements(shards.file(file.name()), array.name()));
                        assertThat(target.resolve(file.name())).hasSameBinaryContentAs(shards.file(file.name()));
                    }
                }
                assertThat(joined.toByteArray())
                        .as("%s of %s", array.name(), split)
                        .isEqualTo(Npz.elements(whole.file(split.fileName()), array.name()));
            }
        }
        assertThat(shards.file("ood-00000.parquet")).exists();
        assertThat(new DatasetFolder(target).metadata().statistics())
                .isEqualTo(shards.metadata().statistics());
        for (Split split : Split.values()) {
            assertThat(shards.metadata().statistics().get(split.label()).mutualInformation())
                    .isEqualTo(whole.metadata().statistics().get(split.label()).mutualInformation());
        }
        for (DatasetFolder each : List.of(whole, shards)) {
            try (StagingDirectory scratch =
                    new DatasetsRoot(directory.resolve("scratch")).stageAnew(UUID.randomUUID(), 1, 0)) {
                assertThat(new Verifier(2)
                                .regenerate(each, scratch, new Progress())
                                .passed())
                        .isTrue();
            }
        }
    }

    @Test
    void imagesOfOodCanBeMadeAgainOneByOne() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec());
        byte[] images = Npz.elements(dataset.file("ood.npz"), "images");

        for (int index : new int[] {0, 1_234, 2_999}) {
            assertThat(new Replay(spec())
                            .sample(dataset, Split.OOD, index)
                            .picked(index)
                            .cells())
                    .isEqualTo(java.util.Arrays.copyOfRange(images, 256 * index, 256 * (index + 1)));
        }
    }

    @Test
    void whatIsTooRareEndsTheRunAndTellsWhatIsMissing() {
        DatasetSpec rare = spec(
                "num_images",
                100,
                "hold_out",
                Map.of("when", List.of(Map.of("objects", 4, "size", 15, "row", 0, "value", 9)), "num_images", 90_000));

        assertThatThrownBy(() -> TestDatasets.make(directory, "mine", rare))
                .isInstanceOf(DatasetFailedException.class)
                .hasMessageContaining(" of 90000 images")
                .hasMessageContaining("hold_out");
        assertThat(Files.exists(directory.resolve("mine"))).isFalse();
    }
}
