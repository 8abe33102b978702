package io.atomicdatasets.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory below which datasets stand, {@code <root>/<name>/}, and in which they are made,
 * {@code <root>/.staging/}.
 *
 * <p>Several processes may share a root: names are reserved by exclusively creating a file, staging directories are
 * locked, and nothing that stands is ever replaced.
 */
public final class DatasetsRoot {
    private static final String STAGING = ".staging";
    private static final String NAME_SUFFIX = ".name";
    private static final String STORE = ".store";
    private static final int ATTEMPTS = 100;
    private static final long MOST_KEPT_FREE = 5L << 30;
    private static final int UUID_LENGTH = 36;
    private static final Pattern UUID_SYNTAX = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ATTEMPT_DIRECTORY = Pattern.compile("(" + UUID_SYNTAX + ")\\.([0-9]+|deleted)");

    private final Path path;
    private final OptionalLong keptFree;

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
        this.keptFree = keptFree;
    }

    /** The root itself, as it was given. */
    public Path path() {
        return path;
    }

    Path staging() {
        return path.resolve(STAGING);
    }

    /** Bytes that the disk below the root has free for this process. */
    public long freeBytes() throws IOException {
        return disk().getUsableSpace();
    }

    private FileStore disk() throws IOException {
        Path existing = path.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.getFileStore(existing);
    }

    /** Bytes that datasets may fill: what is free, without what is kept free for everything else. */
    public long spaciousBytes() throws IOException {
        FileStore disk = disk();
        long kept = keptFree.orElse(Math.min(disk.getTotalSpace() / 10, MOST_KEPT_FREE));
        return Math.max(0, disk.getUsableSpace() - kept);
    }

    /** Bytes of all that is being written here. */
    public long stagedBytes() throws IOException {
        long bytes = 0;
        for (String name : names(staging())) {
            if (ATTEMPT_DIRECTORY.matcher(name).matches()) {
                bytes += Durable.bytesIn(staging().resolve(name));
            }
        }
        return bytes;
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

    /** Where a dataset of this name stands once it is published. */
    public Path directoryOf(DatasetName name) {
        return path.resolve(name.value());
    }

    /**
     * Reserves a name for a dataset until the reservation is released.
     *
     * @throws NameTakenException if it stands already or somebody else reserved it, in whatever case of letters
     */
    public Reservation reserve(DatasetName name, UUID id) throws IOException, NameTakenException {
        Path file = staging().resolve(name.key() + NAME_SUFFIX);
        createReservation(name, file, id);
        Reservation reservation = new Reservation(this, name, file, id);
        if (stands(name)) {
            reservation.release();
            throw new NameTakenException(name, "already exists");
        }
        return reservation;
    }

    /**
     * Reserves the next name of a day: 1 above the highest version that stands, is reserved, or was used.
     *
     * @param used names that are not to come again, whether they stand or not
     */
    public Reservation reserveNext(LocalDate day, UUID id, Collection<String> used) throws IOException {
        int version = highestVersion(day, used) + 1;
        while (true) {
            try {
                return reserve(DatasetName.of(day, version), id);
            } catch (NameTakenException e) {
                version = Math.max(version, highestVersion(day, used)) + 1;
            }
        }
    }

    /** The reservation that was made for a dataset, taken up again after a restart. */
    public Reservation reservation(DatasetName name, UUID id) {
        return new Reservation(this, name, staging().resolve(name.key() + NAME_SUFFIX), id);
    }

    /** The names of all datasets that stand: directories with a description in them. */
    public List<DatasetName> datasets() throws IOException {
        List<DatasetName> datasets = new ArrayList<>();
        for (String name : names(path)) {
            if (DatasetName.isValid(name) && new DatasetFolder(path.resolve(name)).exists()) {
                datasets.add(new DatasetName(name));
            }
        }
        return datasets;
    }

    /** Deletes the dataset of this name if it is the one of this id: out of sight by one rename, then file by file. */
    public void delete(DatasetName name, UUID id) throws IOException {
        Path condemned = staging().resolve(id + ".deleted");
        DatasetFolder folder = new DatasetFolder(directoryOf(name));
        if (folder.holds(id)) {
            Files.createDirectories(staging());
            try {
                Files.move(folder.path(), condemned);
                Durable.forceNames(path);
            } catch (NoSuchFileException e) {
                // Somebody else deletes it at the same time.
            }
        }
        Durable.deleteTree(condemned);
        tidy();
    }

    /**
     * Makes the directory in which one attempt at a dataset is written, and locks it; takes up what the last attempt left
     * if it can be gone on with.
     *
     * @param attempt 1, 2, ...
     */
    public StagingDirectory stage(UUID id, int attempt) throws IOException {
        Optional<Path> earlier =
                attempts(id).stream().filter(StagingDirectory::hasCheckpoint).findFirst();
        StagingDirectory staged =
                earlier.isPresent() ? StagingDirectory.goOn(this, earlier.get(), id, attempt) : stageAnew(id, attempt);
        discard(id);
        return staged;
    }

    /** Deletes what dead attempts at a dataset left. */
    public void discard(UUID id) throws IOException {
        for (Path attempt : attempts(id)) {
            StagingDirectory.sweep(attempt);
        }
    }

    /** The staging directories of a dataset, the last attempt first. */
    private List<Path> attempts(UUID id) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String name : names(staging())) {
            Matcher matcher = ATTEMPT_DIRECTORY.matcher(name);
            if (matcher.matches()
                    && matcher.group(1).equals(id.toString())
                    && !matcher.group(3).equals("deleted")) {
                numbers.add(Integer.valueOf(matcher.group(3)));
            }
        }
        numbers.sort(Comparator.reverseOrder());
        return numbers.stream()
                .map(number -> staging().resolve(id + "." + number))
                .toList();
    }

    private StagingDirectory stageAnew(UUID id, int attempt) throws IOException {
        for (int tries = 0; tries < ATTEMPTS; tries++) {
            Files.createDirectories(staging());
            try {
                return StagingDirectory.create(this, id, attempt);
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // Another process tidied up between two calls.
            }
        }
        throw new IOException("could not create a directory in " + staging());
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
        // Names first: a name that is reserved after this look belongs to a directory that is seen below as locked.
        List<String> names = names(staging());
        Set<String> alive = new HashSet<>();
        known.get().forEach(id -> alive.add(id.toString()));
        Set<String> goneOnWith = new HashSet<>();
        unfinished.get().forEach(id -> goneOnWith.add(id.toString()));
        for (String name : names) {
            Matcher attempt = ATTEMPT_DIRECTORY.matcher(name);
            Path directory = staging().resolve(name);
            if (attempt.matches()
                    && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    && !(goneOnWith.contains(attempt.group(1)) && StagingDirectory.hasCheckpoint(directory))
                    && !StagingDirectory.sweep(directory)) {
                alive.add(attempt.group(1));
            }
        }
        for (String name : names) {
            Path file = staging().resolve(name);
            if (name.endsWith(NAME_SUFFIX) && isDead(file, alive, grace)) {
                Files.deleteIfExists(file);
            }
        }
        tidy();
    }

    private static boolean isDead(Path reservation, Set<String> alive, Duration grace) throws IOException {
        if (!Files.isRegularFile(reservation, LinkOption.NOFOLLOW_LINKS) || Files.size(reservation) > UUID_LENGTH) {
            return false;
        }
        Instant made = Files.getLastModifiedTime(reservation).toInstant();
        if (made.isAfter(Instant.now().minus(grace))) {
            return false;
        }
        String id = idIn(reservation).replace("\0", ""); // A power loss can leave its length without its bytes.
        return (id.isEmpty() || UUID_SYNTAX.matcher(id).matches()) && !alive.contains(id);
    }

    static String idIn(Path reservation) throws IOException {
        try {
            return Files.readString(reservation);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Takes away {@code .staging} if nothing is in it. */
    void tidy() {
        try {
            Files.deleteIfExists(staging());
        } catch (IOException e) {
            // In use, by this process or another: it stays.
        }
    }

    private void createReservation(DatasetName name, Path file, UUID id) throws IOException, NameTakenException {
        for (int tries = 0; tries < ATTEMPTS; tries++) {
            Files.createDirectories(staging());
            try {
                Durable.write(file, id.toString().getBytes(UTF_8));
                Durable.forceNames(staging());
                Durable.forceNames(path);
                return;
            } catch (FileAlreadyExistsException e) {
                throw new NameTakenException(name, "is reserved for a dataset that is being made");
            } catch (NoSuchFileException e) {
                // Another process found .staging empty and took it away between the two calls.
            } catch (IOException e) {
                Files.deleteIfExists(file); // Half a reservation would block the name.
                throw e;
            }
        }
        throw new IOException("could not create a file in " + staging());
    }

    private boolean stands(DatasetName name) throws IOException {
        return names(path).stream()
                .anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(name.key()));
    }

    private int highestVersion(LocalDate day, Collection<String> used) throws IOException {
        Pattern version = Pattern.compile(Pattern.quote(day.toString()) + "-v([1-9][0-9]{0,8})(\\.name)?");
        List<String> names = new ArrayList<>(names(path));
        names.addAll(names(staging()));
        names.addAll(used);
        int highest = 0;
        for (String name : names) {
            Matcher matcher = version.matcher(name.toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                highest = Math.max(highest, Integer.parseInt(matcher.group(1)));
            }
        }
        return highest;
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                names.add(child.getFileName().toString());
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return names;
    }
}
