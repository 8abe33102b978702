package io.atomicdatasets.disk;

import java.io.IOException;

/** Files that are proven not to be what was known of them; the only reason to throw away what stands. */
public final class StaleCheckpointException extends IOException {
    private static final long serialVersionUID = 1;

    public StaleCheckpointException(String difference) {
        super(difference);
    }
}
