package io.atomicdatasets.job;

import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import java.io.IOException;

/**
 * One attempt at a dataset: makes it, and publishes it once the store has recorded the intent. Its files are deleted only after
 * the dataset was published; whatever else happens, the next attempt can resume from them.
 */
final class Attempt {
    private final DatasetsRoot root;
    private final DatasetMaker maker;
    private final Reporting reporting;
    private final Telling telling;

    Attempt(DatasetsRoot root, DatasetMaker maker, Reporting reporting, Telling telling) {
        this.root = root;
        this.maker = maker;
        this.reporting = reporting;
        this.telling = telling;
    }

    /**
     * Makes and publishes the dataset.
     *
     * @return the bytes of its files
     * @throws StoppedException if the run was asked to stop, was cancelled, or was taken over by another attempt
     */
    long run(Job job, Progress progress) throws IOException, StoppedException, DatasetFailedException {
        try (Reporting.Repeated reports = reporting.begin(telling.report(job, progress)::tell);
                StagingDirectory staging = root.stage(
                        job.id(), job.attempt(), job.plan().estimate().diskBytes(), progress)) {
            Reservation reservation = root.reservation(job.name(), job.id());
            long bytes = maker.make(job, staging, reservation, progress);
            telling.lastReport(job, progress);
            if (!telling.moved(job, JobState.RUNNING, JobState.PUBLISHING)) {
                throw new StoppedException(); // cancelled at the last moment, or taken over
            }
            staging.publish(reservation);
            return bytes;
        }
    }
}
