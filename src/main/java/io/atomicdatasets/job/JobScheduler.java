package io.atomicdatasets.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lifecycle of the scheduler: housekeeping before the first run, and an orderly stop before the scheduler interrupts runs. */
final class JobScheduler {
    private static final long TIDY_SECONDS = 10;

    private final Scheduler scheduler;
    private final JobRunner runner;
    private final UntilShutdown waiting;
    private final Housekeeping housekeeping;
    private final ScheduledExecutorService housekeeper = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "housekeeper");
        thread.setDaemon(true);
        return thread;
    });

    JobScheduler(Scheduler scheduler, JobRunner runner, UntilShutdown waiting, Housekeeping housekeeping) {
        this.scheduler = scheduler;
        this.runner = runner;
        this.waiting = waiting;
        this.housekeeping = housekeeping;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The repeated task catches and logs its own failures.
    void start() throws IOException {
        housekeeping.atStart();
        housekeeper.scheduleWithFixedDelay(housekeeping::nowAndThen, TIDY_SECONDS, TIDY_SECONDS, TimeUnit.SECONDS);
        scheduler.start();
    }

    void stop() {
        housekeeper.shutdown();
        runner.shutDown();
        waiting.end();
        scheduler.stop();
    }
}
