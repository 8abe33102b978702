package io.atomicdatasets.disk;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the disk holds when a call returns. An error from force is never retried: the pages are gone after the first. */
public final class Durable {
    private static final long SLICE = 64L << 20;

    /** What the C library calls EINVAL, ENOTSUP and ENOSYS. */
    private static final List<String> NOT_OFFERED =
            List.of("Invalid argument", "not supported", "Function not implemented");

    private Durable() {}

    /** Creates a file with these bytes and forces it to the disk. */
    public static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            writeFully(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
        }
    }

    /** Writes all that remains in the buffer at the channel's position. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Copies the first bytes of a file to another's position, slice by slice. Each slice is forced before the next, so that
     * a wish to stop never waits for gigabytes.
     *
     * @param name of the file that is copied, for whoever reads the failure
     * @throws EOFException if it is shorter
     */
    public static void append(String name, FileChannel from, long length, FileChannel to, Progress progress)
            throws IOException, StoppedException {
        for (long copied = 0; copied < length; ) {
            progress.checkStop();
            long slice = from.transferTo(copied, Math.min(SLICE, length - copied), to);
            if (slice == 0) {
                throw new EOFException(name + " ends after " + copied + " of " + length + " bytes");
            }
            copied += slice;
            if (copied < length) {
                to.force(false);
            }
        }
    }

    /** Copies a file as far as it reaches now. */
    public static void copy(Path file, Path copy, Progress progress) throws IOException, StoppedException {
        try (FileChannel from = FileChannel.open(file, READ);
                FileChannel to = FileChannel.open(copy, CREATE_NEW, WRITE)) {
            append(file.getFileName().toString(), from, from.size(), to, progress);
        }
    }

    /** Forces the names in a directory to the disk, where its file system offers that. */
    public static void forceNames(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows opens no directory, and keeps names in its journal.
        }
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!isNotOffered(e)) {
                throw e;
            }
        }
    }

    /** Whether the file system has no such call, as CIFS, FUSE and WSL have no fsync of directories; EIO is a failure. */
    static boolean isNotOffered(IOException e) {
        String message = e.getMessage();
        return message != null && NOT_OFFERED.stream().anyMatch(message::contains);
    }

    /** Bytes of all files in a directory and below it, as far as they are there. */
    public static long bytesIn(Path directory) throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE; // It was published or deleted in between.
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }

    /** Deletes a directory and all in it, as far as it is there; never follows a link out of it. */
    public static void deleteTree(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // Somebody else was faster.
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null && !(failure instanceof NoSuchFileException)) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
