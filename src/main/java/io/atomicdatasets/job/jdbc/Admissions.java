package io.atomicdatasets.job.jdbc;

import static io.atomicdatasets.job.jdbc.JobRows.labels;
import static io.atomicdatasets.job.jdbc.JobRows.time;

import io.atomicdatasets.job.Admission;
import io.atomicdatasets.job.Capacity;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore.Taking;
import io.atomicdatasets.job.Submission;
import io.atomicdatasets.job.Submission.Outcome;
import io.atomicdatasets.root.NameTakenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Admits jobs one at a time: its transactions serialise on the lock of one row. */
final class Admissions {
    /** How long somebody waits for others of this process, as long as for a silent database. */
    private static final long MOST_SECONDS = 4;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final JobRows rows;
    private final JobChanges changes;
    private final RunSchedule schedule;
    /** Of one process only one waits in the database: each of a crowd would hold a connection, and heartbeats need those too. */
    private final ReentrantLock first = new ReentrantLock(true);

    Admissions(
            JdbcClient jdbc,
            TransactionOperations transaction,
            JobRows rows,
            JobChanges changes,
            RunSchedule schedule) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = rows;
        this.changes = changes;
        this.schedule = schedule;
    }

    /** Carries a {@link NameTakenException} out of a transaction, which it rolls back. */
    private static final class TakenInside extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final NameTakenException taken;

        TakenInside(NameTakenException taken) {
            super(taken);
            this.taken = taken;
        }
    }

    private interface Turn<T> {
        T take() throws IOException;
    }

    /** Locks the row until the end of the transaction. */
    private <T> T inTurn(Turn<T> turn) throws IOException {
        becomeFirst();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                jdbc.sql("update admission set turn = turn + 1 where id = 1").update();
                try {
                    return turn.take();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        } finally {
            first.unlock();
        }
    }

    private void becomeFirst() {
        try {
            if (first.tryLock(MOST_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotAcquireLockException("too many want to have their turn");
    }

    Submission.Answer submit(Optional<Submission> submission, int mostAwaiting, Submission.Draft draft)
            throws IOException, NameTakenException {
        try {
            return inTurn(() -> submitInTurn(submission, mostAwaiting, draft));
        } catch (TakenInside e) {
            throw e.taken;
        }
    }

    private Submission.Answer submitInTurn(Optional<Submission> submission, int mostAwaiting, Submission.Draft draft)
            throws IOException {
        Optional<Submission.Answer> before = submission.flatMap(this::submitted);
        if (before.isPresent()) {
            return before.get();
        }
        if (rows.count(EnumSet.of(JobState.AWAITING_CONFIRMATION)) >= mostAwaiting) {
            return new Submission.Answer(Outcome.TOO_MANY, new UUID(0, 0));
        }
        Job job = made(draft);
        changes.insert(job);
        submission.ifPresent(named -> remember(named, job.id()));
        return new Submission.Answer(Outcome.ADDED, job.id());
    }

    private static Job made(Submission.Draft draft) throws IOException {
        try {
            return draft.make();
        } catch (NameTakenException e) {
            throw new TakenInside(e);
        }
    }

    private void remember(Submission submission, UUID id) {
        // The key of a dataset that is being deleted can be reused.
        jdbc.sql("delete from submission where submission_key = :key")
                .param("key", submission.key())
                .update();
        jdbc.sql("insert into submission (submission_key, request, job_id) values (:key, :request, :job)")
                .param("key", submission.key())
                .param("request", submission.request())
                .param("job", id)
                .update();
    }

    Optional<Submission.Answer> submitted(Submission submission) {
        return jdbc.sql("""
                        select submission.request, submission.job_id
                        from submission join job on job.id = submission.job_id
                        where submission.submission_key = :key and job.state <> :deleting""")
                .param("key", submission.key())
                .param("deleting", JobState.DELETING.label())
                .query((row, number) -> new Submission.Answer(
                        row.getString("request").equals(submission.request()) ? Outcome.KNOWN : Outcome.KEY_REUSED,
                        row.getObject("job_id", UUID.class)))
                .optional();
    }

    Admission confirm(UUID id, Instant now, Capacity capacity) throws IOException {
        return admit(id, EnumSet.of(JobState.AWAITING_CONFIRMATION), now, capacity);
    }

    Admission retry(UUID id, Instant now, Capacity capacity) throws IOException {
        return admit(id, EnumSet.of(JobState.FAILED, JobState.CANCELLED), now, capacity);
    }

    private Admission admit(UUID id, Set<JobState> from, Instant now, Capacity capacity) throws IOException {
        from.forEach(state -> JobChanges.requireSuccessor(state, JobState.QUEUED));
        return inTurn(() -> {
            Optional<Long> needed = jdbc.sql("""
                            select disk_bytes from job
                            where id = :id and state in (:from) and (state <> :awaiting or expires_at > :now)""")
                    .param("id", id)
                    .param("from", labels(from))
                    .param("awaiting", JobState.AWAITING_CONFIRMATION.label())
                    .param("now", time(now))
                    .query(Long.class)
                    .optional();
            if (needed.isEmpty()) {
                return Admission.NOT_WAITING;
            }
            if (rows.count(EnumSet.of(JobState.QUEUED)) >= capacity.queued()) {
                return Admission.QUEUE_FULL;
            }
            if (!fits(needed.get(), Set.of(id), capacity.space())) {
                return Admission.DISK_FULL;
            }
            return queue(id, from) ? Admission.ADMITTED : Admission.NOT_WAITING;
        });
    }

    private boolean queue(UUID id, Set<JobState> from) {
        int queued = jdbc.sql("""
                        update job
                        set state = :queued, progress = null, failure = null, finished_at = null, lost_owners = 0
                        where id = :id and state in (:from)""")
                .param("queued", JobState.QUEUED.label())
                .param("id", id)
                .param("from", labels(from))
                .update();
        if (queued == 1) {
            schedule.add(id);
        }
        return queued == 1;
    }

    boolean takeSpace(long bytes, Capacity.Space space, Taking taking) throws IOException {
        return inTurn(() -> {
            boolean fits = fits(bytes, Set.of(), space);
            if (fits) {
                taking.take();
            }
            return fits;
        });
    }

    void alone(Taking taking) throws IOException {
        inTurn(() -> {
            taking.take();
            return true;
        });
    }

    /** Whether there is enough space beside what is reserved for all jobs that are confirmed and not finished. */
    private boolean fits(long bytes, Set<UUID> whose, Capacity.Space space) throws IOException {
        Map<UUID, Long> kept = new HashMap<>();
        jdbc.sql("select id, disk_bytes from job where state in (:unfinished)")
                .param("unfinished", labels(JobState.UNFINISHED))
                .query(row -> {
                    kept.put(row.getObject("id", UUID.class), row.getLong("disk_bytes"));
                });
        Set<UUID> ids = new HashSet<>(kept.keySet());
        ids.addAll(whose);
        long total = kept.values().stream().mapToLong(Long::longValue).sum();
        return bytes <= space.bytesFor(ids) - total;
    }
}
