package io.atomicdatasets.root;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The directory that holds the datasets, {@code <root>/<name>/}, and those being made, in {@code <root>/.staging/}.
 *
 * <p>Several processes may share a root: names are reserved by exclusively creating a file, staging directories are
 * locked, and nothing is ever overwritten.
 */
public final class DatasetsRoot {
    private static final String STAGING = ".staging";
    private static final String STORE = ".store";
    private static final String PAST_RUNS = "past-runs";

    private final Path path;
    private final Disk disk;
    private final StagingArea area;
    private final Names names;
    private final Ballast ballast;

    public DatasetsRoot(Path path) {
        this(path, OptionalLong.empty());
    }

    /**
     * A root.
     *
     * @param keptFree bytes of its disk that datasets must leave free; by default a tenth of it, at most 5 GiB
     */
    public DatasetsRoot(Path path, OptionalLong keptFree) {
        this.path = path;
        disk = new Disk(path, keptFree);
        area = new StagingArea(this, path.resolve(STAGING));
        names = new Names(path, area);
        ballast = new Ballast(path.resolve(STORE), disk::freeBytes);
    }

    /** The root itself, as it was given. */
    public Path path() {
        return path;
    }

    Path staging() {
        return area.path();
    }

    /** Bytes that are free for this process on the disk of the root. */
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }

    /** Bytes that datasets may fill: the free ones, less those to be left free. */
    public long spaciousBytes() throws IOException {
        return disk.spaciousBytes();
    }

    /**
     * Bytes that these datasets may fill together, including those they have written, but not those that live owners of other
     * staging directories announced and have yet to write.
     */
    public long bytesFor(Set<UUID> ids) throws IOException {
        long written = area.bytesOf(ids); // Before the free space: bytes written in between must not count twice.
        return written + disk.spaciousBytes() - area.outstandingBytes(ids);
    }

    /** Creates the directory if needed, and throws if no files can be created in it. */
    public void requireWritable() throws IOException {
        Files.createDirectories(path);
        Files.delete(Files.createTempFile(path, ".writable", null));
    }

    /** Marks the root as served, so that terminal commands leave tidying up to the service. */
    public void markServed() throws IOException {
        Files.createDirectories(path.resolve(STORE));
    }

    /** Whether a service works or has worked here. */
    public boolean isServed() {
        return Files.exists(path.resolve(STORE));
    }

    /** The file of a service in which it keeps how long runs took. */
    public Path pastRuns() {
        return path.resolve(STORE).resolve(PAST_RUNS);
    }

    /** Maintains the reserve of disk space for the store. */
    public void trimBallast() throws IOException {
        ballast.trim();
    }

    /** Gives all of that room up, for a deletion that makes more. */
    public void giveUpBallast() throws IOException {
        ballast.giveUp();
    }

    /** The directory of a dataset of this name once it is published. */
    public Path directoryOf(DatasetName name) {
        return names.directoryOf(name);
    }

    /**
     * Reserves a name for a dataset until the reservation is released; idempotent for the same dataset.
     *
     * @throws NameTakenException if a dataset of this name exists or is reserved by another, ignoring case
     */
    public Reservation reserve(DatasetName name, UUID id) throws IOException, NameTakenException {
        return names.reserve(name, id);
    }

    /**
     * Reserves the next name of a day: one above the highest version that exists, is reserved, or was used.
     *
     * @param used names that must not be reused, whether they exist or not
     */
    public Reservation reserveNext(LocalDate day, UUID id, Collection<String> used) throws IOException {
        return names.reserveNext(day, id, used);
    }

    /** The reservation that was made for a dataset, for use after a restart. */
    public Reservation reservation(DatasetName name, UUID id) {
        return names.reservation(name, id);
    }

    /** The names of all published datasets: directories with a {@code metadata.json} in them. */
    public List<DatasetName> datasets() throws IOException {
        List<DatasetName> datasets = new ArrayList<>();
        for (String name : StagingArea.names(path)) {
            if (DatasetName.isValid(name) && holdsDataset(path.resolve(name))) {
                datasets.add(new DatasetName(name));
            }
        }
        return datasets;
    }

    /** The directory may be a symbolic link, to where it was moved, but its files may not. */
    private static boolean holdsDataset(Path directory) {
        return Files.isDirectory(directory)
                && Files.isRegularFile(directory.resolve(FileNames.METADATA), LinkOption.NOFOLLOW_LINKS)
                && !isBeingJoined(directory);
    }

    /** Whether parts are in it that are joined now, or will be again: it is a dataset once it has its name. */
    private static boolean isBeingJoined(Path directory) {
        return directory.getFileName().toString().endsWith(FileNames.PARTS_DIRECTORY)
                && Files.exists(directory.resolve(FileNames.PARTS));
    }

    /**
     * Hides a published dataset by one rename. It is then deleted sooner or later, whatever happens to this process.
     *
     * @throws IOException if that failed; then the dataset is unchanged
     */
    public void condemn(DatasetName name, UUID id) throws IOException {
        Path directory = directoryOf(name);
        if (!Files.isWritable(directory)) {
            if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                return; // Somebody else is deleting it.
            }
            throw new AccessDeniedException(directory.toString()); // Its files could not be deleted one by one.
        }
        area.condemn(directory, id);
        Durable.forceNames(path);
    }

    /** Datasets that were condemned and are not deleted yet. */
    public Set<UUID> condemned() throws IOException {
        return area.condemned();
    }

    /** Deletes the files of a condemned dataset, but keeps the record that it is condemned. */
    public void emptyCondemned(UUID id) throws IOException {
        area.empty(id);
    }

    /** Deletes a condemned dataset; does nothing if there is none. */
    public void deleteCondemned(UUID id) throws IOException {
        area.delete(id);
    }

    /**
     * Creates and locks the staging directory of an attempt at a dataset. It holds the files of the last attempt if that can be
     * resumed.
     *
     * @param attempt 1, 2, ...
     * @param neededBytes bytes it will take on the disk in all, so that others do not count on them
     * @param progress checked for a request to stop while files of an attempt that may be alive are copied
     */
    public StagingDirectory stage(UUID id, int attempt, long neededBytes, Progress progress)
            throws IOException, StoppedException {
        return area.stage(id, attempt, neededBytes, progress);
    }

    /** Creates and locks an empty staging directory. */
    public StagingDirectory stageAnew(UUID id, int attempt, long neededBytes) throws IOException {
        return area.stageAnew(id, attempt, neededBytes);
    }

    /** Deletes the staging directories of dead attempts at a dataset, up to this attempt. */
    public void discard(UUID id, int attempt) throws IOException {
        area.discard(id, attempt);
    }

    /** A text that changes whenever an attempt at a dataset takes a checkpoint. */
    public String mark(UUID id) throws IOException {
        return area.mark(id);
    }

    /**
     * Deletes what dead owners left: staging directories that nobody locks, and reservations for datasets that nobody makes.
     *
     * <p>Touches only files that this program could have created.
     *
     * @param known datasets whose reservations to keep; queried after the reservations were listed
     * @param unfinished those among them that will be resumed; queried after the staging directories were listed
     * @param grace how old a reservation for an unknown dataset may be
     */
    public void sweep(Supplier<Set<UUID>> known, Supplier<Set<UUID>> unfinished, Duration grace) throws IOException {
        // Reservations first, directories in a separate listing: a terminal run locks its directory before it reserves
        // a name, and a single listing may show the younger entry and miss the older.
        List<Path> reservations = names.reservations();
        Set<String> alive = new HashSet<>();
        known.get().forEach(id -> alive.add(id.toString()));
        area.sweep(unfinished).forEach(id -> alive.add(id.toString()));
        names.sweep(reservations, alive, grace);
        tidy();
    }

    /** Deletes {@code .staging} if it is empty. */
    void tidy() {
        area.tidy();
    }
}
