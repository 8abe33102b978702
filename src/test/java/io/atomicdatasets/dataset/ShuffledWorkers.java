package io.atomicdatasets.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** One worker that waits until a few tasks lie before it and then takes a random one of them. */
final class ShuffledWorkers extends AbstractExecutorService {
    private static final int CHOICE = 4;
    private static final long PATIENCE_MILLIS = 50;

    private final List<Runnable> waiting = new ArrayList<>();
    private final Random random;
    private final Thread worker = new Thread(this::work, "shuffled-worker");
    private boolean shutdown;
    private boolean outOfOrder;

    ShuffledWorkers(long seed) {
        random = new Random(seed);
        worker.start();
    }

    synchronized boolean ranOutOfOrder() {
        return outOfOrder;
    }

    @Override
    public synchronized void execute(Runnable task) {
        waiting.add(task);
        notifyAll();
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized Runnable next() {
        try {
            while (waiting.isEmpty() && !shutdown) {
                wait();
            }
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (waiting.size() < CHOICE && !shutdown && System.nanoTime() < deadline) {
                wait(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            return null;
        }
        if (waiting.isEmpty()) {
            return null;
        }
        int choice = random.nextInt(waiting.size());
        outOfOrder |= choice > 0;
        return waiting.remove(choice);
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
        notifyAll();
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown();
        return List.of();
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return !worker.isAlive();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        worker.join(unit.toMillis(timeout));
        return !worker.isAlive();
    }
}
