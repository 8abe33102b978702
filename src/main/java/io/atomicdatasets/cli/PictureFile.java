package io.atomicdatasets.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Option;

/** A picture that a command writes; what stands there is written over only when that is asked for. */
final class PictureFile {
    @Option(names = "--force", description = "Write over a file that exists.")
    private boolean force;

    void write(Path file, byte[] png) throws IOException {
        try {
            if (force) {
                Files.write(file, png);
            } else {
                Files.write(file, png, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(file.toString(), null, "exists already; --force writes over it");
        }
    }
}
