package io.atomicdatasets.root;

import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** A name reserved for one dataset until it is released. */
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

    /** The directory that the dataset will have. */
    public Path directory() {
        return names.directoryOf(name);
    }

    Path file() {
        return file;
    }

    /** Whether the name is reserved for the dataset. */
    public boolean isMade() throws IOException {
        return Names.isMade(this, id);
    }

    /** Releases the name. Idempotent, and has no effect on a later reservation of the name for another dataset. */
    public void release() throws IOException {
        names.release(this, id);
    }
}
