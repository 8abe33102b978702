package io.atomicdatasets.catalog;

import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A name that belongs to one dataset, whoever else asks for it, until it is released. */
public final class Reservation {
    private final DatasetsRoot root;
    private final DatasetName name;
    private final Path file;

    Reservation(DatasetsRoot root, DatasetName name, Path file) {
        this.root = root;
        this.name = name;
        this.file = file;
    }

    /** The reserved name. */
    public DatasetName name() {
        return name;
    }

    /** Where the dataset will stand. */
    public Path directory() {
        return root.directoryOf(name);
    }

    /** Gives the name back; releasing twice is harmless. */
    public void release() throws IOException {
        Files.deleteIfExists(file);
        root.tidy();
    }
}
