package io.atomicdatasets.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jetbrains.bio.npy.NpyFile;
import org.jetbrains.bio.npy.NpzFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetWriterTest {
    private static final DatasetSpec SPEC = Specs.of("num_images", 100_001, "palette", "arc");

    @TempDir
    Path directory;

    @Test
    void theBytesDoNotDependOnTheNumberOfThreads() throws Exception {
        Map<String, byte[]> files = write(SPEC, new ChunkLine(SPEC, 1));

        assertSameFiles(write(SPEC, new ChunkLine(SPEC, 2)), files);
        assertSameFiles(write(SPEC, new ChunkLine(SPEC, 5)), files);
    }

    @Test
    void theBytesDoNotDependOnTheOrderInWhichChunksFinish() throws Exception {
        Map<String, byte[]> files = write(SPEC, new ChunkLine(SPEC, 1));

        for (long seed = 0; seed < 3; seed++) {
            ShuffledWorkers workers = new ShuffledWorkers(seed);
            assertSameFiles(write(SPEC, new ChunkLine(SPEC, new Workers(workers), 7, true)), files);
            assertThat(workers.ranOutOfOrder()).isTrue();
        }
    }

    @Test
    void annotatedAndStoredFilesDoNotDependOnTheNumberOfThreadsEither() throws Exception {
        DatasetSpec spec = Specs.of(
                "num_images", 50_000, "annotations", true, "compression", "stored", "max_objects", 8, "grid_size", 21);
        Map<String, byte[]> files = write(spec, new ChunkLine(spec, 1));

        assertSameFiles(write(spec, new ChunkLine(spec, 3)), files);
    }

    @Test
    void everySplitHasExactlyItsImages() throws Exception {
        write(SPEC, new ChunkLine(SPEC, 2));

        for (Split split : SPEC.presentSplits()) {
            assertThat(array(split, "images").getShape()).containsExactly((int) SPEC.count(split), 16, 16);
            assertThat(array(split, "labels").getShape()).containsExactly((int) SPEC.count(split));
        }
    }

    @Test
    void aSmallerDatasetIsTheBeginningOfALargerOne() throws Exception {
        write(SPEC, new ChunkLine(SPEC, 2));
        Map<Split, byte[]> large = new LinkedHashMap<>();
        for (Split split : SPEC.presentSplits()) {
            large.put(split, array(split, "images").asByteArray());
        }
        write(Specs.of("num_images", 20_011, "palette", "arc"), new ChunkLine(SPEC, 2));
        for (Split split : SPEC.presentSplits()) {
            byte[] small = array(split, "images").asByteArray();

            assertThat(Arrays.copyOf(large.get(split), small.length)).isEqualTo(small);
        }
    }

    @Test
    void statisticsAreThoseOfTheKeptImages() throws Exception {
        Statistics statistics;
        DatasetSpec spec = Specs.of("num_images", 30_000, "palette", "arc");
        try (ChunkLine line = new ChunkLine(spec, 2);
                DatasetWriter writer = new DatasetWriter(spec, directory)) {
            statistics = writer.write(line, new Progress());
        }
        for (Split split : spec.presentSplits()) {
            long[] values = new long[256];
            for (byte cell : array(split, "images").asByteArray()) {
                values[cell]++;
            }
            long[] labels = new long[256];
            for (byte label : array(split, "labels").asByteArray()) {
                labels[label]++;
            }
            SplitStatistics counts = statistics.of(split);

            assertThat(counts.images()).isEqualTo(spec.count(split));
            assertThat(counts.cellValues())
                    .containsExactlyElementsOf(Arrays.stream(values).boxed().toList());
            for (int label = 0; label < 256; label++) {
                assertThat(counts.labelCount(label)).isEqualTo(labels[label]);
            }
        }
    }

    @Test
    void differentImagesAreCountedExactly() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 50_000, "max_objects", 1, "palette", "arc");
        Statistics statistics;
        try (ChunkLine line = new ChunkLine(spec, 2);
                DatasetWriter writer = new DatasetWriter(spec, directory)) {
            statistics = writer.write(line, new Progress());
        }
        byte[] cells = array(Split.TRAIN, "images").asByteArray();
        long distinct = java.util.stream.IntStream.range(0, cells.length / 256)
                .mapToObj(i -> java.nio.ByteBuffer.wrap(cells, 256 * i, 256))
                .distinct()
                .count();

        assertThat(distinct).isLessThan(39_000);
        assertThat(statistics.of(Split.TRAIN).distinctImages()).isEqualTo(new DistinctImages(distinct, 0));
    }

    @Test
    void chunkCountsAddUpToTheSplits() throws Exception {
        write(SPEC, new ChunkLine(SPEC, 2));

        int[] counts =
                NpyFile.read(directory.resolve(FileNames.CHUNKS), 1 << 18).asIntArray();
        int[] sums = new int[3];
        for (int i = 0; i < counts.length; i++) {
            sums[i % sums.length] += counts[i];
        }

        assertThat(sums).containsExactly(80_001, 10_000, 10_000);
    }

    @Test
    void aRecipeWithTooFewFormsFailsAndSaysSo() {
        Map<String, BigDecimal> shares =
                Map.of("train", new BigDecimal("0.000000001"), "test", new BigDecimal("0.999999999"));
        DatasetSpec spec = Specs.of(
                "num_images", 10, "grid_size", 8, "max_objects", 1, "mix", Map.of("line", 1), "splits", shares);

        assertThatThrownBy(() -> write(spec, new ChunkLine(spec, 2)))
                .isInstanceOf(UnfilledSplitsException.class)
                .hasMessageStartingWith("After 1064960 candidates train has 0 of 1 images.")
                .hasMessageContaining("too few different forms");
    }

    @Test
    void aRunThatIsAskedToStopStops() {
        Progress progress = new Progress();
        progress.stop();

        assertThatThrownBy(() -> {
                    try (ChunkLine line = new ChunkLine(SPEC, 2);
                            DatasetWriter writer = new DatasetWriter(SPEC, directory)) {
                        writer.write(line, progress);
                    }
                })
                .isInstanceOf(StoppedException.class);
    }

    @Test
    void thePlanPredictsTheDiskWithinItsSlack() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 400_000);
        long planned = new Planner(2).plan(spec).estimate().diskBytes();
        long written = 0;
        for (byte[] file : write(spec, new ChunkLine(spec, 2)).values()) {
            written += file.length;
        }

        assertThat(planned).isBetween(written, 2 * written + (5L << 20));
    }

    private Map<String, byte[]> write(DatasetSpec spec, ChunkLine line) throws Exception {
        try (var old = Files.list(directory)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (line;
                DatasetWriter writer = new DatasetWriter(spec, directory)) {
            writer.write(line, new Progress());
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var written = Files.list(directory)) {
            for (Path file : written.sorted().toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static void assertSameFiles(Map<String, byte[]> actual, Map<String, byte[]> expected) {
        assertThat(actual).containsOnlyKeys("chunks.npy", "segments.npy", "test.npz", "train.npz", "val.npz");
        expected.forEach((name, bytes) ->
                assertThat(Arrays.equals(actual.get(name), bytes)).as(name).isTrue());
    }

    private org.jetbrains.bio.npy.NpyArray array(Split split, String name) {
        try (NpzFile.Reader npz = NpzFile.read(directory.resolve(split.fileName()))) {
            return npz.get(name, 1 << 18);
        }
    }
}
