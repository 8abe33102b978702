package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.QueuePlace;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.spec.DatasetName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries of jobs. */
final class JobRows {
    private final JdbcClient jdbc;
    private final PlanCache plans = new PlanCache();

    JobRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("select * from job where id = :id")
                .param("id", id)
                .query(this::job)
                .optional();
    }

    List<Job> list(Optional<JobState> state, Optional<Long> before, int limit) {
        return jdbc.sql("""
                        select * from job
                        where state <> :deleting and sequence < :before and (:any = 1 or state = :state)
                        order by sequence desc
                        fetch first :limit rows only""")
                .param("deleting", JobState.DELETING.label())
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("any", state.isPresent() ? 0 : 1)
                .param("state", state.map(JobState::label).orElse(""))
                .param("limit", limit)
                .query(this::job)
                .list();
    }

    List<JobStore.Waiting> queue() {
        return jdbc.sql("""
                        select id, estimated_seconds from job
                        join scheduled_tasks on task_instance = cast(job.id as varchar(36))
                        where task_name = :task and state = :queued
                        order by execution_time, sequence""")
                .param("task", JobStore.RUN_TASK)
                .param("queued", JobState.QUEUED.label())
                .query((row, number) ->
                        new JobStore.Waiting(row.getObject("id", UUID.class), row.getDouble("estimated_seconds")))
                .list();
    }

    /** Without the requests, which a newer version may have written. */
    List<Double> secondsLeft() {
        return jdbc.sql("select estimated_seconds, progress from job where state = :running")
                .param("running", JobState.RUNNING.label())
                .query((row, number) -> QueuePlace.secondsLeft(progress(row), row.getDouble("estimated_seconds")))
                .list();
    }

    Set<UUID> ids() {
        return new HashSet<>(jdbc.sql("select id from job").query(UUID.class).list());
    }

    Set<UUID> ids(Set<JobState> states) {
        return new HashSet<>(jdbc.sql("select id from job where state in (:states)")
                .param("states", labels(states))
                .query(UUID.class)
                .list());
    }

    Set<UUID> failedSince(Instant time) {
        return new HashSet<>(jdbc.sql("select id from job where state = :failed and finished_at >= :time")
                .param("failed", JobState.FAILED.label())
                .param("time", time(time))
                .query(UUID.class)
                .list());
    }

    List<String> names(String prefix) {
        return jdbc.sql("select name from job where name like :pattern")
                .param("pattern", prefix + "%")
                .query(String.class)
                .list();
    }

    Map<UUID, DatasetName> names(Set<JobState> states) {
        Map<UUID, DatasetName> names = new HashMap<>();
        jdbc.sql("select id, name from job where state in (:states)")
                .param("states", labels(states))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), new DatasetName(row.getString("name")));
                });
        return names;
    }

    int count(Set<JobState> states) {
        return jdbc.sql("select count(*) from job where state in (:states)")
                .param("states", labels(states))
                .query(Integer.class)
                .single();
    }

    List<Job> overdue(Instant now) {
        return jdbc.sql("select * from job where state = :awaiting and expires_at <= :now")
                .param("awaiting", JobState.AWAITING_CONFIRMATION.label())
                .param("now", time(now))
                .query(this::job)
                .list();
    }

    List<Job> forgotten(Instant before) {
        return jdbc.sql("select * from job where state in (:states) and finished_at < :before")
                .param("states", labels(Set.of(JobState.CANCELLED, JobState.EXPIRED)))
                .param("before", time(before))
                .query(this::job)
                .list();
    }

    List<Job> beingDeleted() {
        return jdbc.sql("select * from job where state = :deleting")
                .param("deleting", JobState.DELETING.label())
                .query(this::job)
                .list();
    }

    private Job job(ResultSet row, int number) throws SQLException {
        return new Job(
                row.getObject("id", UUID.class),
                row.getLong("sequence"),
                state(row.getString("state")),
                row.getInt("attempt"),
                row.getInt("lost_owners"),
                plans.plan(row.getString("request"), row.getString("plan")),
                new Job.Times(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("started_at", OffsetDateTime.class)),
                        instant(row.getObject("finished_at", OffsetDateTime.class))),
                progress(row),
                Optional.ofNullable(row.getString("failure")));
    }

    private static Optional<Snapshot> progress(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("progress")).map(JobJson::progress);
    }

    static JobState state(String label) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the store holds the unknown state " + label));
    }

    static List<String> labels(Collection<JobState> states) {
        return states.stream().map(JobState::label).toList();
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
