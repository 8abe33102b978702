package io.atomicdatasets.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Wires what decides when a dataset is made and by whom: clocks, heartbeats, the scheduler. */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final int MISSED_HEARTBEATS = 4;
    /** A pool tries to connect for 3 s at a time, with pauses between, and then a heartbeat is due. */
    private static final Duration REUNION = Duration.ofSeconds(10);

    private static final Duration POLLING = Duration.ofMillis(500);
    private static final Duration SHUTDOWN_WAIT = Duration.ofSeconds(15);

    /**
     * Whose the store is.
     *
     * @param isOwn whether it is embedded, and locked by this process
     */
    record OwnStore(boolean isOwn) {}

    @Bean
    OwnStore ownStore(@Value("${spring.datasource.url:embedded}") String url) {
        return new OwnStore(url.equals("embedded"));
    }

    /** Only for a store that is shared. */
    @Bean(initMethod = "start", destroyMethod = "close")
    @Lazy
    StoreClock storeClock(StoreTime time) {
        return new StoreClock(time, System::nanoTime, HEARTBEAT, MISSED_HEARTBEATS, REUNION);
    }

    /** What is told of times and decided by them: replicas go by one clock. */
    @Bean
    Clock clock(OwnStore ownStore, ObjectProvider<StoreClock> storeClock) {
        return ownStore.isOwn() ? Clock.systemUTC() : storeClock.getObject().withZone(ZoneOffset.UTC);
    }

    /** The scheduler's: on a store of our own it decides who is alive, and must not be set. */
    @Bean
    com.github.kagkarlsson.scheduler.Clock schedulerClock(Clock clock, OwnStore ownStore) {
        return ownStore.isOwn() ? new SteadyClock(clock.instant(), System::nanoTime) : clock::instant;
    }

    @Bean
    UntilShutdown untilShutdown() {
        return new UntilShutdown();
    }

    @Bean
    Patience patience(UntilShutdown waiting) {
        return new Patience(waiting);
    }

    @Bean
    CustomTask<Void> makeDataset(
            JobStore store, JobRunner runner, OwnStore ownStore, ObjectProvider<StoreClock> storeClock) {
        BooleanSupplier isSilenceTelling = ownStore.isOwn() ? () -> true : storeClock.getObject()::isSilenceTelling;
        return Tasks.custom(JobStore.RUN_TASK, Void.class)
                .onDeadExecution((dead, operations) -> {
                    if (isSilenceTelling.getAsBoolean() && !runner.isLive(id(dead.getExecution()))) {
                        operations.reschedule(dead, dead.getTimeDone());
                    }
                })
                .onFailure((failure, operations) ->
                        operations.reschedule(failure, failure.getTimeDone().plus(POLLING)))
                .execute((instance, context) -> switch (runner.run(pick(context.getExecution()))) {
                    case DONE ->
                        (complete, operations) -> {
                            operations.remove();
                            store.scheduleUnfinished(); // It may have been retried since it failed.
                        };
                    case RUN_AGAIN -> (complete, operations) -> operations.reschedule(complete, complete.getTimeDone());
                    case TAKEN_OVER -> (complete, operations) -> {};
                });
    }

    private static Pick pick(Execution execution) {
        return new Pick(id(execution), execution.getExecutionTime(), execution.version);
    }

    private static UUID id(Execution execution) {
        return UUID.fromString(execution.getId());
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    JobScheduler jobScheduler(
            DataSource dataSource,
            CustomTask<Void> makeDataset,
            com.github.kagkarlsson.scheduler.Clock schedulerClock,
            JobRunner runner,
            UntilShutdown waiting,
            Housekeeping housekeeping,
            Instance instance,
            JobConfiguration.Settings settings) {
        Scheduler scheduler = Scheduler.create(dataSource, List.of(makeDataset))
                .clock(schedulerClock)
                .threads(settings.maxRunning())
                .pollingInterval(POLLING)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(SHUTDOWN_WAIT)
                .schedulerName(new SchedulerName.Fixed(instance.name()))
                .build();
        return new JobScheduler(scheduler, runner, waiting, housekeeping);
    }
}
