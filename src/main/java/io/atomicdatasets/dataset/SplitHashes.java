package io.atomicdatasets.dataset;

import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The hashes of the images of each split that is small enough for its different images to be counted. */
final class SplitHashes implements Closeable {
    private final Map<Split, ImageHashes> splits = new EnumMap<>(Split.class);

    /**
     * Creates the spools, or goes on with those that a checkpoint tells of.
     *
     * @throws StaleCheckpointException if they do not reach so far
     */
    SplitHashes(DatasetSpec spec, Path directory, Optional<Checkpoint> last) throws IOException {
        try {
            for (Split split : Split.values()) {
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

    /** Counts the different images. */
    void count(Statistics statistics, Progress progress) throws IOException, StoppedException {
        for (Map.Entry<Split, ImageHashes> each : splits.entrySet()) {
            statistics.of(each.getKey()).countDistinct(each.getValue().distinct(progress));
        }
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
        IOException failure = null;
        for (ImageHashes each : splits.values()) {
            try {
                each.close();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
