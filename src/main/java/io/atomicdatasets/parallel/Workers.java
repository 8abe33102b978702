package io.atomicdatasets.parallel;

import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A fixed number of daemon threads, which take pieces of work in the order in which they were given. Closing waits until they
 * are done, whatever interrupts the wait: the work may use files that are closed next.
 */
public final class Workers implements AutoCloseable {
    private final Executor executor;

    /** This many threads of this name. */
    public Workers(int number, String name) {
        this(Executors.newFixedThreadPool(number, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }));
    }

    /** The threads of an executor; an {@link ExecutorService} is shut down when these are closed. */
    public Workers(Executor executor) {
        this.executor = executor;
    }

    /** No threads: whoever gives work does it. */
    public static Workers none() {
        return new Workers(Runnable::run);
    }

    public <T> Future<T> submit(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        executor.execute(task);
        return task;
    }

    @Override
    public void close() {
        if (!(executor instanceof ExecutorService threads)) {
            return;
        }
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What comes of some work.
     *
     * @throws StoppedException if the work ended so, or waiting for it was interrupted
     * @throws IllegalStateException if the work broke down
     */
    public static <T> T result(Future<T> work) throws IOException, StoppedException {
        try {
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof StoppedException stopped) {
                throw stopped;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a piece of work broke down", e.getCause());
        }
    }

    /** Waits until some work is done, whatever comes of it and whatever interrupts the wait. */
    public static void await(Future<?> work) {
        boolean interrupted = false;
        while (!work.isDone()) {
            try {
                work.get();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
