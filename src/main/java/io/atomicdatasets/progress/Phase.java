package io.atomicdatasets.progress;

import java.util.Locale;

/** What a run is doing; the order is the order of the walk. */
public enum Phase {
    GENERATING,
    ASSEMBLING,
    VALIDATING,
    REPORTING,
    PUBLISHING;

    /** The name in JSON, such as {@code generating}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
