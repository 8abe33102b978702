package io.atomicdatasets.job;

import java.io.IOException;

/** The disk does not let a dataset be deleted; it stays as it was. */
public final class DeletionRefusedException extends IOException {
    private static final long serialVersionUID = 1;

    DeletionRefusedException(String reason, IOException cause) {
        super("The disk refused: " + reason + ". The dataset stays as it was.", cause);
    }
}
