package io.atomicdatasets.job;

import io.atomicdatasets.progress.Progress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the progress of a run to the store, and stops the run if it was cancelled or taken over. */
final class ProgressReport {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReport.class);
    private static final Set<JobState> HELD = EnumSet.of(JobState.RUNNING, JobState.PUBLISHING);

    private final JobStore store;
    private final Job job;
    private final Progress progress;

    ProgressReport(JobStore store, Job job, Progress progress) {
        this.store = store;
        this.job = job;
        this.progress = progress;
    }

    /** Makes one report; if the store fails, the next one will do. */
    void tell() {
        try {
            Optional<JobState> state = store.save(job, progress.snapshot());
            if (state.isEmpty() || !HELD.contains(state.get())) {
                progress.stop();
            }
        } catch (RuntimeException e) {
            LOG.warn("dataset {}: progress could not be stored: {}", job.id(), e.getMessage());
        }
    }
}
