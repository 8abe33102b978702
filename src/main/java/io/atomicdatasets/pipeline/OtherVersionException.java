package io.atomicdatasets.pipeline;

import io.atomicdatasets.describe.Metadata;
import java.util.Optional;

/** A dataset that this program cannot make again, because another version made it. */
public final class OtherVersionException extends Exception {
    private static final long serialVersionUID = 1;

    private final String difference;

    private OtherVersionException(String difference) {
        super(difference);
        this.difference = difference;
    }

    /** Refuses what could not be made again as it was. */
    public static void requireOurs(Metadata metadata) throws OtherVersionException {
        Optional<String> difference = metadata.generator().versions().difference();
        if (difference.isPresent()) {
            throw new OtherVersionException(difference.get());
        }
    }

    /** Which versions made it, and which this program makes. */
    public String difference() {
        return difference;
    }
}
