package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.job.Admission;
import io.atomicdatasets.job.Capacity;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Submission;
import io.atomicdatasets.progress.Progress.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Jobs in a SQL database, in statements that H2 and PostgreSQL both take. */
final class JdbcJobStore implements JobStore {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final RunSchedule schedule;
    private final PlanCache plans = new PlanCache();

    JdbcJobStore(JdbcClient jdbc, TransactionOperations transaction, RunSchedule schedule) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.schedule = schedule;
    }

    @Override
    public void insert(Job job) {
        jdbc.sql("""
                        insert into job (id, state, attempt, name, request, plan, disk_bytes, created_at, expires_at, started_at, finished_at)
                        values (:id, :state, :attempt, :name,
                                :request, :plan, :disk, :created, :expires, :started, :finished)""")
                .param("id", job.id())
                .param("state", job.state().label())
                .param("attempt", job.attempt())
                .param("name", job.name().value())
                .param("request", JobJson.request(job.plan()))
                .param("plan", JobJson.plan(job.plan()))
                .param("disk", job.plan().estimate().diskBytes())
                .param("created", time(job.times().created()))
                .param("expires", time(job.times().expires()))
                .param("started", job.times().started().map(JdbcJobStore::time).orElse(null))
                .param(
                        "finished",
                        job.times().finished().map(JdbcJobStore::time).orElse(null))
                .update();
    }

    @Override
    public boolean insert(Job job, Submission submission) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                insert(job);
                jdbc.sql("insert into submission (submission_key, request, job_id) values (:key, :request, :job)")
                        .param("key", submission.key())
                        .param("request", submission.request())
                        .param("job", job.id())
                        .update();
                return true;
            }));
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public Optional<Submission.Known> submitted(String key) {
        return jdbc.sql("select request, job_id from submission where submission_key = :key")
                .param("key", key)
                .query((row, number) ->
                        new Submission.Known(row.getString("request"), row.getObject("job_id", UUID.class)))
                .optional();
    }

    @Override
    public Optional<Job> find(UUID id) {
        return jdbc.sql("select * from job where id = :id")
                .param("id", id)
                .query(this::job)
                .optional();
    }

    @Override
    public List<Job> list(Optional<JobState> state, Optional<Long> before, int limit) {
        return jdbc.sql("""
                        select * from job
                        where state <> 'deleting' and sequence < :before and (:any = 1 or state = :state)
                        order by sequence desc
                        fetch first :limit rows only""")
                .param("before", before.orElse(Long.MAX_VALUE))
                .param("any", state.isPresent() ? 0 : 1)
                .param("state", state.map(JobState::label).orElse(""))
                .param("limit", limit)
                .query(this::job)
                .list();
    }

    @Override
    public Set<UUID> ids() {
        return new HashSet<>(jdbc.sql("select id from job").query(UUID.class).list());
    }

    @Override
    public Set<UUID> ids(Set<JobState> states) {
        return new HashSet<>(jdbc.sql("select id from job where state in (:states)")
                .param("states", states.stream().map(JobState::label).toList())
                .query(UUID.class)
                .list());
    }

    @Override
    public List<String> names(String prefix) {
        return jdbc.sql("select name from job where name like :pattern")
                .param("pattern", prefix + "%")
                .query(String.class)
                .list();
    }

    @Override
    public boolean change(UUID id, Set<JobState> from, JobState to, Instant now) {
        for (JobState state : from) {
            requireSuccessor(state, to);
        }
        return jdbc.sql("""
                                update job
                                set state = :to, finished_at = case when :final = 1 then :now else finished_at end
                                where id = :id and state in (:from)""")
                        .param("to", to.label())
                        .param("final", to.isFinal() ? 1 : 0)
                        .param("now", time(now))
                        .param("id", id)
                        .param("from", from.stream().map(JobState::label).toList())
                        .update()
                == 1;
    }

    @Override
    public Admission confirm(UUID id, Instant now, Capacity capacity) {
        return admit(id, JobState.AWAITING_CONFIRMATION, now, capacity);
    }

    @Override
    public Admission retry(UUID id, Instant now, Capacity capacity) {
        return admit(id, JobState.FAILED, now, capacity);
    }

    private Admission admit(UUID id, JobState from, Instant now, Capacity capacity) {
        return Objects.requireNonNull(transaction.execute(status -> {
            // Whoever comes next waits here until this transaction is over.
            jdbc.sql("update admission set turn = turn + 1 where id = 1").update();
            Optional<Long> needed = jdbc.sql("""
                            select disk_bytes from job
                            where id = :id and state = :from and (state <> 'awaiting_confirmation' or expires_at > :now)""")
                    .param("id", id)
                    .param("from", from.label())
                    .param("now", time(now))
                    .query(Long.class)
                    .optional();
            if (needed.isEmpty()) {
                return Admission.NOT_WAITING;
            }
            if (count(Set.of(JobState.QUEUED)) >= capacity.queued()) {
                return Admission.QUEUE_FULL;
            }
            if (needed.get() > capacity.bytes() - keptBytes()) {
                return Admission.DISK_FULL;
            }
            return queue(id, from, now) ? Admission.ADMITTED : Admission.NOT_WAITING;
        }));
    }

    private boolean queue(UUID id, JobState from, Instant now) {
        int queued = jdbc.sql("""
                        update job
                        set state = 'queued', progress = null, failure = null, finished_at = null, lost_owners = 0
                        where id = :id and state = :from""").param("id", id).param("from", from.label()).update();
        if (queued == 1) {
            schedule.add(id, now);
        }
        return queued == 1;
    }

    /** What is kept for all that are queued or made. */
    private long keptBytes() {
        return jdbc.sql("""
                        select coalesce(sum(disk_bytes), 0) from job
                        where state in ('queued', 'running', 'cancelling', 'publishing')""").query(Long.class).single();
    }

    @Override
    public int count(Set<JobState> states) {
        return jdbc.sql("select count(*) from job where state in (:states)")
                .param("states", states.stream().map(JobState::label).toList())
                .query(Integer.class)
                .single();
    }

    @Override
    public Optional<Job> claim(UUID id, Instant now) {
        // One transaction: the attempt that is read is the one that was claimed.
        return Objects.requireNonNull(transaction.execute(status -> claimed(id, now)));
    }

    private Optional<Job> claimed(UUID id, Instant now) {
        int claimed = jdbc.sql("""
                        update job
                        set state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, :now),
                            lost_owners = case when state = 'queued' then lost_owners else lost_owners + 1 end
                        where id = :id and state in ('queued', 'running', 'publishing')""").param("id", id).param("now", time(now)).update();
        return claimed == 1 ? find(id) : Optional.empty();
    }

    @Override
    public boolean change(Job held, JobState from, JobState to, Instant now) {
        requireSuccessor(from, to);
        return jdbc.sql("""
                                update job
                                set state = :to, finished_at = case when :final = 1 then :now else finished_at end
                                where id = :id and attempt = :attempt and state = :from""")
                        .param("to", to.label())
                        .param("final", to.isFinal() ? 1 : 0)
                        .param("now", time(now))
                        .param("id", held.id())
                        .param("attempt", held.attempt())
                        .param("from", from.label())
                        .update()
                == 1;
    }

    @Override
    public boolean fail(Job held, String reason, Instant now) {
        return jdbc.sql("""
                                update job set state = 'failed', failure = :reason, finished_at = :now
                                where id = :id and attempt = :attempt and state in ('running', 'publishing')""")
                        .param("reason", reason)
                        .param("now", time(now))
                        .param("id", held.id())
                        .param("attempt", held.attempt())
                        .update()
                == 1;
    }

    @Override
    public void noteCheckpoint(Job held) {
        jdbc.sql("update job set lost_owners = 0 where id = :id and attempt = :attempt")
                .param("id", held.id())
                .param("attempt", held.attempt())
                .update();
    }

    @Override
    public Optional<JobState> save(Job held, Snapshot progress) {
        jdbc.sql("update job set progress = :progress where id = :id and attempt = :attempt")
                .param("progress", JobJson.progress(progress))
                .param("id", held.id())
                .param("attempt", held.attempt())
                .update();
        return jdbc.sql("select state from job where id = :id and attempt = :attempt")
                .param("id", held.id())
                .param("attempt", held.attempt())
                .query(String.class)
                .optional()
                .map(JdbcJobStore::state);
    }

    @Override
    public void scheduleQueued(Instant now) {
        for (UUID id : jdbc.sql("select id from job where state = 'queued'")
                .query(UUID.class)
                .list()) {
            schedule.add(id, now);
        }
    }

    @Override
    public List<Job> overdue(Instant now) {
        return jdbc.sql("select * from job where state = 'awaiting_confirmation' and expires_at <= :now")
                .param("now", time(now))
                .query(this::job)
                .list();
    }

    @Override
    public List<Job> forgotten(Instant before) {
        return jdbc.sql("select * from job where state in ('cancelled', 'expired') and finished_at < :before")
                .param("before", time(before))
                .query(this::job)
                .list();
    }

    @Override
    public List<Job> beingDeleted() {
        return jdbc.sql("select * from job where state = 'deleting'")
                .query(this::job)
                .list();
    }

    @Override
    public void remove(UUID id) {
        jdbc.sql("delete from job where id = :id and state = 'deleting'")
                .param("id", id)
                .update();
    }

    private static void requireSuccessor(JobState from, JobState to) {
        if (!from.successors().contains(to)) {
            throw new IllegalArgumentException(to + " does not follow " + from);
        }
    }

    private Job job(ResultSet row, int number) throws SQLException {
        String progress = row.getString("progress");
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
                progress == null ? Optional.empty() : Optional.of(JobJson.progress(progress)),
                Optional.ofNullable(row.getString("failure")));
    }

    private static JobState state(String label) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the store holds the unknown state " + label));
    }

    private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
