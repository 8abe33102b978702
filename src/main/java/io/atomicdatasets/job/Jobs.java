package io.atomicdatasets.job;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.DatasetsRoot;
import io.atomicdatasets.catalog.NameTakenException;
import io.atomicdatasets.catalog.Reservation;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people can do with datasets: ask for one, confirm it, cancel it, look at it, delete it. */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private static final Set<JobState> CANCELLED_AT_ONCE = EnumSet.of(JobState.AWAITING_CONFIRMATION, JobState.QUEUED);
    private static final Set<JobState> CANCELLED_OR_ABOUT_TO_BE = EnumSet.of(JobState.CANCELLED, JobState.CANCELLING);
    private static final Set<JobState> CONFIRMED_ALREADY =
            EnumSet.of(JobState.QUEUED, JobState.RUNNING, JobState.PUBLISHING, JobState.SUCCEEDED);
    private static final Set<JobState> DELETABLE = EnumSet.of(
            JobState.AWAITING_CONFIRMATION, JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED);

    private final JobStore store;
    private final DatasetsRoot root;
    private final Planner planner;
    private final Clock clock;
    private final Terms terms;

    /**
     * What every request gets.
     *
     * @param timeToConfirm until a plan expires
     * @param zone whose date stands in names
     * @param mostAwaiting how many may await confirmation at a time
     * @param mostQueued how many may be queued at a time
     */
    public record Terms(Duration timeToConfirm, ZoneId zone, int mostAwaiting, int mostQueued) {}

    Jobs(JobStore store, DatasetsRoot root, Planner planner, Clock clock, Terms terms) {
        this.store = store;
        this.root = root;
        this.planner = planner;
        this.clock = clock;
        this.terms = terms;
    }

    /** What a dataset would be; nothing is kept. */
    public Plan plan(DatasetSpec spec) throws IOException {
        return planner.plan(spec);
    }

    /**
     * Plans a dataset and reserves its name, once for each key: who sends the same again gets what the first got.
     *
     * @throws KeyReusedException if the key came with another request before
     */
    public Job submit(DatasetSpec spec, String key)
            throws IOException, NameTakenException, NotAdmittedException, KeyReusedException {
        Submission submission = new Submission(key, spec.toFields().toString());
        Optional<Job> before = submittedBefore(submission);
        if (before.isPresent()) {
            return before.get();
        }
        try {
            Optional<Job> job = submit(spec, Optional.of(submission));
            if (job.isPresent()) {
                return job.get();
            }
        } catch (NameTakenException e) {
            // Perhaps by the same request, sent at the same time.
            Optional<Job> other = submittedBefore(submission);
            if (other.isPresent()) {
                return other.get();
            }
            throw e;
        }
        return submittedBefore(submission).orElseThrow(KeyReusedException::new);
    }

    private Optional<Job> submittedBefore(Submission submission) throws KeyReusedException {
        Optional<Submission.Known> known = store.submitted(submission.key());
        if (known.isPresent() && !known.get().request().equals(submission.request())) {
            throw new KeyReusedException();
        }
        return known.flatMap(before -> find(before.job()));
    }

    /**
     * Plans a dataset and reserves its name.
     *
     * @throws NameTakenException if the name asked for is not free
     * @throws NotAdmittedException if too many await confirmation, or the disk could not hold it if it were the only one
     */
    public Job submit(DatasetSpec spec) throws IOException, NameTakenException, NotAdmittedException {
        return submit(spec, Optional.empty()).orElseThrow();
    }

    /** Nothing if the submission's key was used in the meantime. */
    private Optional<Job> submit(DatasetSpec spec, Optional<Submission> submission)
            throws IOException, NameTakenException, NotAdmittedException {
        if (store.count(EnumSet.of(JobState.AWAITING_CONFIRMATION)) >= terms.mostAwaiting()) {
            throw NotAdmittedException.tooMany(
                    terms.mostAwaiting(), "that await confirmation", "Confirm or cancel some of them.");
        }
        UUID id = UUID.randomUUID();
        Plan plan = planner.plan(spec);
        if (plan.estimate().diskBytes() > root.spaciousBytes()) {
            throw NotAdmittedException.tooLarge(plan.estimate().diskBytes(), root.spaciousBytes());
        }
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, terms.zone());
        Reservation reservation = spec.outputDir().isPresent()
                ? root.reserve(spec.outputDir().get(), id)
                : root.reserveNext(today, id, store.names(today.toString()));
        try {
            Plan named = new Plan(spec.named(reservation.name()), plan.estimate(), plan.labels(), plan.warnings());
            Job job = Job.submitted(id, named, now, now.plus(terms.timeToConfirm()));
            if (submission.isEmpty()) {
                store.insert(job);
            } else if (!store.insert(job, submission.get())) {
                reservation.release();
                return Optional.empty();
            }
            LOG.info("dataset {} planned as {}, {} images", id, reservation.name(), spec.numImages());
        } catch (RuntimeException e) {
            reservation.release();
            throw e;
        }
        return Optional.of(found(id));
    }

    /** The job of this id, unless it is being deleted. */
    public Optional<Job> find(UUID id) {
        return store.find(id).filter(job -> job.state() != JobState.DELETING);
    }

    /**
     * Jobs, newest first.
     *
     * @param state only those in this state
     * @param before only those submitted before this sequence
     */
    public List<Job> list(Optional<JobState> state, Optional<Long> before, int limit) {
        return store.list(state, before, limit);
    }

    /** Says yes; saying it twice is harmless. */
    public Job confirm(UUID id) throws JobRefusedException, NotAdmittedException, IOException {
        if (isAdmitted(id, store.confirm(id, clock.instant(), capacity()))) {
            LOG.info("dataset {} confirmed", id);
        }
        Job job = found(id);
        if (job.state() == JobState.AWAITING_CONFIRMATION) {
            throw new JobRefusedException(
                    JobState.EXPIRED, "The plan expired at " + job.times().expires() + ".");
        }
        if (!CONFIRMED_ALREADY.contains(job.state())) {
            throw new JobRefusedException(
                    job.state(), "A dataset that is " + job.state().label() + " cannot be confirmed.");
        }
        return job;
    }

    /** Has a dataset that failed made again, from its beginning. */
    public Job retry(UUID id) throws JobRefusedException, NotAdmittedException, IOException {
        boolean admitted = isAdmitted(id, store.retry(id, clock.instant(), capacity()));
        Job job = found(id);
        if (!admitted) {
            throw new JobRefusedException(
                    job.state(),
                    "A dataset that is " + job.state().label() + " cannot be retried; only failed ones can.");
        }
        LOG.info("dataset {} is tried again", id);
        return job;
    }

    private Capacity capacity() throws IOException {
        // What those that are made have written is kept for them, and no longer free.
        return new Capacity(terms.mostQueued(), root.spaciousBytes() + root.stagedBytes());
    }

    private boolean isAdmitted(UUID id, Admission admission) throws NotAdmittedException, IOException {
        switch (admission) {
            case QUEUE_FULL ->
                throw NotAdmittedException.tooMany(
                        terms.mostQueued(), "in the queue", "Try again when one of them is done.");
            case DISK_FULL ->
                throw NotAdmittedException.tooLarge(found(id).plan().estimate().diskBytes(), root.spaciousBytes());
            default -> {
                return admission == Admission.ADMITTED;
            }
        }
    }

    /** Says no: at once, or as soon as the worker looks. */
    public Job cancel(UUID id) throws JobRefusedException, IOException {
        Instant now = clock.instant();
        Job before = found(id);
        if (before.state() == JobState.AWAITING_CONFIRMATION
                && !before.times().expires().isAfter(now)) {
            throw new JobRefusedException(
                    JobState.EXPIRED, "The plan expired at " + before.times().expires() + ".");
        }
        if (store.change(id, CANCELLED_AT_ONCE, JobState.CANCELLED, now)) {
            LOG.info("dataset {} cancelled", id);
            Job cancelled = found(id);
            root.discard(id);
            reservationOf(cancelled).release();
            return cancelled;
        }
        if (store.change(id, EnumSet.of(JobState.RUNNING), JobState.CANCELLING, now)) {
            LOG.info("dataset {} is being cancelled", id);
        }
        Job job = found(id);
        if (!CANCELLED_OR_ABOUT_TO_BE.contains(job.state())) {
            throw new JobRefusedException(
                    job.state(), "A dataset that is " + job.state().label() + " cannot be cancelled.");
        }
        return job;
    }

    /** Deletes a dataset that nobody works on, files and all. */
    public void delete(UUID id) throws JobRefusedException, IOException {
        Job job = found(id);
        if (!store.change(id, DELETABLE, JobState.DELETING, clock.instant())) {
            job = found(id);
            throw new JobRefusedException(
                    job.state(), "A dataset that is " + job.state().label() + " cannot be deleted; cancel it first.");
        }
        finishDeletion(job);
        LOG.info("dataset {} deleted", id);
    }

    /** The files of a dataset that succeeded. */
    public DatasetFolder folderOf(Job job) {
        return new DatasetFolder(root.directoryOf(job.name()));
    }

    /** Takes note of time: expires plans, forgets what was cancelled or expired long ago, ends deletions. */
    void tidy(Duration remembered) {
        Instant now = clock.instant();
        for (Job job : store.overdue(now)) {
            if (store.change(job.id(), EnumSet.of(JobState.AWAITING_CONFIRMATION), JobState.EXPIRED, now)) {
                LOG.info("dataset {} expired", job.id());
                attempt(job, () -> reservationOf(job).release());
            }
        }
        for (Job job : store.forgotten(now.minus(remembered))) {
            store.change(job.id(), EnumSet.of(job.state()), JobState.DELETING, now);
        }
        for (Job job : store.beingDeleted()) {
            attempt(job, () -> finishDeletion(job));
        }
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    /** What one dataset's files refuse does not keep the others from being tidied up. */
    private static void attempt(Job job, DiskWork work) {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warn("dataset {}: tidying up failed and is tried again", job.id(), e);
        }
    }

    private void finishDeletion(Job job) throws IOException {
        root.delete(job.name(), job.id());
        root.discard(job.id());
        reservationOf(job).release();
        store.remove(job.id());
    }

    private Reservation reservationOf(Job job) {
        return root.reservation(job.name(), job.id());
    }

    private Job found(UUID id) {
        return find(id).orElseThrow(() -> new UnknownJobException(id));
    }
}
