package io.atomicdatasets.spark;

import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.pipeline.ShardedSplits;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.apache.spark.SparkContext;

/** The driver's part: it plans the shards, has them made, and describes the whole. */
final class ClusterRun {
    private final SparkContext spark;
    private final DatasetSpec spec;
    private final Output output;

    /** A run for a request with a name. */
    ClusterRun(SparkContext spark, DatasetSpec spec, Output output) {
        this.spark = spark;
        this.spec = spec;
        this.output = output;
    }

    /** Makes the dataset, or what is missing of it. */
    void make(Rights rights, boolean resume, boolean quiet)
            throws IOException, StoppedException, DatasetFailedException, MisusedException, NameTakenException,
                    UnfitRecordException {
        try {
            if (output.open(resume)) {
                return;
            }
            Progress progress = new Progress(spec.allImages());
            Metadata metadata;
            try (RunNotes notes = RunNotes.begin(progress, output, quiet)) {
                ShardedSplits shards = new ShardedSplits(
                        spec,
                        spec.fileOptions().shardSize().orElseThrow(),
                        output.shards(),
                        told -> new ClusterMakers(spark, output, told),
                        spark.defaultParallelism());
                metadata = new DatasetPipeline(1, Clock.systemUTC(), Duration.ZERO)
                        .with(rights)
                        .make(UUID.randomUUID(), spec, shards, output.folder(), progress);
            }
            output.publish(metadata);
        } finally {
            output.close();
        }
    }
}
