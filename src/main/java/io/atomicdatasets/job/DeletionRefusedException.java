package io.atomicdatasets.job;

import java.io.IOException;

/** The file system refused to delete a dataset; it is unchanged. */
public final class DeletionRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    DeletionRefusedException(String reason, IOException cause) {
        super("The files could not be deleted: " + reason + ". The dataset stays as it was.", cause);
    }
}
