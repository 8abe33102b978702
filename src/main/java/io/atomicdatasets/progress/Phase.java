package io.atomicdatasets.progress;

import java.util.Locale;

/** What a run is doing, in the order in which it does it. */
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
