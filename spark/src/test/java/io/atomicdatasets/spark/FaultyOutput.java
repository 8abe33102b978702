package io.atomicdatasets.spark;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.ShardStore;
import io.atomicdatasets.pipeline.ShardTask;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.NameTakenException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** An output on whose executors some things go wrong, each once, at the time when a certain shard is made. */
final class FaultyOutput implements Output {
    private static final long serialVersionUID = 1;

    static final long FAILS_TWICE = 1;
    static final long KILLS_ITS_EXECUTOR = 3;
    static final long HAS_A_TWIN = 5;
    static final long KILLS_ITS_WORKER = 8;

    private final Output output;
    private final String marks;

    /**
     * The same output with faults.
     *
     * @param marks an empty directory that all see
     */
    FaultyOutput(Output output, Path marks) {
        this.output = output;
        this.marks = marks.toString();
    }

    /** Whether this is the first one to come here. */
    private boolean isFirst(String place) throws IOException {
        try {
            Files.createFile(Path.of(marks, place));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public void make(ShardTask task, Progress progress) throws IOException, StoppedException, DatasetFailedException {
        long shard = task.shard().number();
        if (shard == FAILS_TWICE && (isFirst("failed-once") || isFirst("failed-twice"))) {
            throw new IOException("a disk that fails");
        }
        if (shard == KILLS_ITS_EXECUTOR && isFirst("executor-killed")) {
            output.make(task, progress); // so that what it made stands, and nobody knows
            kill(List.of(ProcessHandle.current()));
        }
        if (shard == KILLS_ITS_WORKER) {
            awaitMark("twins-done");
            if (isFirst("worker-killed")) {
                ProcessHandle executor = ProcessHandle.current();
                kill(List.of(executor.parent().orElseThrow(), executor));
            }
        }
        if (shard == HAS_A_TWIN) {
            boolean isFirst = isFirst("first-twin");
            if (!isFirst) {
                isFirst("second-twin");
            }
            awaitMark("second-twin"); // both go on at the same time
            try {
                output.make(task, progress);
            } finally {
                isFirst(Files.exists(Path.of(marks, "twin-done")) ? "twins-done" : "twin-done");
            }
        } else {
            output.make(task, progress);
        }
    }

    private void awaitMark(String name) {
        Cluster.await(name, () -> Files.exists(Path.of(marks, name)) ? name : null);
    }

    private static void kill(List<ProcessHandle> processes) throws IOException {
        for (ProcessHandle process : processes) {
            new ProcessBuilder("kill", "-KILL", Long.toString(process.pid())).start();
        }
        Cluster.await("death", () -> null);
    }

    @Override
    public boolean open(boolean resume) throws IOException, MisusedException, NameTakenException, UnfitRecordException {
        return output.open(resume);
    }

    @Override
    public Set<Long> records() throws IOException {
        return output.records();
    }

    @Override
    public ShardStore shards() {
        return output.shards();
    }

    @Override
    public DatasetFolder folder() {
        return output.folder();
    }

    @Override
    public boolean isWhole(long shard, Progress progress) throws IOException, StoppedException {
        return output.isWhole(shard, progress);
    }

    @Override
    public void keepOnly(Set<Long> numbers) throws IOException {
        output.keepOnly(numbers);
    }

    @Override
    public void note(byte[] progress) throws IOException {
        output.note(progress);
    }

    @Override
    public void publish(Metadata metadata) throws IOException {
        output.publish(metadata);
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
