package io.atomicdatasets.simulation;

import io.atomicdatasets.describe.Distinct;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a tiny dataset in some steps, with a checkpoint at every other one. */
final class Making {
    private static final int UNIT_BYTES = 400;
    private static final int RECIPES = 9;
    private static final int OUT_OF_MEMORY_ONE_IN = 400;

    private final World world;
    private final Job job;
    private final StagingDirectory staging;

    Making(World world, Job job, StagingDirectory staging) {
        this.world = world;
        this.job = job;
        this.staging = staging;
    }

    static int units(DatasetSpec spec) {
        return 2 + (int) (spec.numImages() % 8);
    }

    static long bytes(DatasetSpec spec) {
        return (long) units(spec) * UNIT_BYTES;
    }

    /** Whether what is asked for cannot be made. */
    static boolean isImpossible(DatasetSpec spec) {
        return spec.numImages() % RECIPES == 0;
    }

    private Path checkpoint() {
        return staging.path().resolve(FileNames.CHECKPOINT);
    }

    private int resumed() throws IOException {
        return Files.exists(checkpoint()) ? Integer.parseInt(Files.readString(checkpoint())) : 0;
    }

    long make(Progress progress) throws IOException, StoppedException, DatasetFailedException {
        DatasetSpec spec = job.plan().spec();
        int made = resumed();
        world.ledger.begins(job, made);
        Path data = staging.dataset().resolve(Split.TRAIN.fileName());
        try (FileChannel file = FileChannel.open(data, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (file.size() < (long) made * UNIT_BYTES) {
                world.ledger.violated("What a checkpoint tells of stands");
            }
            file.truncate((long) made * UNIT_BYTES).position((long) made * UNIT_BYTES);
            while (made < units(spec)) {
                progress.checkStop();
                world.baton.sleep(50 + world.baton.random.nextInt(400));
                if (world.isFaulty() && world.baton.chance(OUT_OF_MEMORY_ONE_IN)) {
                    world.ledger.ranOutOfMemory(job);
                    throw new OutOfMemoryError("simulated");
                }
                Durable.writeFully(file, ByteBuffer.allocate(UNIT_BYTES));
                made++;
                if (made > 2 && isImpossible(spec)) {
                    throw new DatasetFailedException(new CheckInfo("planned", false, "cannot be"));
                }
                if (made % 2 == 0) {
                    file.force(false);
                    takeCheckpoint(made);
                    progress.checkpointed();
                }
            }
        }
        progress.checkStop();
        Files.deleteIfExists(staging.dataset().resolve(FileNames.METADATA));
        Durable.write(staging.dataset().resolve(FileNames.METADATA), metadata());
        return bytes(spec);
    }

    private void takeCheckpoint(int made) throws IOException {
        Path next = staging.path().resolve("checkpoint.next");
        Files.deleteIfExists(next);
        Durable.write(next, Integer.toString(made).getBytes(StandardCharsets.US_ASCII));
        Files.move(next, checkpoint(), StandardCopyOption.ATOMIC_MOVE);
        world.ledger.checkpointed(job, made);
    }

    private byte[] metadata() {
        DatasetSpec spec = job.plan().spec();
        Map<String, Metadata.SplitSummary> splits = new HashMap<>();
        for (Split split : spec.presentSplits()) {
            splits.put(
                    split.label(),
                    new Metadata.SplitSummary(
                            0,
                            Map.of(),
                            List.of(),
                            0,
                            Map.of(),
                            Map.of(),
                            new Distinct(0, 0),
                            new Metadata.CellWeights(List.of(), List.of()),
                            List.of(),
                            null,
                            null));
        }
        return new Metadata(
                        Metadata.VERSION,
                        "2026-11-23T14:32:15.000000+00:00",
                        new Metadata.GenerationParams(spec.numImages(), 1, 16, Map.<String, BigDecimal>of()),
                        new Metadata.DatasetInfo(0, 0, 0, spec.numImages(), null),
                        new Metadata.MemoryInfo(1, 1, "1 B"),
                        new Metadata.FileFormat("uint8", "npz"),
                        job.id(),
                        new Metadata.Generator("simulation", "1", 1, 1, 1),
                        spec.toFields(),
                        new Metadata.LabelInfo("object_count", List.of()),
                        splits,
                        List.of(),
                        List.of(),
                        new Metadata.Timing(Map.of(), 0, 0),
                        null)
                .toBytes();
    }
}
