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
 * Deletes datasets: out of sight by one rename, then noted in the store, then file by file, then forgotten. The rename is
 * what decides: if the disk refuses it, nothing has changed; once it is made, whoever comes next ends the deletion.
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
     * Deletes a dataset that nobody works on.
     *
     * @throws DeletionRefusedException if the disk does not let it go
     */
    void delete(Job job) throws JobRefusedException, IOException {
        if (!DELETABLE.contains(job.state())) {
            throw refusal(job);
        }
        condemn(job);
        if (!isNoted(job)) {
            Optional<Job> now = store.find(job.id()).filter(found -> found.state() != JobState.DELETING);
            throw refusal(now.orElseThrow(() -> new UnknownJobException(job.id())));
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

    /** What stands under the name may be another dataset, or none. */
    private void condemnFiles(Job job) throws IOException {
        if (new DatasetFolder(root.directoryOf(job.name())).holds(job.id())) {
            root.condemn(job.name(), job.id());
        }
    }

    private boolean isNoted(Job job) throws IOException {
        try {
            return patience.insist(() -> isChanged(job), 1);
        } catch (StoreAwayException e) {
            // Perhaps there is no room for a word more, and then these files are what has to go first.
            root.emptyCondemned(job.id());
            root.discard(job.id());
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

    /** What the disk refuses now is tried again by {@link #finishAll}, and told once. */
    private void finish(Job job) {
        try {
            condemnFiles(job);
            root.deleteCondemned(job.id());
            root.discard(job.id());
            root.reservation(job.name(), job.id()).release();
            store.remove(job.id());
            refused.remove(job.id());
        } catch (IOException e) {
            if (refused.add(job.id())) {
                LOG.warn("dataset {}: its deletion is tried again: {}", job.id(), DiskFailure.describe(e));
            }
        }
    }

    /** Ends deletions that were interrupted. */
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
