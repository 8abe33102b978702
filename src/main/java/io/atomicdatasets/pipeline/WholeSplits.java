package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.ValidatedSplits;
import io.atomicdatasets.check.Validator;
import io.atomicdatasets.dataset.Checkpoints;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.dataset.UnfilledSplitsException;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.time.Duration;

/** One file for each split: chunks are made on all cores and appended in order, with a checkpoint every few seconds. */
final class WholeSplits implements ArrayFiles {
    private final DatasetSpec spec;
    private final StagingDirectory staging;
    private final int workers;
    private final Duration checkpointPeriod;

    WholeSplits(DatasetSpec spec, StagingDirectory staging, int workers, Duration checkpointPeriod) {
        this.spec = spec;
        this.staging = staging;
        this.workers = workers;
        this.checkpointPeriod = checkpointPeriod;
    }

    @Override
    public Statistics make(Progress progress) throws IOException, StoppedException, DatasetFailedException {
        Checkpoints checkpoints = new Checkpoints(staging.path(), checkpointPeriod);
        try (DatasetWriter writer = new DatasetWriter(spec, staging.dataset(), checkpoints);
                ChunkLine line = new ChunkLine(spec, workers)) {
            return writer.write(line, progress);
        } catch (UnfilledSplitsException e) {
            throw new DatasetFailedException(e);
        }
    }

    @Override
    public ValidatedDataset validate(Metadata draft, Progress progress) throws IOException, StoppedException {
        ValidatedSplits earlier =
                checkpointPeriod.isZero() ? ValidatedSplits.NONE : new ValidationCheckpoints(staging.path(), spec);
        Validator validator = new Validator(spec, workers, Claims.of(draft.statistics()), earlier);
        return ValidatedDataset.of(spec, validator.validate(staging.dataset(), progress));
    }
}
