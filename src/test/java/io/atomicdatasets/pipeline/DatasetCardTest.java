package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The card of real datasets, whose head is read as Hugging Face reads it. */
class DatasetCardTest {
    @TempDir
    Path directory;

    @Test
    void eachSplitIsTheTableOfItsImages() throws Exception {
        Map<?, ?> head = head(TestDatasets.make(directory, "mine", Specs.of("num_images", 500, "parquet", true)));

        assertThat(head.get("configs")).isEqualTo(yaml("""
                        - config_name: default
                          data_files:
                          - {split: train, path: train.parquet}
                          - {split: validation, path: val.parquet}
                          - {split: test, path: test.parquet}
                        """));
    }

    @Test
    void whatIsHeldOutIsASplitOfWhichLessIsPromised() throws Exception {
        DatasetSpec spec = Specs.of(
                "num_images", 500, "parquet", true, "hold_out", Map.of("protocol", "interpolation", "num_images", 70));
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        assertThat(head(dataset).get("configs").toString()).contains("split=ood, path=ood.parquet");
        assertThat(Files.readString(dataset.file("README.md")))
                .contains("| ood | 70 | ", "| label | meaning | train | val | test | ood |")
                .contains(
                        "This is so of train, val and test. The split ood holds 70 images with [what is held out](#held-out)")
                .contains(
                        "\n\n## Held out\n\nEvery image of ood ",
                        " no other image does.\n\n- size 8 to 9\n\n## Labels\n")
                .contains(" --hold-out '{\"when\":[{\"size\":[8,9]}],\"num_images\":70}'");
        assertThat(Files.readString(dataset.file("croissant.json")))
                .contains("^(train|val|test|ood)", "570 labelled images");
    }

    @Test
    void columnsAreGridsOfBytesAndNamedClasses() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 500, "parquet", true, "grid_size", 11, "max_objects", 2);

        Map<?, ?> head = head(TestDatasets.make(directory, "mine", spec));

        assertThat(head.get("dataset_info")).isEqualTo(yaml("""
                        - config_name: default
                          features:
                          - name: image
                            dtype: {array2_d: {shape: [11, 11], dtype: uint8}}
                          - name: label
                            dtype: {class_label: {names: {'0': unused 0, '1': 1 object, '2': 2 objects}}}
                        """));
    }

    @Test
    void annotationsAndObjectsAreDescribedToo() throws Exception {
        DatasetSpec spec = Specs.of(
                "num_images", 500, "parquet", true, "annotations", true, "factors", true, "label", "dominant_kind");

        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        Map<?, ?> head = head(dataset);
        assertThat(card(dataset)).contains("`difficulty` how hard each image is.\n\n");

        assertThat(features(head, 0)).isEqualTo(yaml("""
                        - name: image
                          dtype: {array2_d: {shape: [16, 16], dtype: uint8}}
                        - name: label
                          dtype: {class_label: {names: {'0': blob, '1': rectangle, '2': line, '3': pattern}}}
                        - {name: candidate, dtype: int64}
                        - name: mask
                          dtype: {array2_d: {shape: [16, 16], dtype: uint8}}
                        - {name: kinds, list: uint8}
                        - {name: values, list: uint8}
                        - {name: families, list: uint8}
                        - {name: boxes, list: uint8}
                        - {name: sizes, list: uint8}
                        - {name: shapes, list: int64}
                        - {name: orientations, list: uint8}
                        - {name: difficulty, list: uint8}
                        """));
        assertThat(maps(features(head, 1)))
                .extracting(each -> each.get("name") + " " + each.get("dtype"))
                .contains("slot uint8", "column uint8", "candidate int64", "shape int64", "orientation uint8");
    }

    @Test
    void labelsOfPartnersAreNamedClassesToo() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 200, "parquet", true, "pairs", "recolour", "max_objects", 2);
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        List<Map<?, ?>> columns = maps(features(head(dataset), 0));
        assertThat(columns)
                .extracting(column -> String.valueOf(column.get("name")))
                .startsWith("image", "label", "image_b", "label_b");
        assertThat(columns.get(3).get("dtype")).isEqualTo(columns.get(1).get("dtype"));
        assertThat(Files.readString(dataset.file("croissant.json")).split("\"@id\" : \"labels/label\"", -1))
                .as("the field itself, the key of its set, and what label and label_b refer to")
                .hasSize(5);
    }

    @Test
    void patternsOfShardsNameJustTheFilesOfTheirSplit() throws Exception {
        DatasetFolder dataset = TestDatasets.make(
                directory,
                "mine",
                Specs.of("num_images", 40_000, "parquet", true, "annotations", true, "shard_size", 16_384));

        for (Map<?, ?> config : maps(head(dataset).get("configs"))) {
            boolean isOfObjects = config.get("config_name").equals("objects");
            for (Map<?, ?> split : maps(config.get("data_files"))) {
                String label = String.valueOf(split.get("split")).replace("validation", "val");
                assertThat(matching(dataset, String.valueOf(split.get("path"))))
                        .hasSizeGreaterThan(1)
                        .allMatch(name -> name.matches(label + (isOfObjects ? "-objects" : "") + "-\\d{5}\\.parquet"));
            }
        }
    }

    /** Left to guess, load_dataset takes validation_report.png for the validation split. */
    @Test
    void withoutTablesTheHeadNamesTheArraysAndNoPicture() throws Exception {
        Map<?, ?> head = head(TestDatasets.make(directory, "mine", Specs.of("num_images", 500)));

        assertThat(head.get("configs")).isEqualTo(yaml("""
                        - config_name: arrays
                          data_files:
                          - {split: train, path: train.npz}
                          - {split: validation, path: val.npz}
                          - {split: test, path: test.npz}
                        """));
        assertThat(head.containsKey("dataset_info")).isFalse();
    }

    @Test
    void theSameRequestHasTheSameCardWhoeverMakesIt() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 20_000, "parquet", true);

        String one = card(TestDatasets.make(directory.resolve("a"), "mine", spec, 1));
        String other = card(TestDatasets.make(directory.resolve("b"), "mine", spec, 2));

        assertThat(one).isEqualTo(other).doesNotContain("2026");
    }

    @Test
    void aPersonReadsWhatItHoldsHowToLoadItCiteItAndMakeItAgain() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 1_000, "palette", "arc", "parquet", true, "max_objects", 3);

        assertThat(card(TestDatasets.make(directory, "mine", spec)))
                .contains(
                        "# mine\n",
                        "1,000 images of 16 x 16 cells, each with 1 to 3 simple objects: blobs, rectangles, lines and patterns,"
                                + " in colours that are numbered 1 to 9 on 0. The label of an image is how many objects it has.",
                        "| train | 800 | ",
                        "| 3 | 3 objects | ",
                        "train = ad.open(\"mine\").split(\"train\")\n",
                        "dataset = load_dataset(\"mine\")\n",
                        "@misc{mine,\n",
                        "java -jar atomic-datasets.jar generate --num-images 1000 --seed 42 --output-dir mine",
                        " --palette arc ",
                        " --parquet\n",
                        "[CC0-1.0](https://spdx.org/licenses/CC0-1.0), The makers of this dataset\n");
    }

    private static String card(DatasetFolder dataset) throws Exception {
        return Files.readString(dataset.file("README.md"));
    }

    private static Map<?, ?> head(DatasetFolder dataset) throws Exception {
        String card = card(dataset);
        assertThat(card).startsWith("---\n");
        return (Map<?, ?>) yaml(card.substring(4, card.indexOf("\n---\n") + 1));
    }

    private static Object yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Object features(Map<?, ?> head, int config) {
        return maps(head.get("dataset_info")).get(config).get("features");
    }

    private static List<Map<?, ?>> maps(Object list) {
        return ((List<?>) list)
                .stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    private static List<String> matching(DatasetFolder dataset, String pattern) throws Exception {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (Stream<Path> files = Files.list(dataset.path())) {
            return files.map(Path::getFileName)
                    .filter(matcher::matches)
                    .map(Path::toString)
                    .toList();
        }
    }
}
