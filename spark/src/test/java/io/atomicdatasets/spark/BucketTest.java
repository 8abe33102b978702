package io.atomicdatasets.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets made in an object store. */
class BucketTest {
    private static final String TARGET = "s3a://" + S3Server.BUCKET + "/datasets/x";

    /** Files of some 7 MB, so that they are put in two parts. */
    private static final List<String> REQUEST =
            List.of("--num-images", "100000", "--shard-size", "32768", "--compression", "stored");

    @TempDir
    Path directory;

    /** One for all tests: Hadoop keeps its client of a bucket, whatever the settings say later. */
    private static S3Server store;

    @BeforeAll
    static void start() throws IOException {
        store = new S3Server();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @BeforeEach
    void empty() {
        store.clear();
    }

    @Test
    void makesTheBytesOfTheTerminalThoughPutsFailAndAWriterIsKilled() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        store.breakOff(key -> {
            if (!key.endsWith("/train-00001.npz")) {
                return false;
            }
            reached.countDown();
            awaitQuietly(killed);
            return true;
        });
        Process driver = driver().start(directory.resolve("driver.log"));
        Cluster.await("the put of a shard", () -> {
            assertThat(driver.isAlive())
                    .as(() -> read(directory.resolve("driver.log")))
                    .isTrue();
            return reached.getCount() == 0 ? reached : null;
        });
        driver.destroyForcibly().waitFor();
        killed.countDown();
        assertThat(store.objects()).doesNotContainKey("datasets/x/metadata.json");
        assertThat(store.objects()).doesNotContainKey("datasets/x/train-00001.npz");

        AtomicInteger puts = new AtomicInteger();
        store.breakOff(key -> key.startsWith("datasets/x/") && puts.incrementAndGet() % 3 == 0);
        assertThat(driver().run()).as("without --resume").isEqualTo(2);
        assertThat(driver().run("--resume")).isZero();

        Path expected = directory.resolve("expected").resolve("x");
        Terminal.generate(expected, REQUEST);
        Path actual = Files.createDirectories(directory.resolve("actual"));
        for (Map.Entry<String, byte[]> object : store.objects().entrySet()) {
            Path name = Path.of(object.getKey());
            assertThat(name.getParent()).isEqualTo(Path.of("datasets", "x"));
            Files.write(actual.resolve(name.getFileName()), object.getValue());
        }
        SameDataset.requireEqual(expected, actual);
        assertThat(puts.get()).as("puts").isGreaterThan(3);
        assertThat(store.history())
                .as("objects that were there for a while and were not whole")
                .filteredOn(put -> put.key().endsWith(".npz"))
                .allMatch(put ->
                        java.util.Arrays.equals(put.bytes(), store.objects().get(put.key())));
    }

    @Test
    void showsNothingOfAWriterThatFails() throws Exception {
        Objects objects = new Objects(new org.apache.hadoop.fs.Path(TARGET), hadoop());
        InputStream half = new SequenceInputStream(new ByteArrayInputStream(new byte[6 << 20]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("a disk that fails");
            }
        });

        assertThatThrownBy(() -> objects.put(half, "half")).hasMessage("a disk that fails");

        assertThat(store.history()).isEmpty();
        assertThat(store.openUploads()).as("uploads that cost money").isZero();
    }

    @Test
    void refusesAPlaceWhereSomethingIs() throws Exception {
        new Objects(new org.apache.hadoop.fs.Path(TARGET), hadoop()).put(new byte[] {1}, "something");

        assertThat(driver().run()).isEqualTo(2);
        assertThat(store.objects()).containsOnlyKeys("datasets/x/something");
    }

    private Configuration hadoop() {
        Configuration hadoop = new Configuration();
        store.settings().forEach((name, value) -> hadoop.set(name.substring("spark.hadoop.".length()), value));
        return hadoop;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = store.settings();
        settings.put("spark.master", "local[2,4]"); // tasks may fail four times
        settings.put("spark.ui.enabled", "false");
        settings.put("spark.driver.host", "127.0.0.1");
        settings.put("spark.driver.bindAddress", "127.0.0.1");
        return settings;
    }

    private Driver driver() {
        List<String> words = new ArrayList<>(List.of("--output", TARGET, "--quiet"));
        words.addAll(REQUEST);
        return new Driver(settings(), words);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
