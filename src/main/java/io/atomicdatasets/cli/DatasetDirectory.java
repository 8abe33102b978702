package io.atomicdatasets.cli;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.FileNames;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The argument of commands that look at a finished dataset. */
final class DatasetDirectory {
    @Parameters(paramLabel = "DIR", description = "A dataset's directory.")
    private Path directory = Path.of("");

    /** The dataset. Symbolic links are followed: on the caller's own machine they are the caller's. */
    DatasetFolder folder() throws IOException {
        DatasetFolder folder = new DatasetFolder(directory);
        if (!Files.isRegularFile(folder.file(FileNames.METADATA))) {
            throw new FileSystemException(
                    directory.toString(), null, "holds no dataset, there is no " + FileNames.METADATA + " in it");
        }
        return folder;
    }

    /** Its metadata; messages of failures name the directory. */
    Metadata metadata() throws IOException {
        try {
            return folder().metadata();
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(directory.toString(), null, e.getMessage());
        }
    }

    /** The directory's own name. */
    String name() {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }
}
