package io.atomicdatasets;

import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** A program of somebody else's that makes a dataset with the core: 20,000 annotated images named {@code mine}. */
public final class CoreRun {
    private CoreRun() {}

    /** Makes it below the directory that is the only argument. */
    public static void main(String... args) throws Exception {
        DatasetSpec spec = DatasetSpec.read(Map.of("num_images", 20_000, "annotations", true), Limits.DEFAULT);
        DatasetsRoot root = new DatasetsRoot(Path.of(args[0]));
        UUID id = UUID.randomUUID();
        Reservation reservation = root.reserve(new DatasetName("mine"), id);
        try (StagingDirectory staging = root.stageAnew(id, 1, 0)) {
            DatasetPipeline pipeline = new DatasetPipeline(2, Clock.systemUTC(), Duration.ofSeconds(2));
            pipeline.make(id, spec, staging, reservation, new Progress()).publish();
        } finally {
            reservation.release();
        }
    }
}
