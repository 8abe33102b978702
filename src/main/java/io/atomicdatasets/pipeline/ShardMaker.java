package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.CheckResult;
import io.atomicdatasets.check.ShardReader;
import io.atomicdatasets.check.ShardResult;
import io.atomicdatasets.dataset.ShardChunkMaker;
import io.atomicdatasets.dataset.ShardWriter;
import io.atomicdatasets.dataset.WrittenShard;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the shards of a dataset: each is written, read back while it is in the operating system's cache, put in place and noted. */
public final class ShardMaker {
    private final DatasetSpec spec;
    private final ShardDirectory directory;
    private final ShardReader reader;
    private final Progress progress;

    ShardMaker(DatasetSpec spec, ShardDirectory directory, ShardReader reader, Progress progress) {
        this.spec = spec;
        this.directory = directory;
        this.reader = reader;
        this.progress = progress;
    }

    /**
     * A maker that works on the thread that calls it.
     *
     * @param progress checked for a request to stop, and told of the images that are made
     */
    public ShardMaker(DatasetSpec spec, ShardDirectory directory, Progress progress) {
        this(spec, directory, new ShardReader(spec, 1, progress::stopWished), progress);
    }

    /**
     * Makes a shard on this thread.
     *
     * @throws DatasetFailedException if what was read back is not what was promised
     */
    public ShardRecord make(ShardTask task) throws IOException, StoppedException, DatasetFailedException {
        ShardChunkMaker chunks =
                new ShardChunkMaker(spec).startingAt(task.shard().firstChunk());
        return make(task, Workers.none(), room -> {
            progress.checkStop();
            return chunks.next(room);
        });
    }

    /**
     * Makes a shard. May be called from several threads.
     *
     * @param checkers who reads it back
     * @param chunks where the shard's chunks come from
     * @throws DatasetFailedException if what was read back is not what was promised
     */
    ShardRecord make(ShardTask task, Workers checkers, ShardWriter.Chunks chunks)
            throws IOException, StoppedException, DatasetFailedException {
        long start = System.nanoTime();
        Shard shard = task.shard();
        Path work = directory.newWork(shard.number());
        try {
            WrittenShard written;
            try (ShardWriter writer = new ShardWriter(spec, shard, task.wanted(), work)) {
                written = writer.write(chunks, progress);
            }
            ShardResult read = reader.read(work, shard, written.chunks(), checkers);
            if (!read.broken().isEmpty()) {
                CheckResult broken = read.broken().get(0);
                throw new DatasetFailedException(new CheckInfo(broken.check(), false, broken.detail()));
            }
            ShardRecord record = new ShardRecord(
                    ShardRecord.requestOf(spec),
                    Versions.CURRENT,
                    shard.number(),
                    task.wanted(),
                    (System.nanoTime() - start) / 1e9,
                    written.chunks(),
                    written.statistics(),
                    read.files(),
                    read.counts());
            directory.put(work, record);
            progress.checkpointed();
            return record;
        } finally {
            if (Files.exists(work)) {
                Durable.deleteTree(work);
            }
        }
    }
}
