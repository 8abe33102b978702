package io.atomicdatasets.pipeline;

import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Work on many items, on several threads. The first failure ends it: others that are under way see {@link #stopWished}, and are
 * waited for before the failure is thrown.
 */
final class SideBySide {
    private final int threads;
    private final Progress progress;
    private final Workers workers;
    private volatile boolean isBroken;

    /** Work for these workers, {@code threads} of them. */
    SideBySide(Workers workers, int threads, Progress progress) {
        this.workers = workers;
        this.threads = threads;
        this.progress = progress;
    }

    /** Whether work should end soon: because it is to stop, or some of it failed. */
    boolean stopWished() {
        return isBroken || progress.stopWished();
    }

    /** What is done with an item. */
    @FunctionalInterface
    interface Work<T> {
        void on(T item) throws IOException, StoppedException, DatasetFailedException;
    }

    /** Does something with each item. */
    <T> void each(List<T> items, Work<T> work) throws IOException, StoppedException, DatasetFailedException {
        Queue<T> left = new ConcurrentLinkedQueue<>(items);
        Queue<Future<?>> underWay = new ArrayDeque<>();
        for (int worker = 0; worker < Math.min(threads, items.size()); worker++) {
            underWay.add(workers.submit(() -> {
                try {
                    for (T item = left.poll(); item != null && !isBroken; item = left.poll()) {
                        work.on(item);
                    }
                    return null;
                } catch (IOException | StoppedException | DatasetFailedException | RuntimeException | Error e) {
                    isBroken = true;
                    throw e;
                }
            }));
        }
        List<Throwable> failures = new ArrayList<>();
        while (!underWay.isEmpty()) {
            await(underWay.remove(), failures);
        }
        throwFirst(failures);
    }

    private void await(Future<?> work, List<Throwable> failures) {
        boolean interrupted = false;
        while (!work.isDone()) {
            try {
                work.get();
            } catch (InterruptedException e) {
                interrupted = true;
                progress.stop(); // whoever interrupts a run wants it to stop; the workers still need their files
            } catch (ExecutionException e) {
                break;
            }
        }
        try {
            work.get();
        } catch (ExecutionException e) {
            failures.add(e.getCause());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first failure that is one, and not the stop that came of another. */
    private void throwFirst(List<Throwable> failures) throws IOException, StoppedException, DatasetFailedException {
        Throwable first = null;
        for (Throwable each : failures) {
            first = first == null || first instanceof StoppedException ? each : first;
        }
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first instanceof StoppedException stopped) {
            throw stopped;
        }
        if (first instanceof DatasetFailedException failed) {
            throw failed;
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first != null) {
            throw new IllegalStateException("a shard could not be made", first);
        }
    }
}
