package io.atomicdatasets.dataset;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.progress.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a {@link Checkpoint} every few seconds.
 *
 * <p>Assumes one thread that asks, between two chunks. Forcing files takes a while, so it is done on a thread of its own
 * while the writer goes on: what is forced may be more than what the checkpoint tells, never less. Guarantees that a
 * failure to force ends the writing; a file that could not be forced once is not trusted again.
 */
public final class Checkpoints implements Closeable {
    private final Path directory;
    private final long periodNanos;
    private final ExecutorService saver;

    private final long createdNanos = System.nanoTime();
    private long lastNanos = createdNanos;
    private @Nullable Future<?> underWay;

    /** What brings the files that a checkpoint tells of to the disk. */
    @FunctionalInterface
    interface Forcing {
        void force() throws IOException;
    }

    /**
     * Checkpoints beside a dataset that is written.
     *
     * @param directory in which the dataset's directory is
     * @param period between two; zero for none at all
     */
    public Checkpoints(Path directory, Duration period) {
        this(directory, period, Executors.newSingleThreadExecutor(Checkpoints::saver));
    }

    Checkpoints(Path directory, Duration period, ExecutorService saver) {
        this.directory = directory;
        this.saver = saver;
        periodNanos = period.toNanos();
    }

    private static Thread saver(Runnable work) {
        Thread thread = new Thread(work, "checkpoint");
        thread.setDaemon(true);
        return thread;
    }

    /** How many images the last one in this directory tells of; nothing where there is none. */
    public static OptionalLong standingImages(Path directory) throws IOException {
        Optional<Checkpoint> last = Checkpoint.read(directory);
        return last.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(last.get().images());
    }

    /** The last one that was taken. */
    Optional<Checkpoint> last() throws IOException {
        return periodNanos == 0 ? Optional.empty() : Checkpoint.read(directory);
    }

    /** Takes away the last one: the files are not what it tells. */
    void forget() throws IOException {
        Files.deleteIfExists(directory.resolve(FileNames.CHECKPOINT));
    }

    /** Whether it is time, and the one before is done. */
    boolean isDue() throws IOException {
        if (periodNanos == 0 || System.nanoTime() - lastNanos < periodNanos) {
            return false;
        }
        if (underWay != null && !underWay.isDone()) {
            return false;
        }
        await();
        return true;
    }

    /** Begins to take one. */
    void take(Checkpoint checkpoint, Forcing files, Progress progress) {
        lastNanos = System.nanoTime();
        underWay = saver.submit(() -> {
            files.force();
            checkpoint.write(directory);
            progress.checkpointed();
            return null;
        });
    }

    /** Takes one and waits until it is on the disk; a run that is over before its first was due takes none. */
    void takeLast(Supplier<Checkpoint> checkpoint, Forcing files, Progress progress) throws IOException {
        boolean isBrief = System.nanoTime() - createdNanos < periodNanos
                && !Files.exists(directory.resolve(FileNames.CHECKPOINT));
        if (periodNanos > 0 && !isBrief) {
            await();
            take(checkpoint.get(), files, progress);
            await();
        }
    }

    private void await() throws IOException {
        if (underWay == null) {
            return;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    underWay.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true; // The files must not be closed while they are forced.
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException failure) {
                        throw failure;
                    }
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw new IllegalStateException("a checkpoint could not be taken", e.getCause());
                }
            }
        } finally {
            underWay = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the one under way. */
    @Override
    public void close() throws IOException {
        try {
            await();
        } finally {
            saver.shutdown();
        }
    }
}
