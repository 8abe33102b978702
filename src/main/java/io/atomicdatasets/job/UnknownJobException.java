package io.atomicdatasets.job;

import java.util.UUID;

/** There is no dataset with this id, or no longer. */
public final class UnknownJobException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnknownJobException(UUID id) {
        super("There is no dataset " + id + ".");
    }
}
