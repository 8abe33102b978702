package io.atomicdatasets.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets exactly one of many threads run at a time, and has a seed decide which, so that a run can be repeated. Time passes by a
 * millisecond a step, and at once to the next who wants to wake when all sleep.
 */
final class Baton {
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "simulated");
        thread.setDaemon(true);
        return thread;
    });
    private static final int STEPS_BETWEEN_SWITCHES = 6;

    final Random random;
    private final List<Task> tasks = new ArrayList<>();
    private final Semaphore over = new Semaphore(0);
    private @Nullable Task current;
    private long millis;
    private long steps;
    private long fingerprint;
    private @Nullable Throwable broken;

    Baton(long seed) {
        random = new Random(seed);
    }

    /** Somebody who goes on when the baton is his. */
    final class Task {
        private final Semaphore turn = new Semaphore(0);
        private final @Nullable Machine machine;
        private final Runnable work;
        private long wake;

        private Task(@Nullable Machine machine, Runnable work) {
            this.machine = machine;
            this.work = work;
        }

        private boolean isDead() {
            return machine != null && machine.isDead();
        }

        private long readyAt() {
            if (isDead()) {
                return 0;
            }
            return machine == null ? wake : Math.max(wake, machine.pausedUntil());
        }

        private void run() {
            turn.acquireUninterruptibly();
            try {
                if (!isDead()) {
                    work.run();
                }
            } catch (Killed e) {
                // As it should be.
            } catch (Throwable e) {
                broken = broken == null ? e : broken;
            }
            tasks.remove(this);
            if (tasks.isEmpty()) {
                over.release();
            } else {
                handTo(next());
            }
        }
    }

    long millis() {
        return millis;
    }

    long steps() {
        return steps;
    }

    /** The same for two runs only if they did the same. */
    long fingerprint() {
        return fingerprint;
    }

    int tasks() {
        return tasks.size();
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    @Nullable Machine machine() {
        return current().machine;
    }

    private Task current() {
        return Objects.requireNonNull(current);
    }

    void begin(@Nullable Machine machine, Runnable work) {
        Task task = new Task(machine, work);
        task.wake = millis + random.nextInt(20);
        tasks.add(task);
        THREADS.execute(task::run);
    }

    /** Runs until nobody is left. */
    void runAll() throws Throwable {
        handTo(next());
        over.acquireUninterruptibly();
        if (broken != null) {
            throw broken;
        }
    }

    /** A moment at which somebody else may go on, or this process may die. */
    void step(String what) {
        steps++;
        millis++;
        fingerprint = fingerprint * 31 + what.hashCode() + millis;
        requireAlive();
        if (chance(STEPS_BETWEEN_SWITCHES) || current().readyAt() > millis) {
            pass();
        }
    }

    void sleep(long time) {
        requireAlive();
        current().wake = millis + time;
        pass();
    }

    void leap(long time) {
        millis += time;
    }

    void requireAlive() {
        if (current().isDead()) {
            throw new Killed();
        }
    }

    private void pass() {
        Task self = current();
        Task next = next();
        if (next != self) {
            handTo(next);
            self.turn.acquireUninterruptibly();
        }
        requireAlive();
    }

    private void handTo(Task next) {
        current = next;
        next.turn.release();
    }

    private Task next() {
        List<Task> ready = new ArrayList<>(tasks.size());
        long earliest = Long.MAX_VALUE;
        for (Task task : tasks) {
            long at = task.readyAt();
            earliest = Math.min(earliest, at);
            if (at <= millis) {
                ready.add(task);
            }
        }
        if (ready.isEmpty()) {
            millis = earliest;
            return next();
        }
        return ready.get(random.nextInt(ready.size()));
    }
}
