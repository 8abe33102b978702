package io.atomicdatasets.cli;

import io.atomicdatasets.disk.DiskFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Option;

/** A picture that a command writes; overwrites an existing file only with {@code --force}. */
final class PictureFile {
    @Option(names = "--force", description = "Overwrite an existing file.")
    private boolean force;

    void write(Path file, byte[] png) throws IOException {
        try {
            if (force) {
                Files.write(file, png);
            } else {
                writeNew(file, png);
            }
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(file.toString(), null, "already exists; --force overwrites it");
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) { // a full disk, which does not tell the file
            throw new FileSystemException(file.toString(), null, DiskFailure.describe(e));
        }
    }

    /** Leaves no half of a picture. */
    private static void writeNew(Path file, byte[] png) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                out.write(png);
            } catch (IOException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        }
    }
}
