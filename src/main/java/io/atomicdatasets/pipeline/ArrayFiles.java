package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;

/** The files of a dataset's arrays, in whatever number: made, and read back. */
interface ArrayFiles {
    /**
     * Makes what is not there yet, forces it to the disk, and tells what it holds.
     *
     * @throws DatasetFailedException if the request cannot be fulfilled
     */
    Statistics make(Progress progress) throws IOException, StoppedException, DatasetFailedException;

    /**
     * Checks what was made, and what is about to be published about it.
     *
     * @throws DatasetFailedException if it is not what was promised
     */
    ValidatedDataset validate(Metadata draft, Progress progress)
            throws IOException, StoppedException, DatasetFailedException;
}
