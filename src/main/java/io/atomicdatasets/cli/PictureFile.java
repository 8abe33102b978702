package io.atomicdatasets.cli;

import java.io.IOException;
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
                Files.write(file, png, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(file.toString(), null, "already exists; --force overwrites it");
        }
    }
}
