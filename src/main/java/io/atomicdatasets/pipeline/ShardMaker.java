package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.CheckResult;
import io.atomicdatasets.check.ShardReader;
import io.atomicdatasets.check.ShardResult;
import io.atomicdatasets.dataset.Room;
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

/** Makes shards: each is written, read back while it is in the operating system's cache, put in place and noted. */
final class ShardMaker {
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
     * Makes a shard. May be called from several threads.
     *
     * @param wanted how many images each split still wants, no more than the shard can give
     * @param checkers who reads it back
     * @param chunks where the shard's chunks come from
     * @throws DatasetFailedException if what was read back is not what was promised
     */
    ShardRecord make(Shard shard, Room wanted, Workers checkers, ShardWriter.Chunks chunks)
            throws IOException, StoppedException, DatasetFailedException {
        long start = System.nanoTime();
        Path work = directory.newWork(shard.number());
        try {
            WrittenShard written;
            try (ShardWriter writer = new ShardWriter(spec, shard, wanted, work)) {
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
                    wanted,
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
