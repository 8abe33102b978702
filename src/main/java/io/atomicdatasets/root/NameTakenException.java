package io.atomicdatasets.root;

import io.atomicdatasets.spec.DatasetName;

/** A dataset of this name exists, or is being made. */
public final class NameTakenException extends Exception {
    private static final long serialVersionUID = 1;

    /** Another dataset that is not published yet has this name. */
    public static NameTakenException reserved(DatasetName name) {
        return new NameTakenException(name, "is reserved for a dataset that is being made");
    }

    NameTakenException(DatasetName name, String why) {
        super("output_dir '" + name + "' " + why + "; choose another name or leave it out for the next free one");
    }
}
