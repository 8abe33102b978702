package io.atomicdatasets.root;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one attempt at a dataset is written until it is whole: {@code .staging/<id>.<attempt>/dataset/}, beside a locked
 * {@code owner.lock} that tells everybody that the owner is alive.
 *
 * <p>The lock stands outside the part that is published, so it is held until the dataset is in its place.
 */
public final class StagingDirectory implements Closeable {
    private static final String LOCK = "owner.lock";
    private static final String DATASET = "dataset";

    /**
     * Directories that this process owns. Their lock files must not be opened a second time: closing any descriptor of a
     * file gives up all locks that the process has on it (POSIX, fcntl).
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final DatasetsRoot root;
    private final UUID id;
    private final Path path;
    private final FileChannel lock;
    private volatile boolean condemned;

    private StagingDirectory(DatasetsRoot root, UUID id, Path path, FileChannel lock) {
        this.root = root;
        this.id = id;
        this.path = path;
        this.lock = lock;
    }

    private static Path key(Path path) {
        return path.toAbsolutePath().normalize();
    }

    static StagingDirectory create(DatasetsRoot root, UUID id, int attempt) throws IOException {
        Path path = root.staging().resolve(id + "." + attempt);
        Files.createDirectory(path);
        OWNED.add(key(path));
        try {
            FileChannel lock = FileChannel.open(path.resolve(LOCK), CREATE_NEW, WRITE);
            try {
                if (tryLock(lock, path) == null) {
                    throw new FileSystemException(path.toString(), null, "another process locked it");
                }
                Files.createDirectory(path.resolve(DATASET));
                // A checkpoint in it is of use only if the way to it is on the disk.
                Durable.forceNames(path);
                Durable.forceNames(root.staging());
                Durable.forceNames(root.path());
                return new StagingDirectory(root, id, path, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            OWNED.remove(key(path));
            Durable.deleteTree(path);
            root.tidy();
            throw e;
        }
    }

    /** A file system without locks cannot tell the living from the dead, so nothing is begun on it. */
    private static @Nullable FileLock tryLock(FileChannel channel, Path path) throws IOException {
        try {
            return channel.tryLock();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(
                    path.resolveSibling(".").normalize().toString(),
                    null,
                    "its file system refuses to lock files (" + e.getMessage()
                            + "); mount it with locks, or choose a directory on another disk");
        }
    }

    /**
     * Goes on in the directory of an earlier attempt. If its lock can be had, its owner is dead, and the directory becomes
     * this attempt's. If not, what stands there is copied: a paused process may still hold open file descriptors and write
     * later.
     *
     * @throws StoppedException if {@code progress} was asked to stop while it was copied; the earlier one stays as it is
     */
    static StagingDirectory goOn(DatasetsRoot root, Path earlier, UUID id, int attempt, Progress progress)
            throws IOException, StoppedException {
        Optional<StagingDirectory> taken = takeOver(root, earlier, id, attempt);
        if (taken.isPresent()) {
            return taken.get();
        }
        StagingDirectory copy = create(root, id, attempt);
        try {
            // Read first: the files only grow, so they reach at least as far as it tells. Written last: half a copy is
            // none.
            byte[] checkpoint = Files.readAllBytes(earlier.resolve(FileNames.CHECKPOINT));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(earlier.resolve(DATASET))) {
                for (Path file : files) {
                    Durable.copy(file, copy.dataset().resolve(file.getFileName()), progress);
                }
            }
            Durable.write(copy.path.resolve(FileNames.CHECKPOINT), checkpoint);
            return copy;
        } catch (NoSuchFileException e) {
            return copy; // It finished in between, which the fence keeps from being seen; this attempt begins anew.
        } catch (IOException | StoppedException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Makes a dead owner's directory that of this attempt; nothing when the owner is alive, or it is gone. */
    static Optional<StagingDirectory> takeOver(DatasetsRoot root, Path earlier, UUID id, int attempt)
            throws IOException {
        if (OWNED.contains(key(earlier))) {
            return Optional.empty();
        }
        Path path = root.staging().resolve(id + "." + attempt);
        FileChannel lock;
        try {
            lock = FileChannel.open(earlier.resolve(LOCK), CREATE, WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            if (tryLock(lock, earlier) != null) {
                OWNED.add(key(path));
                Files.move(earlier, path, StandardCopyOption.ATOMIC_MOVE);
                Files.createDirectories(path.resolve(DATASET));
                return Optional.of(new StagingDirectory(root, id, path, lock));
            }
        } catch (OverlappingFileLockException e) {
            // Somebody else in this process was faster.
        } catch (IOException | RuntimeException e) {
            OWNED.remove(key(path));
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    /** Whether somebody could go on in this directory. */
    static boolean hasCheckpoint(Path path) {
        return Files.exists(path.resolve(FileNames.CHECKPOINT), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Deletes the directory of a dead owner, unless it is of a run in a terminal that an equal request could still resume;
     * gives false when its owner is alive.
     */
    static boolean sweep(Path path) throws IOException {
        if (OWNED.contains(key(path))) {
            return false;
        }
        try (FileChannel lock = FileChannel.open(path.resolve(LOCK), CREATE, WRITE)) {
            if (lock.tryLock() == null) {
                return false;
            }
            if (!Leftover.isKept(path)) {
                delete(path);
            }
            return true;
        } catch (OverlappingFileLockException e) {
            return false; // It was locked between the two looks.
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** The checkpoint first: killed at any point of this, nobody finds one that could not be gone on with. */
    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path.resolve(FileNames.CHECKPOINT));
        Durable.deleteTree(path.resolve(DATASET));
        deleteRest(path);
    }

    /** Whoever sweeps at the same time opens the lock file, and so makes it again; then the rest is theirs to delete. */
    private static void deleteRest(Path path) throws IOException {
        try {
            Durable.deleteTree(path);
        } catch (DirectoryNotEmptyException e) {
            // The next sweep finds it if they did not.
        }
    }

    /** The id of the dataset that is written here. */
    public UUID id() {
        return id;
    }

    /** Bytes that stand in it. */
    public long sizeInBytes() throws IOException {
        return Durable.bytesIn(path);
    }

    /** The directory itself, in which the checkpoint stands. */
    public Path path() {
        return path;
    }

    /** The directory to write the dataset's files in. */
    public Path dataset() {
        return path.resolve(DATASET);
    }

    /**
     * Puts the finished dataset in its place by one rename. Its files must have been forced to the disk.
     *
     * @throws FileAlreadyExistsException if something stands there, which then stays as it is
     */
    public void publish(Reservation reservation) throws IOException {
        Durable.forceNames(dataset());
        Path target = reservation.directory();
        // A rename replaces an empty directory without a word; under the reservation nobody else can make one.
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(dataset(), target);
        condemned = true; // What is left is of no use to anybody.
        Durable.forceNames(root.path());
    }

    /** Has {@link #close} delete everything: the dataset is published, cancelled, or can never be made. */
    public void condemn() {
        condemned = true;
    }

    /** Gives up the lock. What the next attempt could go on with stays, unless it was {@link #condemn condemned}. */
    @Override
    public void close() throws IOException {
        boolean isKept = !condemned && hasCheckpoint(path);
        try (lock) {
            OWNED.remove(key(path));
            if (!isKept) {
                Files.deleteIfExists(path.resolve(FileNames.CHECKPOINT));
                Durable.deleteTree(dataset());
            }
        }
        if (!isKept) {
            deleteRest(path); // without the lock, as Windows deletes no open file
            root.tidy();
        }
    }
}
