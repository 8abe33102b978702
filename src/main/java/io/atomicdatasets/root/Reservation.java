package io.atomicdatasets.root;

import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** A name that belongs to one dataset, whoever else asks for it, until it is released. */
public final class Reservation {
    private final Names names;
    private final DatasetName name;
    private final Path file;
    private final UUID id;

    Reservation(Names names, DatasetName name, Path file, UUID id) {
        this.names = names;
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
        return names.directoryOf(name);
    }

    Path file() {
        return file;
    }

    /** Gives the name back; releasing twice is harmless, and so is releasing what another dataset reserved since. */
    public void release() throws IOException {
        names.release(this, id);
    }
}
