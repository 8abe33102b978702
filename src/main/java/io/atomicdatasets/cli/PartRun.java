package io.atomicdatasets.cli;

import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.Part;
import io.atomicdatasets.pipeline.Parts;
import io.atomicdatasets.pipeline.PartsGoneException;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.plan.WorkingMemory;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.timing.PastRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes one part of a dataset; never asks, because a job scheduler cannot answer. */
final class PartRun {
    private final Path target;
    private final Part part;
    private final int threads;

    /**
     * A run.
     *
     * @param target where the dataset is to be
     * @throws MisusedException if that is not said, or cannot be
     */
    PartRun(@Nullable Path target, Part part, int threads) throws MisusedException {
        if (target == null) {
            throw new MisusedException(
                    "--part needs --output-dir PATH, where the dataset is to be once its parts are joined");
        }
        OutputPlace.nameOf(target);
        this.target = target;
        this.part = part;
        this.threads = threads;
    }

    /** What the part takes, if nothing of it stands yet. */
    private String forecast(DatasetSpec spec) throws InvalidSpecException {
        PastRuns pastRuns = CacheDirectory.pastRuns("past-runs", threads);
        Estimate whole = new Planner(threads, pastRuns).plan(spec).estimate();
        return String.format(
                Locale.ROOT,
                "About %,d of %s: %s, %s",
                spec.allImages() / part.of(),
                Counted.of(spec.allImages(), "image"),
                ReadableBytes.of(whole.diskBytes() / part.of()),
                PlanText.time(whole.seconds() / part.of()));
    }

    /** Makes the part; what stands of it already is not made again. */
    void make(DatasetSpec spec, boolean quiet)
            throws IOException, MisusedException, StoppedException, DatasetFailedException, UnfitRecordException,
                    PartsGoneException, InvalidSpecException {
        if (spec.fileOptions().shardSize().isEmpty()) {
            throw new MisusedException("--part needs --shard-size N: a part is some of the dataset's shards");
        }
        WorkingMemory memory = WorkingMemory.of(spec);
        memory.requireRoom();
        Parts parts = new Parts(target);
        Progress progress = new Progress(spec.allImages() / part.of());
        System.out.println("Making part " + part + " in " + parts.directory());
        System.out.println(forecast(spec));
        try (StopSignal stop = new StopSignal(progress, "Stopped; the same command goes on from what was made.");
                ProgressLine line = ProgressLine.begin(progress, quiet)) {
            parts.make(spec, part, memory.workers(threads), progress);
        }
        System.out.println("Part " + part + " is there. Once all are: join " + target);
    }
}
