package io.atomicdatasets.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

/** Datasets made on a cluster of real processes, some of which die. */
class ClusterTest {
    private static final List<String> REQUEST = List.of("--num-images", "200000", "--shard-size", "16384");

    @TempDir
    static Path directory;

    private static Cluster cluster;
    private static Path expected;

    @BeforeAll
    static void start() throws Exception {
        expected = directory.resolve("expected").resolve("x");
        Terminal.generate(expected, REQUEST);
        cluster = new Cluster(Files.createDirectories(directory.resolve("cluster")));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static SparkConf withSpeculation() {
        return cluster.conf()
                .set("spark.speculation", "true")
                .set("spark.speculation.interval", "100ms")
                .set("spark.speculation.quantile", "0.1")
                .set("spark.speculation.multiplier", "1.1");
    }

    @Test
    void makesTheBytesOfTheTerminalWhateverDiesMeanwhile() throws Exception {
        Path target = directory.resolve("faulty").resolve("x");
        Path marks = Files.createDirectories(directory.resolve("marks"));
        DatasetSpec spec = DatasetSpec.read(Map.of("num_images", 200_000, "shard_size", 16_384), Limits.NONE)
                .named(new DatasetName("x"));

        SparkContext spark = new SparkContext(withSpeculation());
        try {
            Output output = new FaultyOutput(Outputs.at(target.toString(), spec, new Configuration()), marks);
            new ClusterRun(spark, spec, output).make(Rights.UNLESS_SAID, false, true);
        } finally {
            spark.stop();
        }

        assertThat(names(marks))
                .containsExactlyInAnyOrder(
                        "failed-once",
                        "failed-twice",
                        "executor-killed",
                        "first-twin",
                        "second-twin",
                        "twin-done",
                        "twins-done",
                        "worker-killed");
        SameDataset.requireEqual(expected, target);
        assertThat(names(target.getParent())).as("beside the dataset").containsExactly("x");
    }

    @Test
    void goesOnWhereADriverWasKilled() throws Exception {
        Path target = directory.resolve("resumed").resolve("x");
        Path records = target.resolveSibling("x.records");
        Process driver = driver(target).start(directory.resolve("driver.log"));
        Cluster.await(
                "some records",
                () -> Files.isDirectory(records) && names(records).contains("00002.json") ? records : null);
        driver.destroyForcibly().waitFor();
        assertThat(target).doesNotExist();
        assertThat(records.resolve("dataset").resolve("metadata.json")).doesNotExist();

        assertThat(driver(target).run("--resume")).isZero();

        SameDataset.requireEqual(expected, target);
        assertThat(names(target.getParent())).as("beside the dataset").containsExactly("x");
    }

    private static Driver driver(Path target) {
        Map<String, String> settings = new TreeMap<>();
        for (Tuple2<String, String> setting : cluster.conf().getAll()) {
            settings.put(setting._1(), setting._2());
        }
        List<String> words = new ArrayList<>(List.of("--output", target.toString(), "--quiet"));
        words.addAll(REQUEST);
        return new Driver(settings, words);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return new ArrayList<>(
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
