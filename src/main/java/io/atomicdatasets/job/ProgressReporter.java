package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store a few times a second how far a run is, and the run when somebody cancelled it or another attempt took
 * over.
 */
final class ProgressReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final long PERIOD_MILLIS = 300;

    private final JobStore store;
    private final Job job;
    private final Progress progress;
    private final Thread thread = new Thread(this::report, "progress-reporter");
    private boolean closed;

    ProgressReporter(JobStore store, Job job, Progress progress) {
        this.store = store;
        this.job = job;
        this.progress = progress;
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void report() {
        while (!closed) {
            try {
                OptionalDouble age = progress.secondsSinceCheckpoint();
                if (age.isPresent() && age.getAsDouble() <= 2.0 * PERIOD_MILLIS / 1000) {
                    store.noteCheckpoint(job);
                }
                Optional<JobState> state = store.save(job, progress.snapshot());
                if (state.isEmpty() || state.get() == JobState.CANCELLING) {
                    progress.stop();
                }
            } catch (RuntimeException e) {
                LOG.warn("dataset {}: progress could not be stored", job.id(), e);
            }
            try {
                wait(PERIOD_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Stops telling; a report under way is finished first, and its thread is never interrupted. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
