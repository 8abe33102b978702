package io.atomicdatasets.catalog;

import io.atomicdatasets.dataset.ChunkCounts;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.spec.Split;
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
    /** The file that counts what each chunk gave to each split. */
    public static final String CHUNKS = ChunkCounts.FILE_NAME;

    /** The names of all files. */
    public static final Set<String> FILES = Set.of(
            Split.TRAIN.fileName(),
            Split.VAL.fileName(),
            Split.TEST.fileName(),
            Metadata.FILE_NAME,
            "validation_report.png",
            Croissant.FILE_NAME,
            ChunkCounts.FILE_NAME);

    /** The picture's file name. */
    public static final String REPORT = "validation_report.png";

    /**
     * Whether a dataset stands here: its description is written last. The directory may be a link to where it was moved,
     * but nothing in it may lead out of it.
     */
    public boolean exists() {
        return Files.isDirectory(path) && Files.isRegularFile(file(Metadata.FILE_NAME), LinkOption.NOFOLLOW_LINKS);
    }

    /** One of the files. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a file and forces it to the disk. */
    public void write(String name, byte[] bytes) throws IOException {
        Durable.write(file(name), bytes);
    }

    /** Writes {@code metadata.json}; it is the last of the files. */
    public void write(Metadata metadata) throws IOException {
        write(Metadata.FILE_NAME, DatasetJson.toBytes(metadata));
    }

    /** Writes {@code croissant.json}. */
    public void write(Croissant croissant) throws IOException {
        write(Croissant.FILE_NAME, croissant.toBytes());
    }

    /**
     * Reads {@code metadata.json}.
     *
     * @throws IOException if it is not one of this program's, or names files that a dataset does not have
     */
    public Metadata metadata() throws IOException {
        Metadata metadata = DatasetJson.read(file(Metadata.FILE_NAME), Metadata.class);
        if (!metadata.isComplete()) {
            throw new IOException(Metadata.FILE_NAME + " was not written by this program: parts of it are missing");
        }
        for (Metadata.FileInfo file : metadata.files()) {
            if (!FILES.contains(file.name())) {
                throw new IOException(Metadata.FILE_NAME + " lists a file that no dataset has: " + file.name());
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
