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
import io.atomicdatasets.spec.WireNames;
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

    /** The state of a verification. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED;

        /** The name in JSON, such as {@code running}. */
        public String label() {
            return WireNames.of(this);
        }
    }

    /**
     * The state of a verification at one moment.
     *
     * @param state whether it is over
     * @param progress how far it is
     * @param result what it found, when it finished
     */
    public record View(State state, Snapshot progress, Optional<Verification> result) {}

    /**
     * Starts verifying a published dataset; returns false if a verification is running.
     *
     * @param regenerate whether to make the arrays again too, which takes as much disk space as making the dataset
     * @throws NotAdmittedException if there is not enough disk space for that beside what is reserved for others
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
        } catch (OutOfMemoryError e) { // No more threads can be created.
            run.giveUp();
            throw e;
        }
        return true;
    }

    /** A staging directory for making the arrays again, with its disk space reserved. */
    private StagingDirectory scratch(Job job) throws NotAdmittedException, IOException {
        long bytes = job.plan().estimate().diskBytes();
        List<StagingDirectory> taken = new ArrayList<>();
        boolean fits;
        try {
            fits = store.takeSpace(bytes, root::bytesFor, () -> taken.add(root.stageAnew(UUID.randomUUID(), 1, bytes)));
        } catch (IOException | RuntimeException e) {
            giveBack(taken); // The answer was lost, and nobody else would ever sweep what this process has locked.
            throw e;
        }
        if (!fits) {
            throw NotAdmittedException.tooLarge(bytes, root.spaciousBytes());
        }
        taken.get(0).condemn();
        return taken.get(0);
    }

    private static void giveBack(List<StagingDirectory> taken) throws IOException {
        for (StagingDirectory scratch : taken) {
            scratch.condemn();
            scratch.close();
        }
    }

    /** The last verification of a dataset. */
    public synchronized Optional<View> find(UUID id) {
        return Optional.ofNullable(runs.get(id)).map(Run::view);
    }

    /** Stops the verification that is running, and deletes its files. */
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
            State now = state; // read before the result, which is written first
            return new View(now, progress.snapshot(), Optional.ofNullable(result));
        }

        @Override
        public void run() {
            state = outcome(); // after all temporary files are deleted
        }

        private State outcome() {
            try (scratch) {
                result = verify();
                return State.FINISHED;
            } catch (StoppedException e) {
                return State.FAILED;
            } catch (IOException | DatasetFailedException | OtherVersionException | RuntimeException | Error e) {
                // Whatever it was, it must not prevent the next verification.
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
