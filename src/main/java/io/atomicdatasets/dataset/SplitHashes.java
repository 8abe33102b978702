package io.atomicdatasets.dataset;

import io.atomicdatasets.disk.Closing;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The hashes of the images of each split that is small enough for its different images to be counted. */
final class SplitHashes implements Closeable {
    private static final int COUNTERS = 2; // each may need the memory of a partition

    private final Map<Split, ImageHashes> splits = new EnumMap<>(Split.class);

    /**
     * Creates the spools, or goes on with those that a checkpoint tells of.
     *
     * @throws StaleCheckpointException if they do not reach so far
     */
    SplitHashes(DatasetSpec spec, Path directory, Optional<Checkpoint> last) throws IOException {
        try {
            for (Split split : spec.presentSplits()) {
                if (spec.count(split) <= SplitFile.MOST_COUNTED_EXACTLY) {
                    Path file = directory.resolve(split.label() + ".hashes" + NpzWriter.SPOOL_ENDING);
                    splits.put(
                            split,
                            last.isEmpty()
                                    ? new ImageHashes(file)
                                    : new ImageHashes(
                                            file,
                                            last.get().statistics().of(split).images()));
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    void append(PerSplit<ChunkPart> parts, PerSplit<HashBatch> hashes) throws IOException {
        for (Map.Entry<Split, ImageHashes> each : splits.entrySet()) {
            each.getValue()
                    .append(
                            hashes.of(each.getKey()).entries(),
                            parts.of(each.getKey()).count());
        }
    }

    /** A partition that is to be counted. */
    private record Partition(Split split, int number) {}

    /** Counts the different images. */
    void count(Statistics statistics, Workers workers, Progress progress) throws IOException, StoppedException {
        flush();
        Queue<Partition> left = new ConcurrentLinkedQueue<>();
        splits.forEach((split, hashes) ->
                IntStream.range(0, hashes.partitions()).forEach(number -> left.add(new Partition(split, number))));
        Map<Split, DistinctCounts> counts = new EnumMap<>(Split.class);
        List<Future<?>> underWay = new ArrayList<>();
        try {
            for (int counter = 0; counter < COUNTERS; counter++) {
                underWay.add(workers.submit(() -> {
                    DistinctEntries entries = new DistinctEntries();
                    for (Partition next = left.poll(); next != null; next = left.poll()) {
                        DistinctCounts found = of(next.split).distinct(next.number, entries, progress);
                        synchronized (counts) {
                            counts.merge(next.split, found, DistinctCounts::plus);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : underWay) {
                Workers.result(each);
            }
        } finally {
            left.clear();
            underWay.forEach(Workers::await);
        }
        counts.forEach((split, found) -> statistics.of(split).countDistinct(found));
    }

    private ImageHashes of(Split split) {
        return Objects.requireNonNull(splits.get(split), "only hashes that are kept are counted");
    }

    void flush() throws IOException {
        for (ImageHashes each : splits.values()) {
            each.flush();
        }
    }

    void force() throws IOException {
        for (ImageHashes each : splits.values()) {
            each.force();
        }
    }

    void deleteSpools() throws IOException {
        for (ImageHashes each : splits.values()) {
            each.delete();
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(splits.values());
    }
}
