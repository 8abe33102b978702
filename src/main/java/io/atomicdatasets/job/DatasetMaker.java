package io.atomicdatasets.job;

import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import java.io.IOException;

/** Makes a dataset, complete and validated, ready to be published. */
@FunctionalInterface
interface DatasetMaker {
    /**
     * Makes it in {@code staging}, and resumes an earlier attempt whose files are there.
     *
     * @return the bytes of its files
     * @throws StoppedException if {@code progress} was asked to stop
     * @throws DatasetFailedException if what was asked for cannot be made
     */
    long make(Job job, StagingDirectory staging, Reservation reservation, Progress progress)
            throws IOException, StoppedException, DatasetFailedException;
}
