package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.CheckedChunks;
import io.atomicdatasets.check.RunningCheck;
import io.atomicdatasets.check.RunningCheck.Growing;
import io.atomicdatasets.check.ValidatedSplits;
import io.atomicdatasets.check.Validator;
import io.atomicdatasets.dataset.Checkpoints;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.dataset.UnfilledSplitsException;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.GrowingArray;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One file for each split: chunks are made on all cores, appended in order, and read back at once; with a checkpoint every few
 * seconds.
 */
final class WholeSplits implements ArrayFiles {
    private final DatasetSpec spec;
    private final StagingDirectory staging;
    private final int workers;
    private final Duration checkpointPeriod;
    private CheckedChunks checked = CheckedChunks.NONE;

    WholeSplits(DatasetSpec spec, StagingDirectory staging, int workers, Duration checkpointPeriod) {
        this.spec = spec;
        this.staging = staging;
        this.workers = workers;
        this.checkpointPeriod = checkpointPeriod;
    }

    @Override
    public Statistics make(Progress progress) throws IOException, StoppedException, DatasetFailedException {
        Checkpoints checkpoints = new Checkpoints(staging.path(), checkpointPeriod);
        try (Workers both = new Workers(workers, "chunk-worker");
                DatasetWriter writer = new DatasetWriter(spec, staging.dataset(), checkpoints);
                ChunkLine line = new ChunkLine(spec, both, workers)) {
            Optional<PerSplit<List<GrowingArray>>> arrays = writer.growing();
            if (arrays.isEmpty()) {
                return writer.write(line, progress);
            }
            Growing growing = new Growing(arrays.get(), writer.extent());
            try (RunningCheck check = new RunningCheck(spec, growing, both, workers, progress::stopWished)) {
                Statistics statistics = writer.write(line, check::follow, progress);
                checked = check.finish();
                return statistics;
            }
        } catch (UnfilledSplitsException e) {
            throw new DatasetFailedException(e);
        }
    }

    @Override
    public ValidatedDataset validate(Metadata draft, Progress progress) throws IOException, StoppedException {
        ValidatedSplits earlier =
                checkpointPeriod.isZero() ? ValidatedSplits.NONE : new ValidationCheckpoints(staging.path(), spec);
        Validator validator = new Validator(spec, workers, Claims.of(spec, draft.statistics()), earlier);
        return ValidatedDataset.of(spec, validator.validate(staging.dataset(), checked, progress));
    }
}
