package io.atomicdatasets.job.jdbc;

import static io.atomicdatasets.job.jdbc.JobRows.labels;
import static io.atomicdatasets.job.jdbc.JobRows.time;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Pick;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Schedules runs of jobs: rows of db-scheduler's table, written in the current transaction. */
final class RunSchedule {
    /** The task that runs a job; the ids of its instances are those of the jobs. */
    private static final TaskDescriptor<Void> TASK = TaskDescriptor.of(JobStore.RUN_TASK);
    /** Runs are never scheduled further ahead than this, unless a clock was or is wrong. */
    private static final Duration FURTHEST = Duration.ofSeconds(5);

    private static final int MOST_TRIES = 10;

    /** Finds the row of a pick that is not void. */
    static final String VALID = """
            select 1 from scheduled_tasks
            where task_name = :task and task_instance = :run and picked = true
              and execution_time = :due and version = :version""";

    private final JdbcClient jdbc;
    private final SchedulerClient client;
    private final Clock clock;

    /**
     * A schedule.
     *
     * @param clock the scheduler's own
     */
    RunSchedule(JdbcClient jdbc, DataSource dataSource, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .build();
    }

    /**
     * Schedules a run for now. One already scheduled is brought forward; if one is just ending, the completion handler that removes
     * its row waits for this transaction, and reads the job's state afterwards.
     */
    void add(UUID id) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (client.scheduleIfNotExists(TASK.instance(id.toString()).build(), clock.now()) || bringForward(id)) {
                return;
            }
        }
        throw new IllegalStateException("the run of " + id + " could not be scheduled");
    }

    private boolean bringForward(UUID id) {
        return jdbc.sql("""
                                update scheduled_tasks
                                set execution_time = case when picked or execution_time < :now
                                                          then execution_time else :now end
                                where task_name = :task and task_instance = :id""")
                        .param("now", time(clock.now()))
                        .param("task", JobStore.RUN_TASK)
                        .param("id", id.toString())
                        .update()
                == 1;
    }

    /** The parameters of {@link #VALID}. */
    static Map<String, Object> named(Pick pick) {
        return Map.of(
                "task",
                JobStore.RUN_TASK,
                "run",
                pick.job().toString(),
                "due",
                time(pick.due()),
                "version",
                pick.version());
    }

    boolean isValid(Pick pick) {
        return jdbc.sql(VALID)
                .params(named(pick))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    Map<UUID, String> workers() {
        Map<UUID, String> workers = new HashMap<>();
        jdbc.sql("""
                        select task_instance, picked_by from scheduled_tasks
                        where task_name = :task and picked = true""").param("task", JobStore.RUN_TASK).query(row -> {
            workers.put(UUID.fromString(row.getString("task_instance")), row.getString("picked_by"));
        });
        return workers;
    }

    Set<UUID> addMissing() {
        List<UUID> missing = jdbc.sql("""
                        select id from job
                        where state in (:unfinished)
                          and not exists (select 1 from scheduled_tasks
                                          where task_name = :task and task_instance = cast(job.id as varchar(36)))
                        order by sequence""")
                .param("unfinished", labels(JobState.UNFINISHED))
                .param("task", JobStore.RUN_TASK)
                .query(UUID.class)
                .list();
        missing.forEach(this::add);
        return new HashSet<>(missing);
    }

    void bringToNow() {
        Instant now = clock.now();
        // By the database's own time: a process that was paused does not know yet how late it is, and by its time
        // owners
        // that are alive would look dead.
        jdbc.sql("""
                        update scheduled_tasks set last_heartbeat = greatest(:now, current_timestamp)
                        where task_name = :task
                          and last_heartbeat > greatest(:furthest, current_timestamp + interval '5' second)""")
                .param("now", time(now))
                .param("task", JobStore.RUN_TASK)
                .param("furthest", time(now.plus(FURTHEST)))
                .update();
        List<String> ahead = jdbc.sql("""
                        select task_instance from scheduled_tasks
                        where task_name = :task and picked = false and execution_time > :furthest
                        order by execution_time""")
                .param("task", JobStore.RUN_TASK)
                .param("furthest", time(now.plus(FURTHEST)))
                .query(String.class)
                .list();
        for (int i = 0; i < ahead.size(); i++) {
            // They keep their order, and run before those confirmed from now on.
            jdbc.sql("""
                            update scheduled_tasks set execution_time = :when
                            where task_name = :task and task_instance = :id and picked = false""")
                    .param("when", time(now.minusMillis(ahead.size() - i)))
                    .param("task", JobStore.RUN_TASK)
                    .param("id", ahead.get(i))
                    .update();
        }
    }

    void reviveRuns() {
        jdbc.sql("""
                        update scheduled_tasks
                        set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                        where task_name = :task and picked = true""").param("task", JobStore.RUN_TASK).update();
        bringToNow();
    }
}
