package io.atomicdatasets.job;

import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import java.io.IOException;

/**
 * One attempt at a dataset: makes it, and puts it in its place after the store noted that it is about to stand. What was
 * written is deleted only once the dataset stands; whatever else happens, the next attempt may go on with it.
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
     * @throws StoppedException if the run was asked to stop, was cancelled, or belongs to another attempt
     */
    long run(Job job, Progress progress) throws IOException, StoppedException, DatasetFailedException {
        try (Reporting.Repeated reports = reporting.begin(telling.report(job, progress));
                StagingDirectory staging = root.stage(
                        job.id(), job.attempt(), job.plan().estimate().diskBytes(), progress)) {
            Reservation reservation = root.reservation(job.name(), job.id());
            long bytes = maker.make(job, staging, reservation, progress);
            telling.lastReport(job, progress);
            if (!telling.moved(job, JobState.RUNNING, JobState.PUBLISHING)) {
                throw new StoppedException(); // cancelled in the last moment, or no longer ours
            }
            staging.publish(reservation);
            return bytes;
        }
    }
}
