package io.atomicdatasets.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.progress.Progress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageHashesTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("train.hashes.spool");
    }

    private static DistinctCounts distinct(ImageHashes hashes) throws Exception {
        hashes.flush();
        DistinctEntries entries = new DistinctEntries();
        DistinctCounts counts = hashes.distinct(0, entries, new Progress());
        for (int partition = 1; partition < hashes.partitions(); partition++) {
            counts = counts.plus(hashes.distinct(partition, entries, new Progress()));
        }
        return counts;
    }

    @Test
    void differentImagesOfEachLabelAreCountedExactly() throws Exception {
        Random random = new Random(1);
        Set<Long> expected = new HashSet<>();
        try (ImageHashes hashes = new ImageHashes(file())) {
            for (int chunk = 0; chunk < 30; chunk++) {
                long[] entries = new long[1000];
                for (int i = 0; i < entries.length; i++) {
                    // Small numbers times a constant: many repeat, and all partitions are met.
                    long hash = random.nextInt(20_000) * 0x9E3779B97F4A7C15L;
                    entries[i] = ImageHashes.entry(hash, 1 + random.nextInt(4));
                    expected.add(entries[i]);
                }
                hashes.append(entries, entries.length);
            }
            DistinctCounts distinct = distinct(hashes);
            for (int label = 0; label < 256; label++) {
                int which = label;
                assertThat(distinct.byLabel().get(label))
                        .isEqualTo(expected.stream()
                                .filter(entry -> (entry & 255) == which)
                                .count());
            }
            // Some hashes came with several labels: images whose cells are equal and whose objects are not.
            assertThat(distinct.images())
                    .isEqualTo(expected.stream()
                            .map(entry -> entry >>> 8)
                            .distinct()
                            .count())
                    .isLessThan(expected.size());
        }
    }

    @Test
    void anEntryOfNothingButZerosIsCountedLikeAnyOther() {
        long[][] orders = {{0, 3, 0, 256, 3}, {3, 0, 256, 0}};
        for (long[] order : orders) {
            DistinctEntries entries = new DistinctEntries();
            for (long entry : order) {
                entries.add(entry);
            }
            assertThat(entries.counts().images()).isEqualTo(2);
            assertThat(entries.counts().byLabel().get(0)).isEqualTo(2);
            assertThat(entries.counts().byLabel().get(3)).isEqualTo(1);
        }
    }

    @Test
    void hashesThatAllFallIntoOnePartitionAreCountedToo() throws Exception {
        long[] entries = new long[200_000];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = ImageHashes.entry((long) i << 8, 7);
        }
        try (ImageHashes hashes = new ImageHashes(file())) {
            hashes.append(entries, entries.length);
            hashes.append(entries, 5);
            assertThat(distinct(hashes).byLabel().get(7)).isEqualTo(200_000);
            assertThat(hashes.count()).isEqualTo(200_005);
        }
    }

    @Test
    void anotherWriterGoesOnWhereTheFirstWasKnownToBe() throws Exception {
        try (ImageHashes first = new ImageHashes(file())) {
            first.append(new long[] {ImageHashes.entry(256, 1), ImageHashes.entry(512, 1)}, 2);
            first.flush();
        }
        try (ImageHashes second = new ImageHashes(file(), 1)) {
            second.append(new long[] {ImageHashes.entry(768, 1)}, 1);
            assertThat(second.count()).isEqualTo(2);
            assertThat(distinct(second).byLabel().get(1)).isEqualTo(2);
        }
        assertThatThrownBy(() -> new ImageHashes(file(), 3)).isInstanceOf(StaleCheckpointException.class);
    }

    @Test
    void nothingIsCountedAsNothing() throws Exception {
        try (ImageHashes hashes = new ImageHashes(file())) {
            assertThat(distinct(hashes).byLabel()).containsOnly(0L);
            assertThat(distinct(hashes).images()).isZero();
        }
    }
}
