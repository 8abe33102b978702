package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.Checkpoints;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.describe.Croissant;
import io.atomicdatasets.describe.DatasetCard;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.Timing;
import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.describe.Sha256Sums;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.plan.WorkingMemory;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.report.ReportImage;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/** The whole walk from a request to a published dataset: write, read back, draw, describe, publish. */
public final class DatasetPipeline {
    private final int threads;
    private final Clock clock;
    private final Duration checkpointPeriod;
    private final Rights rights;

    /**
     * A pipeline.
     *
     * @param threads workers for making and for checking, at least 1; fewer are used where memory is short
     * @param clock for timestamps
     * @param checkpointPeriod how much work may be lost with the process; zero for all of it
     */
    public DatasetPipeline(int threads, Clock clock, Duration checkpointPeriod) {
        this(threads, clock, checkpointPeriod, Rights.UNLESS_SAID);
    }

    private DatasetPipeline(int threads, Clock clock, Duration checkpointPeriod, Rights rights) {
        this.threads = threads;
        this.clock = clock;
        this.checkpointPeriod = checkpointPeriod;
        this.rights = rights;
    }

    /** The same, whose datasets tell these rights. */
    public DatasetPipeline with(Rights others) {
        return new DatasetPipeline(threads, clock, checkpointPeriod, others);
    }

    /**
     * Makes a dataset in {@code staging}, whole and checked, ready to be published under the reserved name; goes on where
     * an earlier attempt was whose files stand there.
     *
     * @throws StoppedException if {@code progress} was asked to stop, or the thread was interrupted
     * @throws DatasetFailedException if the recipe has too few forms for the request, or what was written is not what
     *     was promised
     */
    public FinishedDataset make(
            UUID id, DatasetSpec spec, StagingDirectory staging, Reservation reservation, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        try {
            return walk(id, spec, staging, reservation, progress);
        } catch (IOException e) {
            progress.checkStop(e);
            throw e;
        }
    }

    private FinishedDataset walk(
            UUID id, DatasetSpec spec, StagingDirectory staging, Reservation reservation, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        WorkingMemory.of(spec).requireRoom();
        ArrayFiles arrays = spec.fileOptions().shardSize().isPresent()
                ? shards(spec, staging)
                : new WholeSplits(spec, staging, workers(spec), checkpointPeriod);
        Metadata metadata =
                describe(id, spec.named(reservation.name()), arrays, new DatasetFolder(staging.dataset()), progress);
        return new FinishedDataset(metadata, staging, reservation);
    }

    private ArrayFiles shards(DatasetSpec spec, StagingDirectory staging) throws IOException {
        ShardDirectory directory = new ShardDirectory(spec, staging.path(), staging.dataset());
        directory.deleteWork(); // of an earlier attempt, which is dead
        return ShardedSplits.onThisMachine(spec, directory, workers(spec), 0);
    }

    /**
     * Makes a dataset of shards, whole and checked, wherever they are made; all other files stand in {@code folder} then, the
     * metadata last.
     *
     * @param spec with the dataset's name
     */
    public Metadata make(UUID id, DatasetSpec spec, ShardedSplits shards, DatasetFolder folder, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        return describe(id, spec, shards, folder, progress);
    }

    /** Makes all files of a dataset in a directory; the metadata last. */
    Metadata describe(UUID id, DatasetSpec spec, ArrayFiles arrays, DatasetFolder folder, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        heedInterrupt(progress); // before drawing, which forgets that there was one
        ReportImage.requireFonts(); // before anything is made that it could be missing from
        String name = spec.outputDir().orElseThrow().value();
        Statistics statistics = arrays.make(progress);
        Metadata draft = Metadata.of(id, clock.instant(), spec, statistics, rights);
        ReportImage report = ReportImage.begin(name, draft, spec);
        ValidatedDataset validation = arrays.validate(draft, progress);
        if (validation.failure().isPresent()) {
            throw new DatasetFailedException(validation.failure().get());
        }

        heedInterrupt(progress);
        progress.begin(Phase.REPORTING, spec.allImages());
        Durable.write(folder.file(FileNames.REPORT), report.draw(validation.picks(), validation.files()));
        List<FileInfo> files = new ArrayList<>(validation.files());
        files.add(fileInfo(folder, FileNames.REPORT));
        Durable.write(folder.file(FileNames.CARD), new DatasetCard(spec, draft, List.copyOf(files)).toBytes());
        files.add(fileInfo(folder, FileNames.CARD));
        Durable.write(folder.file(FileNames.CROISSANT), new Croissant(spec, draft, List.copyOf(files)).toBytes());
        files.add(fileInfo(folder, FileNames.CROISSANT));
        Durable.write(folder.file(FileNames.SHA256SUMS), new Sha256Sums(List.copyOf(files)).toBytes());
        files.add(fileInfo(folder, FileNames.SHA256SUMS));
        progress.advance(spec.allImages());

        progress.checkStop();
        progress.begin(Phase.PUBLISHING, spec.allImages());
        Metadata metadata = draft.complete(files, validation.checks(), timing(spec, progress));
        Durable.write(folder.file(FileNames.METADATA), metadata.toBytes());
        progress.advance(spec.allImages());
        progress.checkStop();
        return metadata;
    }

    /** Whoever interrupts a run wants it to stop, as who asks it to. */
    private static void heedInterrupt(Progress progress) throws StoppedException {
        if (Thread.currentThread().isInterrupted()) {
            progress.stop();
        }
        progress.checkStop();
    }

    /** Images that need not be made again, as checkpoint or records tell; nothing where there are none. */
    public static OptionalLong standingImages(DatasetSpec spec, StagingDirectory staging) throws IOException {
        return spec.fileOptions().shardSize().isPresent()
                ? new ShardDirectory(spec, staging.path(), staging.dataset()).standingImages()
                : Checkpoints.standingImages(staging.path());
    }

    private int workers(DatasetSpec spec) {
        return WorkingMemory.of(spec).workers(threads);
    }

    private static FileInfo fileInfo(DatasetFolder folder, String name) throws IOException {
        FileDigest digest = FileDigest.of(folder.file(name));
        return FileInfo.of(name, digest.bytes(), digest.sha256(), null);
    }

    private static Timing timing(DatasetSpec spec, Progress progress) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        progress.secondsByPhase().forEach((phase, time) -> seconds.put(phase.label(), time));
        double total = progress.snapshot().elapsedSeconds();
        return new Timing(seconds, total, spec.allImages() / total);
    }
}
