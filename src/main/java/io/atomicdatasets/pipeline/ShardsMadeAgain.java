package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.ChunkTables;
import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.dataset.ShardChunkMaker;
import io.atomicdatasets.dataset.ShardWriter;
import io.atomicdatasets.dataset.WrittenShard;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.ShardSize;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shards of a finished dataset, made again one by one: each is taken away once its digests are known, so that no more of them
 * are on the disk than there are workers.
 */
final class ShardsMadeAgain {
    private final DatasetSpec spec;
    private final ShardSize size;
    private final Path scratch;
    private final Progress progress;
    private final Map<String, String> digests = new ConcurrentHashMap<>();
    /** Rows of shards that wait for those before them. */
    private final Map<Long, ShardChunks> waiting = new HashMap<>();

    private long appended;

    ShardsMadeAgain(DatasetSpec spec, ShardSize size, Path scratch, Progress progress) {
        this.spec = spec;
        this.size = size;
        this.scratch = scratch;
        this.progress = progress;
    }

    /**
     * Makes all shards that a description lists.
     *
     * @return the SHA-256 of the array files, by name
     */
    Map<String, String> digests(Metadata metadata, int threads)
            throws IOException, StoppedException, DatasetFailedException {
        progress.begin(Phase.GENERATING, spec.allImages());
        try (ChunkTables.OfShards tables = new ChunkTables.OfShards(spec, scratch)) {
            try (Workers workers = new Workers(threads, "shard-worker")) {
                SideBySide sideBySide = new SideBySide(workers, threads, progress);
                sideBySide.each(tasks(metadata), task -> make(task, tables, sideBySide));
            }
            tables.finish(progress);
        }
        for (String table : List.of(FileNames.CHUNKS, FileNames.SEGMENTS)) {
            digest(scratch.resolve(table));
        }
        return digests;
    }

    /** A shard, and how many images each split still wants as the files before it tell. */
    private record Task(Shard shard, Room wanted) {}

    private List<Task> tasks(Metadata metadata) {
        Map<ArrayFile, Long> images = new HashMap<>();
        long shards = 0;
        for (FileInfo file : metadata.files()) {
            ArrayFile array = ArrayFile.named(file.name()).orElse(null);
            if (array != null && array.shard().isPresent() && file.images() != null) {
                images.put(array, file.images());
                shards = Math.max(shards, array.shard().getAsLong() + 1);
            }
        }
        List<Task> tasks = new ArrayList<>();
        Room room = Room.of(spec);
        for (long number = 0; number < shards; number++) {
            Shard shard = new Shard(number, size);
            tasks.add(new Task(shard, room.upTo(size.candidates())));
            Room before = room;
            room = room.minus(PerSplit.of(
                    spec.presentSplits(),
                    split -> Math.min(before.of(split), images.getOrDefault(shard.file(split), 0L))));
        }
        return tasks;
    }

    private void make(Task task, ChunkTables.OfShards tables, SideBySide workers) throws IOException, StoppedException {
        Path work = Files.createTempDirectory(scratch, "shard-");
        try {
            ShardChunkMaker chunks =
                    new ShardChunkMaker(spec).startingAt(task.shard().firstChunk());
            WrittenShard written;
            try (ShardWriter writer = new ShardWriter(spec, task.shard(), task.wanted(), work)) {
                written = writer.write(
                        room -> {
                            if (workers.stopWished()) {
                                throw new StoppedException();
                            }
                            return chunks.next(room);
                        },
                        progress);
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
                for (Path file : files) {
                    digest(file);
                }
            }
            append(task.shard().number(), written.chunks(), tables);
        } finally {
            Durable.deleteTree(work);
        }
    }

    private void digest(Path file) throws IOException, StoppedException {
        FileDigest digest = FileDigest.of(file, progress::stopWished).orElseThrow(StoppedException::new);
        digests.put(String.valueOf(file.getFileName()), digest.sha256());
    }

    private synchronized void append(long number, ShardChunks chunks, ChunkTables.OfShards tables) throws IOException {
        waiting.put(number, chunks);
        for (ShardChunks next = waiting.remove(appended); next != null; next = waiting.remove(appended)) {
            tables.append(next);
            appended++;
        }
    }
}
