package io.atomicdatasets.catalog;

import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A name that belongs to one dataset, whoever else asks for it, until it is released. */
public final class Reservation {
    private final DatasetsRoot root;
    private final DatasetName name;
    private final Path file;
    private final UUID id;

    Reservation(DatasetsRoot root, DatasetName name, Path file, UUID id) {
        this.root = root;
        this.name = name;
        this.file = file;
        this.id = id;
    }

    /** The reserved name. */
    public DatasetName name() {
        return name;
    }

    /** Where the dataset will stand. */
    public Path directory() {
        return root.directoryOf(name);
    }

    /** Gives the name back; releasing twice is harmless, and so is releasing what another dataset reserved since. */
    public void release() throws IOException {
        if (DatasetsRoot.idIn(file).equals(id.toString())) {
            Files.deleteIfExists(file);
        }
        root.tidy();
    }
}
