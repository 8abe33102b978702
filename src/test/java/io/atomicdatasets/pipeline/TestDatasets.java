package io.atomicdatasets.pipeline;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Datasets made by the real pipeline, for tests that read them. */
final class TestDatasets {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T14:32:15.123456Z"), ZoneOffset.UTC);

    private TestDatasets() {}

    static DatasetFolder make(Path directory, String name, DatasetSpec spec) throws Exception {
        return make(directory, name, spec, 2);
    }

    static DatasetFolder make(Path directory, String name, DatasetSpec spec, int threads) throws Exception {
        make(directory, name, spec, threads, new Progress());
        return new DatasetFolder(directory.resolve(name));
    }

    static Metadata make(Path directory, String name, DatasetSpec spec, Progress progress) throws Exception {
        return make(directory, name, spec, 2, progress);
    }

    private static Metadata make(Path directory, String name, DatasetSpec spec, int threads, Progress progress)
            throws Exception {
        DatasetsRoot root = new DatasetsRoot(directory);
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Reservation reservation = root.reserve(new DatasetName(name), id);
        try (StagingDirectory staging = root.stageAnew(id, 1, 0)) {
            FinishedDataset dataset =
                    new DatasetPipeline(threads, CLOCK, Duration.ZERO).make(id, spec, staging, reservation, progress);
            dataset.publish();
            return dataset.metadata();
        } finally {
            reservation.release();
        }
    }
}
