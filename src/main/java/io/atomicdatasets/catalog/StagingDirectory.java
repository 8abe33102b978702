package io.atomicdatasets.catalog;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.dataset.Checkpoints;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Path path;
    private final FileChannel lock;
    private boolean kept;

    private StagingDirectory(DatasetsRoot root, Path path, FileChannel lock) {
        this.root = root;
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
        FileChannel lock;
        try {
            lock = FileChannel.open(path.resolve(LOCK), CREATE_NEW, WRITE);
        } catch (IOException e) {
            OWNED.remove(key(path));
            throw e;
        }
        try {
            FileLock held = lock.tryLock();
            if (held == null) {
                throw new IOException("another process locked " + path);
            }
            Files.createDirectory(path.resolve(DATASET));
            // A checkpoint in it is of use only if the way to it is on the disk.
            Durable.forceNames(path);
            Durable.forceNames(root.staging());
            Durable.forceNames(root.path());
            return new StagingDirectory(root, path, lock);
        } catch (IOException | RuntimeException e) {
            OWNED.remove(key(path));
            lock.close();
            throw e;
        }
    }

    /**
     * Goes on in the directory of an earlier attempt. If its lock can be had, its owner is dead, and the directory becomes
     * this attempt's. If not, what stands there is copied: a stopped owner's descriptors may wake up at any time.
     */
    static StagingDirectory goOn(DatasetsRoot root, Path earlier, UUID id, int attempt) throws IOException {
        Path path = root.staging().resolve(id + "." + attempt);
        if (!OWNED.contains(key(earlier))) {
            FileChannel lock = FileChannel.open(earlier.resolve(LOCK), WRITE);
            try {
                if (lock.tryLock() != null) {
                    OWNED.add(key(path));
                    Files.move(earlier, path, StandardCopyOption.ATOMIC_MOVE);
                    return new StagingDirectory(root, path, lock);
                }
            } catch (IOException | RuntimeException e) {
                OWNED.remove(key(path));
                lock.close();
                throw e;
            }
            lock.close();
        }
        StagingDirectory copy = create(root, id, attempt);
        try {
            // The checkpoint first: the files only grow, so they reach at least as far as it tells.
            Files.copy(earlier.resolve(Checkpoints.FILE_NAME), path.resolve(Checkpoints.FILE_NAME));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(earlier.resolve(DATASET))) {
                for (Path file : files) {
                    Files.copy(file, copy.dataset().resolve(file.getFileName()));
                }
            }
            return copy;
        } catch (NoSuchFileException e) {
            // It finished in between, which the fence keeps from being seen; this attempt begins anew.
            Files.deleteIfExists(path.resolve(Checkpoints.FILE_NAME));
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Whether somebody could go on in this directory. */
    static boolean hasCheckpoint(Path path) {
        return Files.exists(path.resolve(Checkpoints.FILE_NAME), LinkOption.NOFOLLOW_LINKS);
    }

    /** Deletes the directory of a dead owner; gives false when its owner is alive. */
    static boolean sweep(Path path) throws IOException {
        if (OWNED.contains(key(path))) {
            return false;
        }
        try (FileChannel lock = FileChannel.open(path.resolve(LOCK), CREATE, WRITE)) {
            if (lock.tryLock() == null) {
                return false;
            }
            Durable.deleteTree(path);
            return true;
        } catch (OverlappingFileLockException e) {
            return false; // It was locked between the two looks.
        } catch (NoSuchFileException e) {
            return true;
        }
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
        Durable.forceNames(root.path());
    }

    /** Lets {@link #close} leave everything for the next attempt, if it could go on with it. */
    public void keep() {
        kept = hasCheckpoint(path);
    }

    /** Gives up the lock, and deletes what was neither published nor is to be kept. */
    @Override
    public void close() throws IOException {
        try (lock) {
            OWNED.remove(key(path));
            if (!kept) {
                Durable.deleteTree(dataset());
            }
        }
        if (!kept) {
            Durable.deleteTree(path);
            root.tidy();
        }
    }
}
