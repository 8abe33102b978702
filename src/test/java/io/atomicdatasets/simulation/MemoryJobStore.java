package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Admission;
import io.atomicdatasets.job.Capacity;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Pick;
import io.atomicdatasets.job.QueuePlace;
import io.atomicdatasets.job.Submission;
import io.atomicdatasets.job.Submission.Outcome;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A second store beside that on SQL, held to the same contract: what is one statement there is one step here. */
public class MemoryJobStore implements JobStore {
    private static final Set<JobState> AWAITING = EnumSet.of(JobState.AWAITING_CONFIRMATION);

    private final Map<UUID, Job> jobs = new LinkedHashMap<>();
    private final Map<UUID, String> marks = new HashMap<>();
    private final Map<String, Named> submissions = new HashMap<>();
    private final RunRows schedule;
    private final Surroundings surroundings;
    private long lastSequence;

    private record Named(String request, UUID job) {}

    /** What the store does not do itself. */
    public interface Surroundings {
        /** Admissions wait for each other: from here on nobody else is admitted. */
        void beginTurn();

        /** Lets the next one in. */
        void endTurn();

        /** Between two statements that are no transaction. */
        void betweenStatements();

        /**
         * A job changed; called in the statement that changed it.
         *
         * @param held what a worker held that changed it
         */
        void changed(@Nullable Job before, @Nullable Job after, Optional<Job> held);
    }

    MemoryJobStore(RunRows schedule, Surroundings surroundings) {
        this.schedule = schedule;
        this.surroundings = surroundings;
    }

    /** Forgets everything. */
    public synchronized void clear() {
        jobs.clear();
        marks.clear();
        submissions.clear();
        schedule.clear();
    }

    /** All jobs as they are. */
    synchronized List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Whether a worker's change concerns the attempt that it holds. */
    boolean isHeld(Job now, Job held) {
        return now.attempt() == held.attempt();
    }

    /** Whether a process may claim the job whose run it picked. */
    boolean mayClaim(Pick pick) {
        return isValid(pick);
    }

    /** How many owners are lost when a job is claimed. */
    int lostOwners(Job before, boolean gotFurther) {
        if (gotFurther) {
            return 0;
        }
        return before.state() == JobState.QUEUED ? before.lostOwners() : before.lostOwners() + 1;
    }

    /** Which states are scheduled if they are not. */
    Set<JobState> scheduled() {
        return JobState.UNFINISHED;
    }

    private void put(Job job, Optional<Job> held) {
        Job before = jobs.put(job.id(), job);
        surroundings.changed(before, job, held);
    }

    private synchronized boolean update(UUID id, Predicate<Job> where, UnaryOperator<Job> set, Optional<Job> held) {
        Job job = jobs.get(id);
        if (job == null || !where.test(job)) {
            return false;
        }
        put(set.apply(job), held);
        return true;
    }

    static Job in(Job job, JobState state) {
        return new Job(
                job.id(),
                job.sequence(),
                state,
                job.attempt(),
                job.lostOwners(),
                job.plan(),
                job.times(),
                job.progress(),
                job.failure());
    }

    private static Job moved(Job job, JobState to, Instant now, Optional<String> failure) {
        Job.Times times = job.times();
        Instant end = times.started().filter(now::isBefore).orElse(now);
        Optional<Instant> finished = to.isFinal() ? Optional.of(end) : times.finished();
        return new Job(
                job.id(),
                job.sequence(),
                to,
                job.attempt(),
                job.lostOwners(),
                job.plan(),
                new Job.Times(times.created(), times.expires(), times.started(), finished),
                job.progress(),
                failure);
    }

    private synchronized boolean insertUnlessKnown(Job job) {
        if (jobs.containsKey(job.id())) {
            return false;
        }
        put(
                new Job(
                        job.id(),
                        ++lastSequence,
                        job.state(),
                        job.attempt(),
                        job.lostOwners(),
                        job.plan(),
                        job.times(),
                        job.progress(),
                        job.failure()),
                Optional.empty());
        return true;
    }

    @Override
    public boolean insert(Job job) {
        return insertUnlessKnown(job);
    }

    @Override
    public Submission.Answer submit(Optional<Submission> submission, int mostAwaiting, Submission.Draft draft)
            throws IOException, NameTakenException {
        surroundings.beginTurn();
        try {
            Optional<Submission.Answer> before = submission.flatMap(this::submitted);
            if (before.isPresent()) {
                return before.get();
            }
            if (count(AWAITING) >= mostAwaiting) {
                return new Submission.Answer(Outcome.TOO_MANY, new UUID(0, 0));
            }
            Job job = draft.make();
            surroundings.betweenStatements();
            synchronized (this) {
                insertUnlessKnown(job);
                submission.ifPresent(named -> remember(named, job.id()));
            }
            return new Submission.Answer(Outcome.ADDED, job.id());
        } finally {
            surroundings.endTurn();
        }
    }

    void remember(Submission submission, UUID id) {
        submissions.put(submission.key(), new Named(submission.request(), id));
    }

    @Override
    public synchronized Optional<Submission.Answer> submitted(Submission submission) {
        return Optional.ofNullable(submissions.get(submission.key()))
                .filter(named ->
                        jobs.containsKey(named.job()) && jobs.get(named.job()).state() != JobState.DELETING)
                .map(named -> new Submission.Answer(
                        named.request().equals(submission.request()) ? Outcome.KNOWN : Outcome.KEY_REUSED,
                        named.job()));
    }

    @Override
    public synchronized Optional<Job> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    private synchronized List<Job> where(Predicate<Job> condition) {
        return jobs.values().stream().filter(condition).toList();
    }

    private Set<UUID> idsWhere(Predicate<Job> condition) {
        return where(condition).stream().map(Job::id).collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public List<Job> list(Optional<JobState> state, Optional<Long> before, int limit) {
        return where(job -> job.state() != JobState.DELETING
                        && job.sequence() < before.orElse(Long.MAX_VALUE)
                        && state.filter(wanted -> wanted != job.state()).isEmpty())
                .stream()
                .sorted(Comparator.comparing(Job::sequence).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Set<UUID> ids() {
        return idsWhere(job -> true);
    }

    @Override
    public Set<UUID> ids(Set<JobState> states) {
        return idsWhere(job -> states.contains(job.state()));
    }

    @Override
    public Set<UUID> failedSince(Instant time) {
        return idsWhere(job -> job.state() == JobState.FAILED
                && job.times().finished().filter(at -> !at.isBefore(time)).isPresent());
    }

    @Override
    public List<String> names(String prefix) {
        return where(job -> job.name().value().startsWith(prefix)).stream()
                .map(job -> job.name().value())
                .toList();
    }

    @Override
    public Map<UUID, DatasetName> names(Set<JobState> states) {
        return where(job -> states.contains(job.state())).stream().collect(Collectors.toMap(Job::id, Job::name));
    }

    @Override
    public boolean change(UUID id, Set<JobState> from, JobState to, Instant now) {
        from.forEach(state -> requireSuccessor(state, to));
        return update(
                id, job -> from.contains(job.state()), job -> moved(job, to, now, job.failure()), Optional.empty());
    }

    private static void requireSuccessor(JobState from, JobState to) {
        if (!from.successors().contains(to)) {
            throw new IllegalArgumentException(to + " does not follow " + from);
        }
    }

    @Override
    public Admission confirm(UUID id, Instant now, Capacity capacity) throws IOException {
        return admit(id, AWAITING, now, capacity);
    }

    @Override
    public Admission retry(UUID id, Instant now, Capacity capacity) throws IOException {
        return admit(id, EnumSet.of(JobState.FAILED, JobState.CANCELLED), now, capacity);
    }

    private Admission admit(UUID id, Set<JobState> from, Instant now, Capacity capacity) throws IOException {
        surroundings.beginTurn();
        try {
            Optional<Job> waiting = find(id).filter(job -> from.contains(job.state()))
                    .filter(job -> job.state() != JobState.AWAITING_CONFIRMATION
                            || job.times().expires().isAfter(now));
            if (waiting.isEmpty()) {
                return Admission.NOT_WAITING;
            }
            if (count(EnumSet.of(JobState.QUEUED)) >= capacity.queued()) {
                return Admission.QUEUE_FULL;
            }
            if (!fits(waiting.get().plan().estimate().diskBytes(), Set.of(id), capacity.space())) {
                return Admission.DISK_FULL;
            }
            surroundings.betweenStatements();
            return queue(id, from) ? Admission.ADMITTED : Admission.NOT_WAITING;
        } finally {
            surroundings.endTurn();
        }
    }

    private synchronized boolean queue(UUID id, Set<JobState> from) {
        boolean queued =
                update(id, job -> from.contains(job.state()), MemoryJobStore::fromTheBeginning, Optional.empty());
        if (queued) {
            schedule.add(id);
        }
        return queued;
    }

    private static Job fromTheBeginning(Job job) {
        Job.Times times = job.times();
        return new Job(
                job.id(),
                job.sequence(),
                JobState.QUEUED,
                job.attempt(),
                0,
                job.plan(),
                new Job.Times(times.created(), times.expires(), times.started(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public boolean takeSpace(long bytes, Capacity.Space space, Taking taking) throws IOException {
        surroundings.beginTurn();
        try {
            boolean fits = fits(bytes, Set.of(), space);
            if (fits) {
                taking.take();
            }
            return fits;
        } finally {
            surroundings.endTurn();
        }
    }

    @Override
    public void inTurn(Taking taking) throws IOException {
        surroundings.beginTurn();
        try {
            taking.take();
        } finally {
            surroundings.endTurn();
        }
    }

    private boolean fits(long bytes, Set<UUID> whose, Capacity.Space space) throws IOException {
        List<Job> kept = where(job -> JobState.UNFINISHED.contains(job.state()));
        Set<UUID> ids = kept.stream().map(Job::id).collect(Collectors.toCollection(HashSet::new));
        ids.addAll(whose);
        long total = kept.stream()
                .mapToLong(job -> job.plan().estimate().diskBytes())
                .sum();
        return bytes <= space.bytesFor(ids) - total;
    }

    @Override
    public int count(Set<JobState> states) {
        return where(job -> states.contains(job.state())).size();
    }

    @Override
    public List<Waiting> queue() {
        return where(job -> job.state() == JobState.QUEUED
                        && schedule.find(job.id()).isPresent())
                .stream()
                .sorted(Comparator.comparing((Job job) ->
                                schedule.find(job.id()).orElseThrow().when())
                        .thenComparing(Job::sequence))
                .map(job -> new Waiting(job.id(), job.plan().estimate().seconds()))
                .toList();
    }

    @Override
    public List<Double> secondsLeft() {
        return where(job -> job.state() == JobState.RUNNING).stream()
                .map(job -> QueuePlace.secondsLeft(
                        job.progress(), job.plan().estimate().seconds()))
                .toList();
    }

    @Override
    public Map<UUID, String> workers() {
        return schedule.picked().stream().collect(Collectors.toMap(RunRow::id, row -> "somebody"));
    }

    @Override
    public boolean isValid(Pick pick) {
        return schedule.isValid(pick);
    }

    @Override
    public synchronized Optional<Job> claim(Pick pick, String mark, Instant now) {
        UUID id = pick.job();
        Job job = jobs.get(id);
        if (job == null || !JobState.RUNNING.predecessors().contains(job.state()) || !mayClaim(pick)) {
            return Optional.empty();
        }
        boolean gotFurther = !mark.equals(marks.getOrDefault(id, ""));
        marks.put(id, mark);
        Job.Times times = job.times();
        Job claimed = new Job(
                id,
                job.sequence(),
                JobState.RUNNING,
                job.attempt() + 1,
                lostOwners(job, gotFurther),
                job.plan(),
                new Job.Times(
                        times.created(),
                        times.expires(),
                        Optional.of(times.started().orElse(now)),
                        times.finished()),
                job.progress(),
                job.failure());
        put(claimed, Optional.empty());
        return Optional.of(claimed);
    }

    @Override
    public boolean change(Job held, JobState from, JobState to, Instant now) {
        requireSuccessor(from, to);
        return update(
                held.id(),
                job -> isHeld(job, held) && job.state() == from,
                job -> moved(job, to, now, job.failure()),
                Optional.of(held));
    }

    @Override
    public boolean fail(Job held, String reason, Instant now) {
        return update(
                held.id(),
                job -> isHeld(job, held) && JobState.FAILED.predecessors().contains(job.state()),
                job -> moved(job, JobState.FAILED, now, Optional.of(reason)),
                Optional.of(held));
    }

    @Override
    public Optional<JobState> save(Job held, Snapshot progress) {
        update(
                held.id(),
                job -> isHeld(job, held),
                job -> new Job(
                        job.id(),
                        job.sequence(),
                        job.state(),
                        job.attempt(),
                        job.lostOwners(),
                        job.plan(),
                        job.times(),
                        Optional.of(progress),
                        job.failure()),
                Optional.of(held));
        surroundings.betweenStatements();
        return find(held.id()).filter(job -> isHeld(job, held)).map(Job::state);
    }

    @Override
    public Set<UUID> scheduleUnfinished() {
        List<Job> missing = where(job ->
                scheduled().contains(job.state()) && schedule.find(job.id()).isEmpty());
        for (Job job : missing) {
            surroundings.betweenStatements();
            schedule.add(job.id());
        }
        return missing.stream().map(Job::id).collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public void bringToNow() {
        schedule.bringHeartbeatsToNow();
        surroundings.betweenStatements();
        schedule.bringToNow();
    }

    @Override
    public void reviveRuns() {
        schedule.revive();
        surroundings.betweenStatements();
        bringToNow();
    }

    @Override
    public synchronized void limitExpiry(Instant now, Duration timeToConfirm) {
        Instant latest = now.plus(timeToConfirm);
        for (Job job : where(
                job -> AWAITING.contains(job.state()) && job.times().expires().isAfter(latest))) {
            Job.Times times = job.times();
            put(
                    new Job(
                            job.id(),
                            job.sequence(),
                            job.state(),
                            job.attempt(),
                            job.lostOwners(),
                            job.plan(),
                            new Job.Times(times.created(), latest, times.started(), times.finished()),
                            job.progress(),
                            job.failure()),
                    Optional.empty());
        }
    }

    @Override
    public List<Job> overdue(Instant now) {
        return where(
                job -> AWAITING.contains(job.state()) && !job.times().expires().isAfter(now));
    }

    @Override
    public List<Job> forgotten(Instant before) {
        return where(job -> Set.of(JobState.CANCELLED, JobState.EXPIRED).contains(job.state())
                && job.times().finished().filter(at -> at.isBefore(before)).isPresent());
    }

    @Override
    public List<Job> beingDeleted() {
        return where(job -> job.state() == JobState.DELETING);
    }

    @Override
    public synchronized void remove(UUID id) {
        Job job = jobs.get(id);
        if (job != null && job.state() == JobState.DELETING) {
            jobs.remove(id);
            marks.remove(id);
            surroundings.changed(job, null, Optional.empty());
        }
    }

    /** Puts a job into a state, whatever state it is in. */
    synchronized void force(UUID id, JobState state) {
        jobs.computeIfPresent(id, (same, job) -> in(job, state));
    }
}
