package io.atomicdatasets.root;

import io.atomicdatasets.layout.FileNames;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What stands beside a dataset while it is made and tells how far it is: a checkpoint, or records of finished shards. */
final class CheckpointFiles {
    private CheckpointFiles() {}

    /** Those in a staging directory; none where there is no such directory. */
    static List<Path> in(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (name.equals(FileNames.CHECKPOINT) || FileNames.isRecord(name)) {
                    found.add(child);
                }
            }
            return found;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** Whether a staging directory can be resumed; one that cannot be read cannot. */
    static boolean standIn(Path directory) {
        try {
            return !in(directory).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
