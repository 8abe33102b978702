package io.atomicdatasets.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Split;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSourceTest {
    private static final long IMAGES = 100_000;

    private static SparkSession spark;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Dataset<Row> images(Map<String, String> options) {
        return spark.read().format("atomic-datasets").options(options).load();
    }

    private static Dataset<Row> images() {
        return images(Map.of("num_images", String.valueOf(IMAGES)));
    }

    /** One number for a row, whatever the order of rows. */
    private static long hash(long candidate, String split, int label, byte[] image) {
        long hash = 31 * (31 * candidate + split.hashCode()) + label;
        for (byte cell : image) {
            hash = 0x9E3779B97F4A7C15L * (hash ^ cell) + (hash >>> 29);
        }
        return hash;
    }

    /** The sum over the first images of each split, which are those of the dataset. */
    private static long hashOfDataset(DatasetSpec spec) {
        long[] room = Arrays.stream(Split.values()).mapToLong(spec::count).toArray();
        AtomicLong left = new AtomicLong(spec.allImages());
        AtomicLong sum = new AtomicLong();
        new Candidates(spec).walk(0, Integer.MAX_VALUE, (split, label, image) -> {
            if (room[split.ordinal()]-- > 0) {
                sum.addAndGet(hash(image.candidate(), split.label(), label, image.cells()));
                left.decrementAndGet();
            }
            return left.get() > 0;
        });
        return sum.get();
    }

    @ParameterizedTest
    @CsvSource({"0", "20000"})
    void givesTheImagesOfTheDatasetAndNoOthers(int heldOut) throws Exception {
        Map<String, Object> holdOut = Map.of("protocol", "interpolation", "num_images", heldOut);
        Map<String, Object> request =
                heldOut == 0 ? Map.of("num_images", IMAGES) : Map.of("num_images", IMAGES, "hold_out", holdOut);
        DatasetSpec spec = DatasetSpec.read(request, Limits.NONE);
        org.apache.spark.util.LongAccumulator sum = spark.sparkContext().longAccumulator();
        org.apache.spark.util.LongAccumulator rows = spark.sparkContext().longAccumulator();

        Map<String, String> options = new HashMap<>();
        request.forEach((name, value) -> options.put(
                name,
                RequestField.valueOf(name.toUpperCase(Locale.ROOT))
                        .type(Limits.NONE)
                        .write(value)));
        images(options).foreachPartition((ForeachPartitionFunction<Row>) partition ->
                partition.forEachRemaining(row -> {
                    sum.add(hash(row.getLong(0), row.getString(1), row.getInt(2), (byte[]) row.get(3)));
                    rows.add(1L);
                }));

        assertThat(rows.value()).isEqualTo(IMAGES + heldOut);
        assertThat(sum.value()).isEqualTo(hashOfDataset(spec));
    }

    @Test
    void countsWithoutMakingAnImage() {
        Dataset<Row> many = images(Map.of("num_images", "100000000000"));

        assertThat(many.count()).isEqualTo(100_000_000_000L);
        assertThat(many.where("split = 'test'").count()).isEqualTo(10_000_000_000L);
        assertThat(many.where("split in ('train', 'val')").count()).isEqualTo(90_000_000_000L);
        assertThat(many.where("split = 'other'").count()).isZero();
        assertThat(many.groupBy("split").count().collectAsList())
                .extracting(Row::toString)
                .containsExactlyInAnyOrder("[train,80000000000]", "[val,10000000000]", "[test,10000000000]");
    }

    @Test
    void makesOnlyTheColumnsThatAreWanted() {
        Dataset<Row> labels = images().select("label");

        assertThat(plan(labels)).contains("columns=[label]");
        assertThat(labels.groupBy("label").count().collectAsList())
                .extracting(row -> row.getLong(1))
                .satisfies(counts -> assertThat(
                                counts.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(IMAGES));
    }

    @Test
    void looksForTheImagesOfASplitAlone() {
        Dataset<Row> test = images().where("split = 'test'");

        assertThat(plan(test)).contains("splits=[test]").doesNotContain("Filter ");
        assertThat(test.agg(Map.of("candidate", "count")).first().getLong(0)).isEqualTo(IMAGES / 10);
        assertThat(test.where("label = 2").select("split").distinct().collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("test");
    }

    @Test
    void makesNoMoreImagesThanAreWanted() {
        Dataset<Row> few = images(Map.of("num_images", "100000000000"))
                .where("split = 'val'")
                .limit(5);

        assertThat(plan(few)).contains("limit=5");
        assertThat(few.collectAsList())
                .hasSize(5)
                .allMatch(row -> row.getString(1).equals("val"));
    }

    @Test
    void tellsHowManyRowsThereAre() {
        assertThat(images().where("split = 'test'")
                        .select("candidate")
                        .queryExecution()
                        .optimizedPlan()
                        .stats()
                        .rowCount()
                        .get())
                .isEqualTo(scala.math.BigInt.apply(IMAGES / 10));
    }

    @Test
    void tellsTheObjectsOfAnnotatedImages() throws Exception {
        DatasetSpec spec = DatasetSpec.read(Map.of("num_images", 2_000, "annotations", true), Limits.NONE);
        List<String> expected = new ArrayList<>();
        new Candidates(spec).walk(0, 1_000, (split, label, image) -> {
            for (int i = 0; i < image.objects(); i++) {
                expected.add(image.candidate() + ": " + image.family(i).kind().code() + " "
                        + image.family(i).code() + " " + image.value(i) + " " + image.top(i) + " " + image.left(i)
                        + " " + image.height(i) + " " + image.width(i) + " " + image.size(i));
            }
            return true;
        });

        List<Row> rows = images(Map.of("num_images", "2000", "annotations", "true"))
                .selectExpr("candidate", "explode(objects) as object")
                .where("candidate < 1000")
                .orderBy("candidate")
                .selectExpr("concat_ws(' ', concat(candidate, ':'), object.kind, object.family, object.value,"
                        + " object.row, object.column, object.height, object.width, object.size)")
                .collectAsList();

        assertThat(rows).extracting(row -> row.getString(0)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void isWrittenAsParquetThatOthersRead() throws Exception {
        String file = directory.resolve("images.parquet").toString();
        images(Map.of("num_images", "20000", "seed", "7")).write().parquet(file);

        DatasetSpec spec = DatasetSpec.read(Map.of("num_images", 20_000, "seed", 7), Limits.NONE);
        long sum = 0;
        long rows = 0;
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet images = statement.executeQuery(
                        "select candidate, split, label, image from read_parquet('" + file + "/*.parquet')")) {
            while (images.next()) {
                sum += hash(images.getLong(1), images.getString(2), images.getInt(3), images.getBytes(4));
                rows++;
            }
        }
        assertThat(rows).isEqualTo(20_000);
        assertThat(sum).isEqualTo(hashOfDataset(spec));
    }

    @Test
    void refusesOptionsInTheWordsOfRequests() {
        assertThatThrownBy(() -> images(Map.of("num_images", "10", "grid_size", "99", "palettte", "arc")))
                .hasMessageContaining("grid_size")
                .hasMessageContaining("must be between 8 and 32")
                .hasMessageContaining("palettte")
                .hasMessageContaining("is unknown");
    }

    private static String plan(Dataset<Row> rows) {
        return rows.queryExecution().executedPlan().toString();
    }
}
