package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.job.Admission;
import io.atomicdatasets.job.Capacity;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Pick;
import io.atomicdatasets.job.Submission;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Jobs in a SQL database, in the SQL that H2 and PostgreSQL share. */
final class JdbcJobStore implements JobStore {
    private final JobRows rows;
    private final JobChanges changes;
    private final Admissions admissions;
    private final RunSchedule schedule;

    JdbcJobStore(JdbcClient jdbc, TransactionOperations transaction, RunSchedule schedule) {
        this.schedule = schedule;
        rows = new JobRows(jdbc);
        changes = new JobChanges(jdbc, transaction, rows);
        admissions = new Admissions(jdbc, transaction, rows, changes, schedule);
    }

    @Override
    public boolean insert(Job job) {
        return changes.insertUnlessKnown(job);
    }

    @Override
    public Submission.Answer submit(Optional<Submission> submission, int mostAwaiting, Submission.Draft draft)
            throws IOException, NameTakenException {
        return admissions.submit(submission, mostAwaiting, draft);
    }

    @Override
    public Optional<Submission.Answer> submitted(Submission submission) {
        return admissions.submitted(submission);
    }

    @Override
    public Optional<Job> find(UUID id) {
        return rows.find(id);
    }

    @Override
    public List<Job> list(Optional<JobState> state, Optional<Long> before, int limit) {
        return rows.list(state, before, limit);
    }

    @Override
    public Set<UUID> ids() {
        return rows.ids();
    }

    @Override
    public Set<UUID> ids(Set<JobState> states) {
        return rows.ids(states);
    }

    @Override
    public Set<UUID> failedSince(Instant time) {
        return rows.failedSince(time);
    }

    @Override
    public List<String> names(String prefix) {
        return rows.names(prefix);
    }

    @Override
    public Map<UUID, DatasetName> names(Set<JobState> states) {
        return rows.names(states);
    }

    @Override
    public boolean change(UUID id, Set<JobState> from, JobState to, Instant now) {
        return changes.change(id, from, to, now);
    }

    @Override
    public Admission confirm(UUID id, Instant now, Capacity capacity) throws IOException {
        return admissions.confirm(id, now, capacity);
    }

    @Override
    public Admission retry(UUID id, Instant now, Capacity capacity) throws IOException {
        return admissions.retry(id, now, capacity);
    }

    @Override
    public boolean takeSpace(long bytes, Capacity.Space space, Taking taking) throws IOException {
        return admissions.takeSpace(bytes, space, taking);
    }

    @Override
    public void inTurn(Taking taking) throws IOException {
        admissions.alone(taking);
    }

    @Override
    public int count(Set<JobState> states) {
        return rows.count(states);
    }

    @Override
    public List<Waiting> queue() {
        return rows.queue();
    }

    @Override
    public List<Double> secondsLeft() {
        return rows.secondsLeft();
    }

    @Override
    public Map<UUID, String> workers() {
        return schedule.workers();
    }

    @Override
    public Optional<Job> claim(Pick pick, String mark, Instant now) {
        return changes.claim(pick, mark, now);
    }

    @Override
    public boolean isValid(Pick pick) {
        return schedule.isValid(pick);
    }

    @Override
    public boolean change(Job held, JobState from, JobState to, Instant now) {
        return changes.change(held, from, to, now);
    }

    @Override
    public boolean fail(Job held, String reason, Instant now) {
        return changes.fail(held, reason, now);
    }

    @Override
    public Optional<JobState> save(Job held, Snapshot progress) {
        return changes.save(held, progress);
    }

    @Override
    public Set<UUID> scheduleUnfinished() {
        return schedule.addMissing();
    }

    @Override
    public void bringToNow() {
        schedule.bringToNow();
    }

    @Override
    public void reviveRuns() {
        schedule.reviveRuns();
    }

    @Override
    public void limitExpiry(Instant now, Duration timeToConfirm) {
        changes.limitExpiry(now, timeToConfirm);
    }

    @Override
    public List<Job> overdue(Instant now) {
        return rows.overdue(now);
    }

    @Override
    public List<Job> forgotten(Instant before) {
        return rows.forgotten(before);
    }

    @Override
    public List<Job> beingDeleted() {
        return rows.beingDeleted();
    }

    @Override
    public void remove(UUID id) {
        changes.remove(id);
    }
}
