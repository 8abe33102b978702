package io.atomicdatasets.powerloss;

import java.util.List;

/** Something that the program does to a disk, and what must hold when it starts again after the power failed meanwhile. */
interface Scenario {
    String name();

    /** Does it once and undisturbed, on a disk that records. */
    Recording record() throws Exception;

    /**
     * Starts over what was left.
     *
     * @param disk what the power left
     * @param promised what was acknowledged before
     * @throws Exception if the start fails
     * @throws AssertionError if a promise is broken, with the promise
     */
    void start(LossyFileSystem disk, List<String> promised) throws Exception;

    /** Whether a start takes a directory of this name away without reading what is in it; one state of it is looked at. */
    default boolean isUnread(String name) {
        return false;
    }

    /** How many states are looked at, beside the extreme ones, at a moment that has too many to look at all. */
    default int sampled() {
        return 8;
    }
}
