package io.atomicdatasets.pipeline;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.layout.ImageArray;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.parquet.DuckDb;
import io.atomicdatasets.parquet.ParquetJava;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datasets with tables, held against Parquet's own reader and DuckDB. */
class ParquetTest {
    /** The columns that are not called as their arrays are. */
    private static final Map<String, String> SINGULAR = Map.ofEntries(
            Map.entry("image", "images"),
            Map.entry("label", "labels"),
            Map.entry("candidate", "candidates"),
            Map.entry("mask", "masks"),
            Map.entry("image_b", "images_b"),
            Map.entry("label_b", "labels_b"),
            Map.entry("mask_b", "masks_b"),
            Map.entry("edit", "edits"));

    @TempDir
    Path directory;

    static Stream<DatasetSpec> requests() {
        Map<String, Object> noVal = Map.of("train", 0.9, "test", 0.1);
        return Stream.of(
                Specs.of("num_images", 40_000, "parquet", true),
                Specs.of("num_images", 300_000, "parquet", true, "grid_size", 8), // two row groups
                Specs.of("num_images", 20_000, "parquet", true, "annotations", true),
                Specs.of("num_images", 20_000, "parquet", true, "compression", "stored"),
                Specs.of("num_images", 9_000, "parquet", true, "annotations", true, "compression", "stored"),
                Specs.of(
                        "num_images",
                        5_000,
                        "parquet",
                        true,
                        "annotations",
                        true,
                        "factors",
                        true,
                        "split_by",
                        "shapes",
                        "pairs",
                        "turn"),
                Specs.of(
                        "num_images",
                        3_000,
                        "parquet",
                        true,
                        "annotations",
                        true,
                        "factors",
                        true,
                        "compression",
                        "stored"),
                Specs.of("num_images", 40_000, "parquet", true, "annotations", true, "shard_size", 16_384),
                Specs.of("num_images", 40_000, "parquet", true, "compression", "stored", "shard_size", 16_384),
                Specs.of("num_images", 30, "parquet", true, "annotations", true),
                Specs.of("num_images", 1, "parquet", true), // val and test are empty
                Specs.of("num_images", 3_000, "parquet", true, "annotations", true, "splits", noVal),
                Specs.of("num_images", 5_000, "parquet", true, "annotations", true, "grid_size", 9, "max_objects", 3),
                Specs.of("num_images", 3_000, "parquet", true, "annotations", true, "grid_size", 32, "max_objects", 8),
                Specs.of("num_images", 3_000, "parquet", true, "palette", "arc", "min_gap", 0, "label", "composition"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void parquetsOwnReaderFindsWhatTheArraysHold(DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        List<FileInfo> tables = tables(dataset, Rows.IMAGES);
        assertThat(tables).hasSameSizeAs(arrayFiles(dataset));
        for (FileInfo table : tables) {
            Path npz = dataset.file(
                    TableFile.named(table.name()).orElseThrow().beside().name());
            List<ParquetJava.Column> columns =
                    ParquetJava.read(dataset.file(table.name())).columns();
            assertThat(columns).hasSameSizeAs(ImageArray.of(spec));
            for (ParquetJava.Column column : columns) {
                String name = column.path().replaceFirst("\\..*", "");
                String array = SINGULAR.getOrDefault(name, name);
                assertThat(column.values().equals(Npz.numbers(npz, array)))
                        .as(array + " of " + table.name())
                        .isTrue();
            }
        }
        assertThat(dataset.metadata().validation()).allMatch(CheckInfo::passed);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void duckDbFindsThemTooAndReadsShardsAsOneTable(DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        String files = glob(dataset, spec, Rows.IMAGES);
        long sum = 0;
        Map<Long, Long> labels = new TreeMap<>();
        for (FileInfo file : trainFiles(dataset)) {
            for (long cell : Npz.numbers(dataset.file(file.name()), "images")) {
                sum += cell;
            }
            Npz.numbers(dataset.file(file.name()), "labels").forEach(label -> labels.merge(label, 1L, Long::sum));
        }

        assertThat(DuckDb.rowsOf("select count(*), sum(list_sum(flatten(image)))::bigint from '" + files + "'"))
                .containsExactly(
                        labels.values().stream().mapToLong(Long::longValue).sum() + " " + sum);
        assertThat(DuckDb.rowsOf("select label, count(*) from '" + files + "' group by all order by all"))
                .isEqualTo(labels.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void anObjectIsARowOfItsOwn(DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        List<FileInfo> tables = tables(dataset, Rows.OBJECTS);
        assertThat(tables)
                .hasSize(spec.fileOptions().annotations() ? arrayFiles(dataset).size() : 0);
        for (FileInfo table : tables) {
            Path npz = dataset.file(
                    TableFile.named(table.name()).orElseThrow().beside().name());
            List<String> objects = objectsOf(npz, spec);
            assertThat(rowsOf(dataset.file(table.name())).equals(objects))
                    .as(table.name())
                    .isTrue();
            assertThat(table.table().rows()).isEqualTo(objects.size());
        }
    }

    @Test
    void objectsAreCountedByKindAndValueInOneLine() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 40_000, "parquet", true, "annotations", true, "shard_size", 16_384);
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        Map<String, Long> counts = new HashMap<>();
        for (FileInfo file : trainFiles(dataset)) {
            List<Long> kinds = Npz.numbers(dataset.file(file.name()), "kinds");
            List<Long> values = Npz.numbers(dataset.file(file.name()), "values");
            for (int i = 0; i < kinds.size(); i++) {
                if (kinds.get(i) != 255) {
                    counts.merge(kinds.get(i) + " " + values.get(i), 1L, Long::sum);
                }
            }
        }

        List<String> rows = DuckDb.rowsOf(
                "select kind, value, count(*) from '%s' group by all".formatted(glob(dataset, spec, Rows.OBJECTS)));

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(counts.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .toList());
    }

    /** The lines of docs/dataset.md, as they stand there. */
    @Test
    void theDocumentedQueriesAnswer() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 4_000, "parquet", true, "annotations", true, "palette", "arc");
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        String page = Files.readString(Path.of("docs/dataset.md"));
        String block = page.substring(page.indexOf("```sql\n") + "```sql\n".length());
        List<String> queries = block.substring(0, block.indexOf("```"))
                .replace("datasets/arc", dataset.path().toString())
                .lines()
                .toList();
        List<Long> labels = Npz.numbers(dataset.file("train.npz"), "labels");
        List<Long> cells = Npz.numbers(dataset.file("train.npz"), "images");

        assertThat(queries).hasSize(3);
        assertThat(DuckDb.rowsOf(queries.get(0)))
                .isEqualTo(
                        labels.stream()
                                .collect(groupingBy(label -> label, TreeMap::new, counting()))
                                .entrySet()
                                .stream()
                                .map(each -> each.getKey() + " " + each.getValue())
                                .toList());
        assertThat(DuckDb.rowsOf(queries.get(1)))
                .isEqualTo(IntStream.range(0, labels.size())
                        .filter(image -> labels.get(image) == 3)
                        .limit(5)
                        .mapToObj(image -> String.valueOf(cells.get(image * 256 + 13)))
                        .toList());
        assertThat(DuckDb.rowsOf(queries.get(2))).hasSize(4 * 9);
    }

    @Test
    void withoutTablesEveryByteIsWhatItIsWithThem() throws Exception {
        for (String compression : List.of("deflate", "stored")) {
            DatasetFolder without = TestDatasets.make(
                    directory, "without-" + compression, Specs.of("num_images", 20_000, "compression", compression));
            DatasetFolder with = TestDatasets.make(
                    directory,
                    "with-" + compression,
                    Specs.of("num_images", 20_000, "compression", compression, "parquet", true));

            for (FileInfo file : without.metadata().files()) {
                if (file.arrays() != null) {
                    assertThat(with.file(file.name())).hasSameBinaryContentAs(without.file(file.name()));
                }
            }
            assertThat(Files.readString(without.file("metadata.json"))).doesNotContain("parquet");
            assertThat(with.metadata().recipe()).containsEntry("parquet", true);
        }
    }

    @Test
    void theSameRequestGivesTheSameTablesWhateverTheNumberOfThreads() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 60_000, "parquet", true, "annotations", true);
        DatasetFolder one = TestDatasets.make(directory, "one", spec, 1);
        DatasetFolder five = TestDatasets.make(directory, "five", spec, 5);

        for (Rows rows : Rows.values()) {
            for (FileInfo file : tables(one, rows)) {
                assertThat(five.file(file.name())).hasSameBinaryContentAs(one.file(file.name()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16_384})
    void tablesAreMadeAgainAndADifferenceIsFound(int shardSize) throws Exception {
        Map<String, Object> fields = new HashMap<>(Map.of("num_images", 40_000, "annotations", true, "parquet", true));
        if (shardSize > 0) {
            fields.put("shard_size", shardSize);
        }
        DatasetFolder dataset = TestDatasets.make(directory, "mine", DatasetSpec.read(fields, Limits.DEFAULT));
        String metadata = Files.readString(dataset.file("metadata.json"));
        List<String> tables = new ArrayList<>();
        for (Rows rows : Rows.values()) {
            FileInfo last = tables(dataset, rows).get(tables(dataset, rows).size() - 1);
            metadata = metadata.replace(last.sha256(), "0".repeat(64));
            tables.add(last.name());
        }
        assertThat(madeAgain(dataset)).isEmpty();

        Files.writeString(dataset.file("metadata.json"), metadata);

        assertThat(madeAgain(dataset)).containsExactlyInAnyOrderElementsOf(tables);
    }

    /** The files that are others when they are made again. */
    private List<String> madeAgain(DatasetFolder dataset) throws Exception {
        DatasetsRoot root = new DatasetsRoot(directory.resolve("scratch"));
        try (StagingDirectory scratch = root.stageAnew(UUID.randomUUID(), 1, 0)) {
            scratch.condemn();
            return new Verifier(2)
                    .regenerate(dataset, scratch, new Progress()).files().stream()
                            .filter(file -> !file.passed())
                            .map(Verification.FileResult::name)
                            .toList();
        }
    }

    private static List<FileInfo> tables(DatasetFolder dataset, Rows rows) throws IOException {
        return dataset.metadata().files().stream()
                .filter(file -> file.table() != null && file.table().of().equals(rows.label()))
                .toList();
    }

    private static List<FileInfo> arrayFiles(DatasetFolder dataset) throws IOException {
        return dataset.metadata().files().stream()
                .filter(file -> file.split() != null)
                .toList();
    }

    private static List<FileInfo> trainFiles(DatasetFolder dataset) throws IOException {
        return arrayFiles(dataset).stream()
                .filter(file -> "train".equals(file.split()))
                .toList();
    }

    /** All training files of a table, as the documentation names them. */
    private static String glob(DatasetFolder dataset, DatasetSpec spec, Rows rows) {
        String infix = rows == Rows.OBJECTS ? "-objects" : "";
        String shards = spec.fileOptions().shardSize().isPresent() ? "-[0-9]*" : "";
        return dataset.file("train" + infix + shards + ".parquet").toString();
    }

    private static List<String> rowsOf(Path table) throws IOException {
        List<ParquetJava.Column> columns = ParquetJava.read(table).columns();
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < columns.get(0).values().size(); row++) {
            int at = row;
            rows.add(columns.stream()
                    .map(column -> column.path() + " " + column.values().get(at))
                    .collect(joining(", ")));
        }
        return rows;
    }

    private static List<String> objectsOf(Path npz, DatasetSpec spec) throws IOException {
        int slots = spec.recipe().maxObjects();
        Map<String, List<Long>> arrays = new HashMap<>();
        for (ImageArray array : ImageArray.of(spec)) {
            arrays.put(array.arrayName(), Npz.numbers(npz, array.arrayName()));
        }
        List<String> rows = new ArrayList<>();
        for (int image = 0; image < arrays.get("labels").size(); image++) {
            List<Long> kinds = arrays.get("kinds").subList(image * slots, (image + 1) * slots);
            int objects = (int) kinds.stream().filter(kind -> kind != 255).count();
            for (int slot = 0; slot < objects; slot++) {
                int at = image * slots + slot;
                List<Long> box = arrays.get("boxes").subList(4 * at, 4 * at + 4);
                rows.add(("slot %d, kind %d, family %d, value %d, row %d, column %d, height %d, width %d, size %d,"
                                        + " objects %d, label %d, candidate %d")
                                .formatted(
                                        slot,
                                        kinds.get(slot),
                                        arrays.get("families").get(at),
                                        arrays.get("values").get(at),
                                        box.get(0),
                                        box.get(1),
                                        box.get(2),
                                        box.get(3),
                                        arrays.get("sizes").get(at),
                                        objects,
                                        arrays.get("labels").get(image),
                                        arrays.get("candidates").get(image))
                        + (spec.fileOptions().factors()
                                ? ", shape %d, orientation %d"
                                        .formatted(
                                                arrays.get("shapes").get(at),
                                                arrays.get("orientations").get(at))
                                : ""));
            }
        }
        return rows;
    }
}
