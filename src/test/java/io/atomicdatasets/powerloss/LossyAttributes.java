package io.atomicdatasets.powerloss;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What is known of a file; its times are not modelled, and long past.
 *
 * @param fileKey its number
 * @param isDirectory or a regular file
 * @param size in bytes
 */
record LossyAttributes(Integer fileKey, boolean isDirectory, long size) implements BasicFileAttributes {
    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @Override
    public FileTime lastModifiedTime() {
        return LONG_AGO;
    }

    @Override
    public FileTime lastAccessTime() {
        return LONG_AGO;
    }

    @Override
    public FileTime creationTime() {
        return LONG_AGO;
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory;
    }

    @Override
    public boolean isSymbolicLink() {
        return false;
    }

    @Override
    public boolean isOther() {
        return false;
    }
}
