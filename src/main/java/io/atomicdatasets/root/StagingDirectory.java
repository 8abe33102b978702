package io.atomicdatasets.root;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.disk.Durable;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one attempt writes a dataset until it is complete: {@code .staging/<id>.<attempt>/dataset/}, next to a locked
 * {@code owner.lock} that shows that its owner is alive.
 *
 * <p>The lock file is outside the directory that is published, so the lock is held until the dataset is published.
 *
 * <p>{@link #close} gives up the lock in any case. It keeps the files if there is a checkpoint that the next attempt can resume
 * from, unless the directory was published or {@linkplain #condemn condemned}. What a killed process leaves is swept.
 */
public final class StagingDirectory implements Closeable {
    private static final String LOCK = "owner.lock";
    private static final String DATASET = "dataset";
    private static final String SUPERSEDED = "superseded";

    /**
     * Directories that this process owns. Their lock files must not be opened a second time: closing any descriptor of a
     * file releases all locks that the process holds on it (POSIX, fcntl).
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
                // A forced checkpoint is lost if the directories above it are not forced too.
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

    /** Without locks a dead owner cannot be told from a live one, so a file system that lacks them is refused. */
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
     * Resumes an earlier attempt. If its lock is free, its owner is dead, and the directory becomes this attempt's. If not, its
     * files are copied: a paused process may still hold open file descriptors and write later.
     *
     * @throws StoppedException if {@code progress} was asked to stop during the copy; the earlier directory is unchanged
     */
    static StagingDirectory resume(DatasetsRoot root, Path earlier, UUID id, int attempt, Progress progress)
            throws IOException, StoppedException {
        Optional<StagingDirectory> taken = takeOver(root, earlier, id, attempt);
        if (taken.isPresent()) {
            return taken.get();
        }
        StagingDirectory copy = create(root, id, attempt);
        try {
            // Read first: the files only grow, so they are at least as long as it says. Written last: without it, a
            // partial
            // copy does not count.
            Map<String, byte[]> checkpoints = new LinkedHashMap<>();
            for (Path checkpoint : CheckpointFiles.in(earlier)) {
                checkpoints.put(String.valueOf(checkpoint.getFileName()), Files.readAllBytes(checkpoint));
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(earlier.resolve(DATASET))) {
                for (Path file : files) {
                    Durable.copy(file, copy.dataset().resolve(file.getFileName()), progress);
                }
            }
            for (Map.Entry<String, byte[]> checkpoint : checkpoints.entrySet()) {
                Durable.write(copy.path.resolve(checkpoint.getKey()), checkpoint.getValue());
            }
            return copy;
        } catch (NoSuchFileException e) {
            return copy; // The earlier owner finished or cleaned up; the fencing token keeps it from publishing. Start
            // anew.
        } catch (IOException | StoppedException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Makes a dead owner's directory that of this attempt; empty if the owner is alive or the directory is gone. */
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
            // Another thread of this process has locked it.
        } catch (IOException | RuntimeException e) {
            OWNED.remove(key(path));
            lock.close();
            throw e;
        }
        lock.close();
        return Optional.empty();
    }

    /**
     * Deletes the directory of a dead owner, unless it is of a terminal run that an equal request could still resume.
     *
     * @return false if its owner is alive
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
            return false; // It was locked between the two checks.
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /**
     * Keeps an owner that is paused, and was overtaken, from ever publishing: what it would rename is gone. Otherwise it could bring
     * back a dataset that was finished by somebody else and deleted meanwhile.
     */
    static void supersede(Path path) throws IOException {
        try {
            Files.move(path.resolve(DATASET), path.resolve(SUPERSEDED), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // It was published, deleted or superseded before.
        }
    }

    /** The checkpoint first: if this is killed half-way, nobody finds a checkpoint that cannot be resumed. */
    private static void delete(Path path) throws IOException {
        deleteFiles(path);
        deleteRest(path);
    }

    private static void deleteFiles(Path path) throws IOException {
        for (Path checkpoint : CheckpointFiles.in(path)) {
            Files.deleteIfExists(checkpoint);
        }
        Durable.deleteTree(path.resolve(DATASET));
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

    /** Bytes of its files. */
    public long sizeInBytes() throws IOException {
        return Durable.bytesIn(path);
    }

    /** The directory itself, which holds the checkpoint. */
    public Path path() {
        return path;
    }

    /** The directory to write the dataset's files in. */
    public Path dataset() {
        return path.resolve(DATASET);
    }

    /**
     * Publishes the complete dataset by one rename. Its files must have been forced to the disk.
     *
     * @throws FileAlreadyExistsException if the target exists; it is then unchanged
     */
    public void publish(Reservation reservation) throws IOException {
        Durable.forceNames(dataset());
        Path target = reservation.directory();
        // A rename would silently replace an empty directory. Nobody creates one meanwhile: the name is reserved.
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(dataset(), target);
        condemned = true; // The rest is of no use.
        Durable.forceNames(root.path());
    }

    /** Makes {@link #close} delete everything: the dataset was cancelled, or can never be made. */
    public void condemn() {
        condemned = true;
    }

    /** Gives up the lock. Keeps what the next attempt can resume, unless it was {@linkplain #condemn condemned}. */
    @Override
    public void close() throws IOException {
        boolean isKept = !condemned && !CheckpointFiles.in(path).isEmpty();
        try (lock) {
            OWNED.remove(key(path));
            if (!isKept) {
                deleteFiles(path);
            }
        }
        if (!isKept) {
            deleteRest(path); // after the lock is closed: Windows cannot delete open files
            root.tidy();
        }
    }
}
