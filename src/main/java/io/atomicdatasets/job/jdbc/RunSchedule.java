package io.atomicdatasets.job.jdbc;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.atomicdatasets.job.JobStore;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** When jobs run: rows of db-scheduler's table, written in the transaction that is under way. */
final class RunSchedule {
    /** The task that runs a job; its instances are named by the jobs' ids. */
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of(JobStore.RUN_TASK);

    private final SchedulerClient client;

    RunSchedule(DataSource dataSource) {
        client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .build();
    }

    void add(UUID id, Instant when) {
        client.scheduleIfNotExists(TASK.instance(id.toString()).build(), when);
    }
}
