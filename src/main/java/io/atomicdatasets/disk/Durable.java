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

/**
 * File operations whose effect is on the disk, not just in the page cache, when they return. A failed force must not be
 * retried: the kernel may drop the dirty pages at the first error, and then report success.
 */
public final class Durable {
    private static final long SLICE = 64L << 20;

    /** The C library's texts for EINVAL, ENOTSUP and ENOSYS; Java gives no codes. */
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
     * Appends the first {@code length} bytes of a file to another, in slices. Each slice is forced before the next, so that a
     * request to stop never waits for gigabytes to reach the disk.
     *
     * @param name of the source file, for the message of a failure
     * @throws EOFException if the source is shorter than {@code length}
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

    /** Copies a file up to its present length. */
    public static void copy(Path file, Path copy, Progress progress) throws IOException, StoppedException {
        try (FileChannel from = FileChannel.open(file, READ);
                FileChannel to = FileChannel.open(copy, CREATE_NEW, WRITE)) {
            append(file.getFileName().toString(), from, from.size(), to, progress);
        }
    }

    /** Forces the entries of a directory to the disk, if its file system supports that. */
    public static void forceNames(Path directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows cannot open a directory, and journals its entries.
        }
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (!isNotOffered(e)) {
                throw e;
            }
        }
    }

    /** Whether the file system cannot fsync directories, as with CIFS, FUSE and WSL; EIO is a real failure. */
    public static boolean isNotOffered(IOException e) {
        String message = e.getMessage();
        return message != null && NOT_OFFERED.stream().anyMatch(message::contains);
    }

    /** Bytes of all files in and below a directory; files that vanish meanwhile are not counted. */
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
                return FileVisitResult.CONTINUE; // It was published or deleted meanwhile.
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }

    /** Deletes a directory, if it exists, and everything in it; never follows symbolic links. */
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
                    return FileVisitResult.CONTINUE; // Somebody else deleted it.
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
