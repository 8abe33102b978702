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
 * The directory below which datasets stand, {@code <root>/<name>/}, and in which they are made,
 * {@code <root>/.staging/}.
 *
 * <p>Several processes may share a root: names are reserved by exclusively creating a file, staging directories are
 * locked, and nothing that stands is ever replaced.
 */
public final class DatasetsRoot {
    private static final String STAGING = ".staging";
    private static final String STORE = ".store";

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
     * @param keptFree bytes of its disk that datasets may not fill; unless given, a tenth of it, and 5 GiB at most
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

    /** Bytes that the disk below the root has free for this process. */
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }

    /** Bytes that datasets may fill: what is free, without what is kept free for everything else. */
    public long spaciousBytes() throws IOException {
        return disk.spaciousBytes();
    }

    /**
     * Bytes that these datasets may fill together, what they have written included: neither what others wrote nor what
     * living owners outside the store said they would still write is theirs.
     */
    public long bytesFor(Set<UUID> ids) throws IOException {
        long written = area.bytesOf(ids); // Before what is free: what is written in between must not count twice.
        return written + disk.spaciousBytes() - area.outstandingBytes(ids);
    }

    /** Makes the directory, and finds out whether files can be made in it. */
    public void requireWritable() throws IOException {
        Files.createDirectories(path);
        Files.delete(Files.createTempFile(path, ".writable", null));
    }

    /** Notes that a service works here, so that nobody else tidies up. */
    public void markServed() throws IOException {
        Files.createDirectories(path.resolve(STORE));
    }

    /** Whether a service works or worked here. */
    public boolean isServed() {
        return Files.exists(path.resolve(STORE));
    }

    /** Keeps room for the store as long as there is some, and gives it to the store when there is none. */
    public void trimBallast() throws IOException {
        ballast.trim();
    }

    /** Gives all of that room up, for a deletion that makes more. */
    public void giveUpBallast() throws IOException {
        ballast.giveUp();
    }

    /** Where a dataset of this name stands once it is published. */
    public Path directoryOf(DatasetName name) {
        return names.directoryOf(name);
    }

    /**
     * Reserves a name for a dataset until the reservation is released; reserving it again for the same one is harmless.
     *
     * @throws NameTakenException if it stands already or somebody else reserved it, in whatever case of letters
     */
    public Reservation reserve(DatasetName name, UUID id) throws IOException, NameTakenException {
        return names.reserve(name, id);
    }

    /**
     * Reserves the next name of a day: 1 above the highest version that stands, is reserved, or was used.
     *
     * @param used names that are not to come again, whether they stand or not
     */
    public Reservation reserveNext(LocalDate day, UUID id, Collection<String> used) throws IOException {
        return names.reserveNext(day, id, used);
    }

    /** The reservation that was made for a dataset, taken up again after a restart. */
    public Reservation reservation(DatasetName name, UUID id) {
        return names.reservation(name, id);
    }

    /** The names of all datasets that stand: directories with a description in them. */
    public List<DatasetName> datasets() throws IOException {
        List<DatasetName> datasets = new ArrayList<>();
        for (String name : StagingArea.names(path)) {
            if (DatasetName.isValid(name) && holdsDataset(path.resolve(name))) {
                datasets.add(new DatasetName(name));
            }
        }
        return datasets;
    }

    /** A directory may be a link to where it was moved, but nothing in it may lead out of it. */
    private static boolean holdsDataset(Path directory) {
        return Files.isDirectory(directory)
                && Files.isRegularFile(directory.resolve(FileNames.METADATA), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Moves the dataset of this name, which is that of this id, out of sight. What is condemned is deleted sooner or later,
     * whatever happens to this process.
     *
     * @throws IOException if the disk refused; then it stands as before
     */
    public void condemn(DatasetName name, UUID id) throws IOException {
        Path directory = directoryOf(name);
        if (!Files.isWritable(directory)) {
            throw new AccessDeniedException(directory.toString()); // Its files could not be deleted one by one.
        }
        area.condemn(directory, id);
        Durable.forceNames(path);
    }

    /** Datasets that were condemned and are not gone. */
    public Set<UUID> condemned() throws IOException {
        return area.condemned();
    }

    /** Deletes the files of a condemned dataset; that it is condemned stays known. */
    public void emptyCondemned(UUID id) throws IOException {
        area.empty(id);
    }

    /** Deletes a condemned dataset; harmless if there is none. */
    public void deleteCondemned(UUID id) throws IOException {
        area.delete(id);
    }

    /**
     * Makes the directory in which one attempt at a dataset is written, and locks it; takes up what the last attempt left
     * if it can be resumed.
     *
     * @param attempt 1, 2, ...
     * @param neededBytes that it will take on the disk in all, so that nobody else counts on them
     * @param progress looked at while files of an attempt that may be alive are copied
     */
    public StagingDirectory stage(UUID id, int attempt, long neededBytes, Progress progress)
            throws IOException, StoppedException {
        return area.stage(id, attempt, neededBytes, progress);
    }

    /** Makes and locks a directory for a dataset that nobody began. */
    public StagingDirectory stageAnew(UUID id, int attempt, long neededBytes) throws IOException {
        return area.stageAnew(id, attempt, neededBytes);
    }

    /** Deletes what dead attempts at a dataset left. */
    public void discard(UUID id) throws IOException {
        area.discard(id);
    }

    /** How far the attempts at a dataset came, as a text that changes whenever one got further. */
    public String mark(UUID id) throws IOException {
        return area.mark(id);
    }

    /**
     * Takes away what dead owners left: staging directories that nobody locks, and names reserved for datasets that
     * nobody makes.
     *
     * <p>Only what this program would have put there is touched.
     *
     * @param known datasets whose names somebody will come back for; asked for after the names were listed
     * @param unfinished those among them that somebody will go on with
     * @param grace how long a name may be reserved for a dataset that is not known yet
     */
    public void sweep(Supplier<Set<UUID>> known, Supplier<Set<UUID>> unfinished, Duration grace) throws IOException {
        // Names first, and directories by a look of their own: who reserves a name without telling the store locked a
        // directory before, and one listing may show the name and miss the older directory.
        List<Path> reservations = names.reservations();
        Set<String> alive = new HashSet<>();
        known.get().forEach(id -> alive.add(id.toString()));
        area.sweep(unfinished.get()).forEach(id -> alive.add(id.toString()));
        for (Path reservation : reservations) {
            if (Names.isDead(reservation, alive, grace)) {
                Files.deleteIfExists(reservation);
            }
        }
        tidy();
    }

    /** Takes away {@code .staging} if nothing is in it. */
    void tidy() {
        area.tidy();
    }
}
