package io.atomicdatasets.job;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.disk.DiskFailure;
import io.atomicdatasets.root.DatasetsRoot;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes datasets: hides the directory by one rename, records that in the store, deletes the files, then the row. The rename is
 * the commit point: if it fails, nothing has changed; once it is done, any later call completes the deletion.
 */
final class Deletions {
    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
    private static final Set<JobState> DELETABLE = JobState.DELETING.predecessors();
    private static final int TRIES = 4;

    private final JobStore store;
    private final DatasetsRoot root;
    private final Patience patience;
    private final Clock clock;
    private final Set<UUID> refused = ConcurrentHashMap.newKeySet();

    Deletions(JobStore store, DatasetsRoot root, Patience patience, Clock clock) {
        this.store = store;
        this.root = root;
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Deletes a dataset that nobody is working on.
     *
     * @throws DeletionRefusedException if the file system refuses
     */
    void delete(Job job) throws JobRefusedException, IOException {
        if (!DELETABLE.contains(job.state())) {
            throw refusal(job);
        }
        condemn(job);
        if (!isNoted(job)) {
            // Whoever finds what was just hidden completes the deletion, and may have done so before it was noted here.
            Optional<Job> kept = store.find(job.id()).filter(now -> now.state() != JobState.DELETING);
            if (kept.isPresent()) {
                throw refusal(kept.get());
            }
        }
        LOG.info("dataset {} deleted", job.id());
        finish(job);
    }

    private static JobRefusedException refusal(Job job) {
        return new JobRefusedException(
                job.state(), "A dataset that is " + job.state().label() + " cannot be deleted; cancel it first.");
    }

    private void condemn(Job job) throws DeletionRefusedException {
        try {
            condemnOnFullDisk(job);
        } catch (IOException e) {
            throw new DeletionRefusedException(DiskFailure.describe(e), e);
        }
    }

    /** Even a rename may need room, for the directory that it goes to. */
    private void condemnOnFullDisk(Job job) throws IOException {
        try {
            condemnFiles(job);
        } catch (IOException e) {
            if (!DiskFailure.isFull(e)) {
                throw e;
            }
            root.giveUpBallast();
            condemnFiles(job);
        }
    }

    /** The directory of this name may be another dataset, or none. */
    private void condemnFiles(Job job) throws IOException {
        if (new DatasetFolder(root.directoryOf(job.name())).holds(job.id())) {
            root.condemn(job.name(), job.id());
        }
    }

    private boolean isNoted(Job job) throws IOException {
        try {
            return patience.insist(() -> isChanged(job), 1);
        } catch (StoreAwayException e) {
            // The disk may be too full for the store to write, and then these files have to go first.
            root.emptyCondemned(job.id());
            root.discard(job.id(), job.attempt());
            root.giveUpBallast();
        }
        try {
            return patience.insist(() -> isChanged(job), TRIES);
        } catch (StoreAwayException e) {
            throw e.lastAnswer();
        }
    }

    private boolean isChanged(Job job) {
        return store.change(job.id(), DELETABLE, JobState.DELETING, clock.instant());
    }

    /** Failures are logged once and retried by {@link #finishAll}. */
    private void finish(Job job) {
        try {
            condemnFiles(job);
            root.deleteCondemned(job.id());
            root.discard(job.id(), job.attempt());
            root.reservation(job.name(), job.id()).release();
            store.remove(job.id());
            refused.remove(job.id());
        } catch (IOException e) {
            if (refused.add(job.id())) {
                LOG.warn("dataset {}: its deletion is tried again: {}", job.id(), DiskFailure.describe(e));
            }
        }
    }

    /** Completes deletions that were interrupted. */
    void finishAll() throws IOException {
        for (UUID id : root.condemned()) {
            if (store.find(id).isEmpty()) {
                root.deleteCondemned(id);
            } else {
                store.change(id, DELETABLE, JobState.DELETING, clock.instant());
            }
        }
        store.beingDeleted().forEach(this::finish);
    }
}
