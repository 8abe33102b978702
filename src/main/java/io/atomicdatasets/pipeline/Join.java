package io.atomicdatasets.pipeline;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.plan.WorkingMemory;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes a dataset of its parts: makes the shards in which splits become full, describes the whole, and puts it in its place by
 * one rename. Killed at any moment, it goes on when it is called again.
 */
public final class Join {
    private final Path target;
    private final Parts parts;
    private final DatasetPipeline pipeline;
    private final int threads;

    /**
     * A join.
     *
     * @param target where the dataset is to be
     * @param threads workers, at least 1
     * @param pipeline describes the dataset
     */
    public Join(Path target, int threads, DatasetPipeline pipeline) {
        this.target = target;
        this.threads = threads;
        this.pipeline = pipeline;
        parts = new Parts(target);
    }

    /**
     * Joins the parts.
     *
     * @param name of the dataset, the last segment of its path
     * @return its description
     * @throws PartsMissingException if parts are missing or damaged; the others stay
     * @throws UnfitRecordException if there are no parts, or some are of another request or version
     * @throws FileAlreadyExistsException if something else is where the dataset is to be
     * @throws NameTakenException if another dataset of that name is being made
     */
    public Metadata run(DatasetName name, Progress progress)
            throws IOException, StoppedException, DatasetFailedException, UnfitRecordException, PartsMissingException,
                    NameTakenException {
        if (!Files.exists(parts.directory())) {
            return finished();
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        try (FileChannel channel = FileChannel.open(
                parts.directory().resolve(FileNames.JOIN_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                throw isJoined();
            }
            return join(name, progress);
        } catch (OverlappingFileLockException e) {
            throw isJoined();
        } catch (IOException e) {
            progress.checkStop(e);
            throw e;
        }
    }

    /** With the name reserved, so that no service that shares the directory gives it away meanwhile. */
    private Metadata join(DatasetName name, Progress progress)
            throws IOException, StoppedException, DatasetFailedException, UnfitRecordException, PartsMissingException,
                    NameTakenException {
        Path above = Optional.ofNullable(target.getParent()).orElse(Path.of(""));
        String place = parts.directory().toRealPath().toString();
        UUID id = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)); // that of a join that died, too
        DatasetsRoot root = new DatasetsRoot(above);
        if (!root.isServed()) { // nobody else tidies up; a power loss may have left half a reservation
            root.sweep(Set::of, Set::of, Duration.ZERO);
        }
        // Its lock shows a service's sweep, which knows nothing of joins, that the name is still needed.
        try (StagingDirectory alive = root.stageAnew(id, 1, 0)) {
            Reservation reservation = root.reserve(name, alive.id());
            try {
                Metadata metadata = describe(name, progress);
                publish();
                return metadata;
            } finally {
                reservation.release();
            }
        }
    }

    private FileSystemException isJoined() {
        return new FileSystemException(parts.directory().toString(), null, "another process joins these parts");
    }

    /** What a join that was killed after its rename left to be done. */
    private Metadata finished() throws IOException, UnfitRecordException {
        if (!Files.exists(target.resolve(FileNames.PARTS))) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            throw new UnfitRecordException(
                    parts.directory() + " does not exist; generate --part makes the parts of a dataset there");
        }
        Metadata metadata = new DatasetFolder(target).metadata();
        tidy(metadata.spec());
        return metadata;
    }

    private Metadata describe(DatasetName name, Progress progress)
            throws IOException, StoppedException, DatasetFailedException, UnfitRecordException, PartsMissingException {
        // A description that is there already is made again: what a death or a power loss left may be half of one.
        Parts.Status status = parts.requireWhole(threads, progress);
        DatasetSpec spec = status.spec().named(name);
        WorkingMemory memory = WorkingMemory.of(spec);
        memory.requireRoom();
        int workers = memory.workers(threads);
        ShardDirectory shards = new ShardDirectory(spec, parts.directory(), parts.directory());
        ArrayFiles arrays = ShardedSplits.onThisMachine(spec, shards, workers, status.shards());
        return pipeline.describe(UUID.randomUUID(), spec, arrays, new DatasetFolder(parts.directory()), progress);
    }

    private void publish() throws IOException {
        Durable.forceNames(parts.directory());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) { // a rename would replace an empty directory
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(parts.directory(), target);
        forceNamesAbove();
        try {
            tidy(new DatasetFolder(target).metadata().spec());
        } catch (NoSuchFileException e) {
            // Another join tidies up.
        }
    }

    /** Takes away the records; after the rename, so that no part that is still at work can add one. The note goes last. */
    private void tidy(DatasetSpec spec) throws IOException {
        new ShardDirectory(spec, target, target).deleteRecords();
        Files.deleteIfExists(target.resolve(FileNames.JOIN_LOCK));
        Durable.forceNames(target);
        Files.deleteIfExists(target.resolve(FileNames.PARTS));
        Durable.forceNames(target);
    }

    private void forceNamesAbove() throws IOException {
        Path above = target.toAbsolutePath().getParent();
        if (above != null) {
            Durable.forceNames(above);
        }
    }
}
