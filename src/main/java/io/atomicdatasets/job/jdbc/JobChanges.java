package io.atomicdatasets.job.jdbc;

import static io.atomicdatasets.job.jdbc.JobRows.labels;
import static io.atomicdatasets.job.jdbc.JobRows.time;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.Pick;
import io.atomicdatasets.progress.Progress.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Changes jobs, each by one conditional update that returns whether it happened. */
final class JobChanges {
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final JobRows rows;

    JobChanges(JdbcClient jdbc, TransactionOperations transaction, JobRows rows) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = rows;
    }

    /** Does nothing if it is there: two replicas may find the same dataset on the disk at the same time. */
    boolean insertUnlessKnown(Job job) {
        try {
            insert(job);
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    void insert(Job job) {
        jdbc.sql("""
                        insert into job (id, state, attempt, name, request, plan, disk_bytes, estimated_seconds,
                                         created_at, expires_at, started_at, finished_at)
                        values (:id, :state, :attempt, :name, :request, :plan, :disk, :seconds,
                                :created, :expires, :started, :finished)""")
                .param("id", job.id())
                .param("state", job.state().label())
                .param("attempt", job.attempt())
                .param("name", job.name().value())
                .param("request", JobJson.request(job.plan()))
                .param("plan", JobJson.plan(job.plan()))
                .param("disk", job.plan().estimate().diskBytes())
                .param("seconds", job.plan().estimate().seconds())
                .param("created", time(job.times().created()))
                .param("expires", time(job.times().expires()))
                .param("started", job.times().started().map(JobRows::time).orElse(null))
                .param("finished", job.times().finished().map(JobRows::time).orElse(null))
                .update();
    }

    boolean change(UUID id, Set<JobState> from, JobState to, Instant now) {
        from.forEach(state -> requireSuccessor(state, to));
        return jdbc.sql("""
                                update job
                                set state = :to,
                                    finished_at = case when :final = 0 then finished_at
                                                       when started_at > :now then started_at else :now end
                                where id = :id and state in (:from)""")
                        .param("to", to.label())
                        .param("final", to.isFinal() ? 1 : 0)
                        .param("now", time(now))
                        .param("id", id)
                        .param("from", labels(from))
                        .update()
                == 1;
    }

    Optional<Job> claim(Pick pick, String mark, Instant now) {
        // One transaction: the attempt that is read is the one that was claimed.
        return Objects.requireNonNull(transaction.execute(status -> claimed(pick, mark, now)));
    }

    private Optional<Job> claimed(Pick pick, String mark, Instant now) {
        int claimed = jdbc.sql("""
                        update job
                        set state = :running, attempt = attempt + 1, started_at = coalesce(started_at, :now),
                            lost_owners = case when mark <> :mark then 0
                                               when state = :queued then lost_owners else lost_owners + 1 end,
                            mark = :mark
                        where id = :id and state in (:from) and exists (%s)""".formatted(RunSchedule.VALID))
                .params(RunSchedule.named(pick))
                .param("running", JobState.RUNNING.label())
                .param("queued", JobState.QUEUED.label())
                .param("mark", mark)
                .param("id", pick.job())
                .param("now", time(now))
                .param("from", labels(JobState.RUNNING.predecessors()))
                .update();
        return claimed == 1 ? rows.find(pick.job()) : Optional.empty();
    }

    boolean change(Job held, JobState from, JobState to, Instant now) {
        requireSuccessor(from, to);
        return jdbc.sql("""
                                update job
                                set state = :to,
                                    finished_at = case when :final = 0 then finished_at
                                                       when started_at > :now then started_at else :now end
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

    boolean fail(Job held, String reason, Instant now) {
        return jdbc.sql("""
                                update job
                                set state = :failed, failure = :reason,
                                    finished_at = case when started_at > :now then started_at else :now end
                                where id = :id and attempt = :attempt and state in (:from)""")
                        .param("failed", JobState.FAILED.label())
                        .param("reason", reason)
                        .param("now", time(now))
                        .param("id", held.id())
                        .param("attempt", held.attempt())
                        .param("from", labels(JobState.FAILED.predecessors()))
                        .update()
                == 1;
    }

    Optional<JobState> save(Job held, Snapshot progress) {
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
                .map(JobRows::state);
    }

    void limitExpiry(Instant now, Duration timeToConfirm) {
        jdbc.sql("update job set expires_at = :latest where state = :awaiting and expires_at > :latest")
                .param("latest", time(now.plus(timeToConfirm)))
                .param("awaiting", JobState.AWAITING_CONFIRMATION.label())
                .update();
    }

    void remove(UUID id) {
        jdbc.sql("delete from job where id = :id and state = :deleting")
                .param("id", id)
                .param("deleting", JobState.DELETING.label())
                .update();
    }

    static void requireSuccessor(JobState from, JobState to) {
        if (!from.successors().contains(to)) {
            throw new IllegalArgumentException(to + " does not follow " + from);
        }
    }
}
