package io.atomicdatasets.dataset;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Does the work on the thread that asks for it, so that something can happen exactly between two pieces of it. */
final class CallersThread extends AbstractExecutorService {
    private final Runnable before;
    private boolean isShutdown;

    /**
     * An executor.
     *
     * @param before what happens before each piece of work
     */
    CallersThread(Runnable before) {
        this.before = before;
    }

    @Override
    public void execute(Runnable task) {
        before.run();
        task.run();
    }

    @Override
    public void shutdown() {
        isShutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return isShutdown;
    }

    @Override
    public boolean isTerminated() {
        return isShutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
