package io.atomicdatasets.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

/** Describes I/O failures to people. */
public final class DiskFailure {
    /** The C library's texts for ENOSPC, EDQUOT and EFBIG; Java gives no codes. */
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "File too large");

    private DiskFailure() {}

    /** What happened, and to which file; only the last segment of its path is disclosed. */
    public static String describe(IOException e) {
        if (e instanceof FileSystemException failure) {
            String file = failure.getFile();
            String reason = reason(failure);
            return file == null ? reason : Path.of(file).getFileName() + ": " + reason;
        }
        String message = e.getMessage();
        return message == null ? "the file system gave no reason" : message;
    }

    /** Whether the disk, or what this process may use of it, is full. */
    public static boolean isFull(IOException e) {
        String message = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return message != null && FULL.stream().anyMatch(message::contains);
    }

    /** What happened, without the file. */
    public static String reason(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file or directory of this name already exists";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        String reason = e.getReason();
        return reason == null ? "the file system gave no reason" : reason;
    }
}
