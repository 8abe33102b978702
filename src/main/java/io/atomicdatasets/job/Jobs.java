package io.atomicdatasets.job;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** The use cases of the service: submit a request, confirm, cancel, retry, query and delete datasets. */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private static final Set<JobState> CANCELLED_AT_ONCE = EnumSet.of(JobState.AWAITING_CONFIRMATION, JobState.QUEUED);
    private static final Set<JobState> CANCELLED_OR_ABOUT_TO_BE = EnumSet.of(JobState.CANCELLED, JobState.CANCELLING);
    private static final Set<JobState> CANCELLABLE =
            EnumSet.of(JobState.AWAITING_CONFIRMATION, JobState.QUEUED, JobState.RUNNING);
    private static final Set<JobState> CONFIRMED_ALREADY =
            EnumSet.of(JobState.QUEUED, JobState.RUNNING, JobState.PUBLISHING, JobState.SUCCEEDED);

    private final JobStore store;
    private final DatasetsRoot root;
    private final Submissions submissions;
    private final Deletions deletions;
    private final Leftovers leftovers;
    private final HeldNames names;
    private final Clock clock;
    private final Terms terms;

    /**
     * What applies to every request.
     *
     * @param timeToConfirm until a plan expires
     * @param zone whose date is used in names
     * @param mostAwaiting how many may await confirmation at a time
     * @param mostQueued how many may be queued at a time
     */
    public record Terms(Duration timeToConfirm, ZoneId zone, int mostAwaiting, int mostQueued) {}

    Jobs(JobStore store, DatasetsRoot root, Planning planning, Patience patience, Clock clock, Terms terms) {
        this.store = store;
        this.root = root;
        this.clock = clock;
        this.terms = terms;
        submissions = new Submissions(store, root, planning, clock, terms);
        deletions = new Deletions(store, root, patience, clock);
        leftovers = new Leftovers(root);
        names = new HeldNames(store, root);
    }

    /**
     * The plan of a request, without storing anything.
     *
     * @throws InvalidSpecException if nothing can come of it
     */
    public Plan plan(DatasetSpec spec) throws IOException, InvalidSpecException {
        return submissions.plan(spec);
    }

    /**
     * Plans a dataset and reserves its name, once for each idempotency key: repeating the request returns the first result.
     *
     * @throws NameTakenException if the requested name is not free
     * @throws NotAdmittedException if too many await confirmation, or the disk could not hold it if it were the only one
     * @throws KeyReusedException if the key was used with a different request
     * @throws InvalidSpecException if nothing can come of it
     */
    public Job submit(DatasetSpec spec, String key)
            throws IOException, NameTakenException, NotAdmittedException, KeyReusedException, InvalidSpecException {
        expireOverdue();
        return found(submissions.submit(spec, Optional.of(key)));
    }

    /** The same without a key. */
    public Job submit(DatasetSpec spec)
            throws IOException, NameTakenException, NotAdmittedException, InvalidSpecException {
        expireOverdue();
        try {
            return found(submissions.submit(spec, Optional.empty()));
        } catch (KeyReusedException e) {
            throw new IllegalStateException("there is no key", e);
        }
    }

    /** The job with this id, unless it is being deleted. Plans past their time are expired, even if the store does not say so. */
    public Optional<Job> find(UUID id) {
        return store.find(id).filter(job -> job.state() != JobState.DELETING).map(job -> job.asOf(clock.instant()));
    }

    /**
     * Jobs, newest first.
     *
     * @param state only those in this state
     * @param before only those submitted before this sequence
     */
    public List<Job> list(Optional<JobState> state, Optional<Long> before, int limit) {
        expireOverdue();
        return store.list(state, before, limit);
    }

    /** The places of all jobs that wait for their turn; asks the store for them only if one of {@code told} does. */
    public Map<UUID, QueuePlace> placesInQueue(Collection<Job> told) {
        if (told.stream().noneMatch(job -> job.state() == JobState.QUEUED)) {
            return Map.of();
        }
        return QueuePlace.of(store.queue(), store.secondsLeft(), clock.instant());
    }

    /** The datasets that are being made, each with the process that makes it. */
    public Map<UUID, String> workers() {
        return store.workers();
    }

    /** Confirms a dataset; idempotent. */
    public Job confirm(UUID id) throws JobRefusedException, NotAdmittedException, IOException {
        if (isAdmitted(id, store.confirm(id, clock.instant(), capacity()))) {
            LOG.info("dataset {} confirmed", id);
        }
        Job job = found(id);
        if (job.state() == JobState.EXPIRED) {
            throw expired(job);
        }
        if (!CONFIRMED_ALREADY.contains(job.state())) {
            throw new JobRefusedException(
                    job.state(), "A dataset that is " + job.state().label() + " cannot be confirmed.");
        }
        return job;
    }

    private static JobRefusedException expired(Job job) {
        return new JobRefusedException(
                JobState.EXPIRED, "The plan expired at " + job.times().expires() + ".");
    }

    /**
     * Queues a failed or cancelled dataset again, to be resumed from its last checkpoint if there is one.
     *
     * @throws NameTakenException if it was cancelled, and another dataset has its name now
     */
    public Job retry(UUID id) throws JobRefusedException, NotAdmittedException, NameTakenException, IOException {
        Job before = found(id);
        boolean isUnnamed = before.state() == JobState.CANCELLED;
        boolean admitted = false;
        try {
            admitted = isAdmitted(id, isUnnamed ? retryUnnamed(before) : store.retry(id, clock.instant(), capacity()));
        } finally {
            if (!admitted && isUnnamed) {
                unlessNeeded(before, () -> leftovers.release(before));
            }
        }
        Job job = found(id);
        if (!admitted) {
            throw new JobRefusedException(
                    job.state(),
                    "A dataset that is " + job.state().label()
                            + " cannot be retried; only failed and cancelled ones can.");
        }
        LOG.info("dataset {} is tried again", id);
        return job;
    }

    /** Takes the name again in the turn of the admission: whoever is still giving it back has done so, or sees this. */
    private Admission retryUnnamed(Job job) throws NameTakenException, IOException {
        List<NameTakenException> taken = new ArrayList<>();
        Capacity.Space named = ids -> {
            try {
                names.reserve(job.name(), job.id());
            } catch (NameTakenException e) {
                taken.add(e);
                return 0;
            }
            return root.bytesFor(ids);
        };
        Admission admission = store.retry(job.id(), clock.instant(), new Capacity(terms.mostQueued(), named));
        if (!taken.isEmpty()) {
            throw taken.get(0);
        }
        return admission;
    }

    /** Gives back in a turn of its own: whoever retries takes the name in a turn too, and then all of it is theirs. */
    private void unlessNeeded(Job job, Runnable givingBack) throws IOException {
        try {
            store.inTurn(() -> {
                if (store.find(job.id())
                        .filter(now ->
                                now.state() == JobState.SUCCEEDED || JobState.NAME_RESERVED.contains(now.state()))
                        .isEmpty()) {
                    givingBack.run();
                }
            });
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("dataset {}: what it has as {} stays until it is swept: {}", job.id(), job.name(), e.getMessage());
        }
    }

    private Capacity capacity() {
        return new Capacity(terms.mostQueued(), root::bytesFor);
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

    /** Cancels a dataset: at once, or as soon as its worker notices. */
    public Job cancel(UUID id) throws JobRefusedException, IOException {
        Job job = found(id);
        while (CANCELLABLE.contains(job.state())) {
            if (store.change(id, CANCELLED_AT_ONCE, JobState.CANCELLED, clock.instant())) {
                LOG.info("dataset {} cancelled", id);
                removeAll(job);
            } else if (store.change(id, EnumSet.of(JobState.RUNNING), JobState.CANCELLING, clock.instant())) {
                LOG.info("dataset {} is being cancelled", id);
            }
            job = found(id); // Neither was possible, so its state has just changed: read it again.
        }
        if (job.state() == JobState.EXPIRED) {
            throw expired(job);
        }
        if (!CANCELLED_OR_ABOUT_TO_BE.contains(job.state())) {
            throw new JobRefusedException(
                    job.state(), "A dataset that is " + job.state().label() + " cannot be cancelled.");
        }
        return job;
    }

    private void removeAll(Job cancelled) throws IOException {
        unlessNeeded(cancelled, () -> {
            leftovers.condemn(cancelled);
            leftovers.release(cancelled);
        });
        leftovers.removeFiles(cancelled);
    }

    /**
     * Deletes a dataset that nobody is working on, with its files.
     *
     * @throws DeletionRefusedException if the file system refuses; the dataset is then unchanged
     */
    public void delete(UUID id) throws JobRefusedException, IOException {
        deletions.delete(found(id));
    }

    /** The files of a dataset that succeeded. */
    public DatasetFolder folderOf(Job job) {
        return new DatasetFolder(root.directoryOf(job.name()));
    }

    /** Expires plans, removes jobs that were cancelled or expired long ago, and completes deletions. */
    void tidy(Duration remembered) throws IOException {
        Instant now = clock.instant();
        store.limitExpiry(now, terms.timeToConfirm());
        expireOverdue();
        store.forgotten(now.minus(remembered))
                .forEach(job -> store.change(job.id(), EnumSet.of(job.state()), JobState.DELETING, now));
        deletions.finishAll();
    }

    private void expireOverdue() {
        Instant now = clock.instant();
        for (Job job : store.overdue(now)) {
            if (store.change(job.id(), EnumSet.of(JobState.AWAITING_CONFIRMATION), JobState.EXPIRED, now)) {
                LOG.info("dataset {} expired", job.id());
                leftovers.release(job);
            }
        }
    }

    private Job found(UUID id) {
        return find(id).orElseThrow(() -> new UnknownJobException(id));
    }
}
