package io.atomicdatasets.job;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.job.VerificationStore.State;
import io.atomicdatasets.job.VerificationStore.View;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifications of finished datasets, one at a time in each process. Any process tells of all of them. */
public final class Verifications {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
    private static final long STOP_MILLIS = 5000;

    private final JobStore store;
    private final DatasetsRoot root;
    private final Verifier verifier;
    private final VerificationReports reports;
    private @Nullable Run current;

    Verifications(JobStore store, DatasetsRoot root, Verifier verifier, VerificationReports reports) {
        this.store = store;
        this.root = root;
        this.verifier = verifier;
        this.reports = reports;
    }

    /**
     * Starts verifying a published dataset; returns false if this process is verifying one, or another process this one.
     *
     * @param regenerate whether to make the arrays again too, which takes as much disk space as making the dataset
     * @throws NotAdmittedException if there is not enough disk space for that beside what is reserved for others
     */
    public synchronized boolean begin(Job job, DatasetFolder folder, boolean regenerate)
            throws NotAdmittedException, IOException {
        if (current != null && !current.isOver()) {
            return false;
        }
        Run run = new Run(job.id(), folder, regenerate ? scratch(job) : null);
        try {
            if (!reports.begin(job.id(), run.id)) {
                run.giveBackScratch();
                return false;
            }
            run.start();
        } catch (RuntimeException | OutOfMemoryError e) { // The store is away, or no more threads can be created.
            run.giveBackScratch();
            throw e;
        }
        current = run;
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
    public Optional<View> find(UUID id) {
        return reports.find(id);
    }

    /** Stops the verification that is running, and deletes its files. */
    void stop() throws InterruptedException {
        Run last;
        synchronized (this) {
            last = current;
        }
        if (last != null) {
            last.progress.stop();
            last.thread.join(STOP_MILLIS);
        }
    }

    private final class Run implements Runnable {
        private final UUID id = UUID.randomUUID();
        private final UUID dataset;
        private final DatasetFolder folder;
        private final @Nullable StagingDirectory scratch;
        private final Progress progress = new Progress();
        private final Thread thread = new Thread(this, "verification");
        private Optional<Verification> result = Optional.empty();
        private volatile boolean over;

        Run(UUID dataset, DatasetFolder folder, @Nullable StagingDirectory scratch) {
            this.dataset = dataset;
            this.folder = folder;
            this.scratch = scratch;
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        boolean isOver() {
            return over;
        }

        @Override
        public void run() {
            State end;
            try (Reporting.Repeated reporting = ReportingThread.start(this::tell)) {
                end = outcome(); // after which all temporary files are deleted
            }
            over = true;
            try {
                reports.tellEnd(dataset, id, view(end));
            } catch (StoreAwayException e) {
                LOG.warn(
                        "how the verification of {} ended is told to nobody",
                        folder.path().getFileName(),
                        e);
            }
        }

        private View view(State state) {
            Snapshot now = progress.snapshot();
            return new View(state, now.done(), now.total(), state == State.FINISHED ? result : Optional.empty());
        }

        private void tell() {
            try {
                if (!reports.tell(dataset, id, view(State.RUNNING))) {
                    progress.stop(); // The dataset is being deleted, or another process has taken this one for dead.
                }
            } catch (RuntimeException e) {
                LOG.warn("how far the verification is could not be stored: {}", e.getMessage());
            }
        }

        private State outcome() {
            try (scratch) {
                result = Optional.of(verify());
                return State.FINISHED;
            } catch (StoppedException e) {
                return State.INTERRUPTED;
            } catch (IOException | DatasetFailedException | OtherVersionException | RuntimeException | Error e) {
                // Whatever it was, it must not prevent the next verification.
                LOG.error("verification of {} broke down", folder.path().getFileName(), e);
                return State.FAILED;
            }
        }

        void giveBackScratch() throws IOException {
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
