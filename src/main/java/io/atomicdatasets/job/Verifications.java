package io.atomicdatasets.job;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.DatasetsRoot;
import io.atomicdatasets.catalog.StagingDirectory;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.util.LinkedHashMap;
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

    Verifications(DatasetsRoot root, Verifier verifier) {
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

    /** Begins a verification of a dataset that stands; gives false while another one runs. */
    public synchronized boolean begin(UUID id, DatasetFolder folder, boolean regenerate) {
        if (current != null && current.state == State.RUNNING) {
            return false;
        }
        Run run = new Run(folder, regenerate);
        runs.remove(id);
        runs.put(id, run);
        current = run;
        Thread thread = new Thread(run, "verification");
        thread.setDaemon(true);
        thread.start();
        return true;
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
        private final boolean regenerate;
        private final Progress progress = new Progress();
        private volatile State state = State.RUNNING;
        private volatile @Nullable Verification result;

        Run(DatasetFolder folder, boolean regenerate) {
            this.folder = folder;
            this.regenerate = regenerate;
        }

        View view() {
            State now = state; // before the result, which is set first
            return new View(now, progress.snapshot(), Optional.ofNullable(result));
        }

        @Override
        public void run() {
            try {
                result = verify();
                state = State.FINISHED;
            } catch (StoppedException e) {
                state = State.FAILED;
            } catch (IOException | DatasetFailedException | RuntimeException e) {
                LOG.error("verification of {} broke down", folder.path().getFileName(), e);
                state = State.FAILED;
            }
        }

        private Verification verify() throws IOException, StoppedException, DatasetFailedException {
            Verification digests = verifier.verify(folder, progress);
            if (!regenerate || !digests.passed()) {
                return digests;
            }
            try (StagingDirectory scratch = root.stageAnew(UUID.randomUUID(), 1)) {
                return verifier.regenerate(folder, scratch, progress);
            }
        }
    }
}
