package io.atomicdatasets.powerloss;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.check.Validator;
import io.atomicdatasets.dataset.Checkpoints;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.powerloss.Change.Made;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Small datasets on disks that lose what was not forced, and what must be true of them. */
final class Datasets {
    static final UUID ID = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    static final DatasetName NAME = new DatasetName("first");
    static final DatasetSpec SMALL = Specs.of("num_images", 120, "annotations", true);

    /** Two shards of which the first wave is, and the one in which the splits become full. */
    static final DatasetSpec SHARDED =
            Specs.of("num_images", 36_000, "shard_size", 16_384, "grid_size", 8, "max_objects", 2, "parquet", true);

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T14:32:15.123456Z"), ZoneOffset.UTC);
    private static final Duration OFTEN = Duration.ofNanos(1);

    private Datasets() {}

    /** The directory in which datasets stand; it is not the disk's root, whose names nobody forces. */
    static DatasetsRoot root(LossyFileSystem disk) {
        return new DatasetsRoot(disk.getPath("/datasets"));
    }

    static LossyFileSystem emptyRoot() throws IOException {
        LossyFileSystem disk = new LossyFileSystem();
        Files.createDirectory(disk.getPath("/datasets"));
        disk.settle();
        return disk;
    }

    /** Makes a dataset and publishes it. */
    static void make(DatasetsRoot root, UUID id, DatasetName name, DatasetSpec spec, int attempt) throws Exception {
        try (StagingDirectory staging = root.stage(id, attempt, 0, new Progress())) {
            pipeline()
                    .make(id, spec, staging, root.reservation(name, id), new Progress())
                    .publish();
        }
    }

    /** The whole walk. */
    static DatasetPipeline pipeline() {
        return new DatasetPipeline(1, CLOCK, OFTEN);
    }

    /** Writes the arrays of a dataset, or goes on with them. */
    static void write(StagingDirectory staging, DatasetSpec spec) throws Exception {
        try (DatasetWriter writer = new DatasetWriter(spec, staging.dataset(), new Checkpoints(staging.path(), OFTEN));
                ChunkLine line = new ChunkLine(spec, 1)) {
            writer.write(line, new Progress());
        }
    }

    /** The arrays and tables of an undisturbed run: name and a hash of the bytes. */
    static Map<String, Integer> undisturbed(DatasetSpec spec) throws Exception {
        Path directory = new LossyFileSystem().getPath("/undisturbed");
        Files.createDirectory(directory);
        try (DatasetWriter writer = new DatasetWriter(spec, directory);
                ChunkLine line = new ChunkLine(spec, 1)) {
            writer.write(line, new Progress());
        }
        return arrays(directory);
    }

    /** The arrays of an undisturbed run in shards. */
    static Map<String, Integer> undisturbedShards() throws Exception {
        LossyFileSystem disk = emptyRoot();
        DatasetsRoot root = root(disk);
        root.reserve(NAME, ID);
        make(root, ID, NAME, SHARDED, 1);
        return arrays(root.directoryOf(NAME));
    }

    static Map<String, Integer> arrays(Path directory) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{npy,npz,parquet}")) {
            for (Path file : files) {
                hashes.put(String.valueOf(file.getFileName()), Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }

    /** Takes away what dead owners left, as a start does. */
    static void sweep(DatasetsRoot root, Set<UUID> known, Set<UUID> unfinished) throws IOException {
        root.sweep(() -> known, () -> unfinished, Duration.ZERO);
    }

    static void requireThatEveryVisibleDatasetIsWhole(DatasetsRoot root) throws Exception {
        for (DatasetName name : root.datasets()) {
            DatasetFolder folder = new DatasetFolder(root.directoryOf(name));
            assertThat(new Verifier(1).verify(folder, new Progress()).passed())
                    .as("every visible dataset has the digests that its description tells")
                    .isTrue();
            if (folder.metadata().spec().fileOptions().shardSize().isPresent()) {
                continue; // whoever looks compares the shards' bytes
            }
            assertThat(new Validator(folder.metadata().spec(), 1)
                            .validate(folder.path(), new Progress())
                            .failure())
                    .as("every visible dataset can be read back")
                    .isEmpty();
        }
    }

    static void requireThatNothingBeganAnew(LossyFileSystem disk) {
        assertThat(disk.recording().changes())
                .as("what stood at a checkpoint is not made again")
                .noneMatch(change -> change instanceof Made made && made.name().equals(Split.TRAIN.fileName()));
    }

    /** With one worker shards are recorded in their order, so the number of records tells which. */
    static void requireThatNoneOfTheFirstShardsIsMadeAnew(LossyFileSystem disk, int shards) {
        for (int shard = 0; shard < shards; shard++) {
            String file = ArrayFile.ofShard(Split.TRAIN, shard).name();
            assertThat(disk.recording().changes())
                    .as("a shard of which there is a record is not made again")
                    .noneMatch(
                            change -> change instanceof Made made && made.name().equals(file));
        }
    }

    static void requireThatNothingIsStaged(DatasetsRoot root) {
        assertThat(root.path().resolve(".staging"))
                .as("nothing stays in .staging without an owner after the sweep")
                .doesNotExist();
    }

    /** As the service deletes: out of sight if it is the dataset of this id, then file by file. */
    static void delete(DatasetsRoot root, DatasetName name, UUID id) throws IOException {
        if (new DatasetFolder(root.directoryOf(name)).holds(id)) {
            root.condemn(name, id);
        }
        root.deleteCondemned(id);
    }
}
