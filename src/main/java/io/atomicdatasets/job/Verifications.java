package io.atomicdatasets.job;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifications of finished datasets, one at a time; the last of each dataset is remembered until the service ends. */
public final class Verifications {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final int MOST_REMEMBERED = 1000;

    private final JobStore store;
    private final DatasetsRoot root;
    private final Verifier verifier;
    private final Map<UUID, Run> runs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Run> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private @Nullable Run current;

    Verifications(JobStore store, DatasetsRoot root, Verifier verifier) {
        this.store = store;
        this.root = root;
        this.verifier = verifier;
    }

    /** What is known of a verification. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED
    }

    /**
     * One look at a verification.
     *
     * @param state whether it is over
     * @param progress how far it is
     * @param result what it found, when it finished
     */
    public record View(State state, Snapshot progress, Optional<Verification> result) {}

    /**
     * Begins a verification of a dataset that stands; gives false while another one runs.
     *
     * @param regenerate whether to make the arrays again too, which takes as much of the disk as making them did
     * @throws NotAdmittedException if there is no room for that beside what is kept for others
     */
    public synchronized boolean begin(Job job, DatasetFolder folder, boolean regenerate)
            throws NotAdmittedException, IOException {
        if (current != null && current.state == State.RUNNING) {
            return false;
        }
        Run run = new Run(folder, regenerate ? scratch(job) : null);
        runs.remove(job.id());
        runs.put(job.id(), run);
        current = run;
        Thread thread = new Thread(run, "verification");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) { // There are no more threads.
            run.giveUp();
            throw e;
        }
        return true;
    }

    /** Where to make the arrays again; others see what it will take. */
    private StagingDirectory scratch(Job job) throws NotAdmittedException, IOException {
        long bytes = job.plan().estimate().diskBytes();
        List<StagingDirectory> scratch = new ArrayList<>();
        if (!store.takeSpace(bytes, root::bytesFor, () -> scratch.add(root.stageAnew(UUID.randomUUID(), 1, bytes)))) {
            throw NotAdmittedException.tooLarge(bytes, root.spaciousBytes());
        }
        scratch.get(0).condemn();
        return scratch.get(0);
    }

    /** The last verification of a dataset. */
    public synchronized Optional<View> find(UUID id) {
        return Optional.ofNullable(runs.get(id)).map(Run::view);
    }

    /** Stops the one that runs; its files go with it. */
    synchronized void stop() {
        if (current != null) {
            current.progress.stop();
        }
    }

    private final class Run implements Runnable {
        private final DatasetFolder folder;
        private final @Nullable StagingDirectory scratch;
        private final Progress progress = new Progress();
        private volatile State state = State.RUNNING;
        private volatile @Nullable Verification result;

        Run(DatasetFolder folder, @Nullable StagingDirectory scratch) {
            this.folder = folder;
            this.scratch = scratch;
        }

        View view() {
            State now = state; // before the result, which is set first
            return new View(now, progress.snapshot(), Optional.ofNullable(result));
        }

        @Override
        public void run() {
            state = outcome(); // when nothing is left of what was made
        }

        private State outcome() {
            try (scratch) {
                result = verify();
                return State.FINISHED;
            } catch (StoppedException e) {
                return State.FAILED;
            } catch (IOException | DatasetFailedException | OtherVersionException | RuntimeException | Error e) {
                // Whatever it was, it must not keep the next one from being begun.
                LOG.error("verification of {} broke down", folder.path().getFileName(), e);
                return State.FAILED;
            }
        }

        void giveUp() throws IOException {
            state = State.FAILED;
            if (scratch != null) {
                scratch.close();
            }
        }

        private Verification verify()
                throws IOException, StoppedException, DatasetFailedException, OtherVersionException {
            Verification digests = verifier.verify(folder, progress);
            return scratch == null || !digests.passed() ? digests : verifier.regenerate(folder, scratch, progress);
        }
    }
}
