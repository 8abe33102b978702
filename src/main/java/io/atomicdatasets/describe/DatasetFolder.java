package io.atomicdatasets.describe;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/**
 * The files of one dataset, published or still staged.
 *
 * @param path the directory
 */
public record DatasetFolder(Path path) {
    private static final Set<String> FILES = Set.of(
            FileNames.METADATA,
            FileNames.REPORT,
            FileNames.CROISSANT,
            FileNames.CARD,
            FileNames.SHA256SUMS,
            FileNames.CHUNKS,
            FileNames.SEGMENTS);

    /**
     * Whether a dataset stands here: its description is written last. The directory may be a link to where it was moved,
     * but nothing in it may lead out of it.
     */
    public boolean exists() {
        return Files.isDirectory(path)
                && Files.isRegularFile(file(FileNames.METADATA), LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(file(FileNames.PARTS), LinkOption.NOFOLLOW_LINKS);
    }

    /** One of the files. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Reads {@code metadata.json}.
     *
     * @throws IOException if it is not one of this program's, or names files that a dataset does not have
     */
    public Metadata metadata() throws IOException {
        Metadata metadata = DatasetJson.read(file(FileNames.METADATA), Metadata.class);
        if (!metadata.isComplete()) {
            throw new IOException(FileNames.METADATA + " was not written by this program: parts of it are missing");
        }
        for (FileInfo file : metadata.files()) {
            if (!FILES.contains(file.name()) && TableFile.arraysOf(file.name()).isEmpty()) {
                throw new IOException(FileNames.METADATA + " lists a file that no dataset has: " + file.name());
            }
        }
        return metadata;
    }

    /** Whether the dataset of this id stands here; what cannot be read is not it. */
    public boolean holds(UUID id) {
        try {
            return exists() && metadata().id().equals(id);
        } catch (IOException e) {
            return false;
        }
    }
}
