package io.atomicdatasets.cli;

import io.atomicdatasets.catalog.DatasetFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The argument of commands that look at a finished dataset. */
final class DatasetDirectory {
    @Parameters(paramLabel = "DIR", description = "A dataset's directory.")
    private Path directory = Path.of("");

    DatasetFolder folder() throws IOException {
        DatasetFolder folder = new DatasetFolder(directory);
        if (!folder.exists()) {
            throw new IOException(directory + " holds no dataset: there is no metadata.json in it");
        }
        return folder;
    }

    /** The directory's own name. */
    String name() {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }
}
