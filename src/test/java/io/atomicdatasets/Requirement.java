package io.atomicdatasets;

import org.junit.jupiter.api.Assumptions;

/** Parts that not every machine has. Tests that need one are skipped by name without it, and fail where all is required. */
public final class Requirement {
    private static final boolean ALL_REQUIRED = Boolean.parseBoolean(System.getenv("ATOMIC_REQUIRE_ALL"));

    private Requirement() {}

    /** Goes on only where the part is found. */
    public static void require(boolean found, String part) {
        if (ALL_REQUIRED && !found) {
            throw new AssertionError(part + " is required here (ATOMIC_REQUIRE_ALL=true) and was not found");
        }
        if (!found) {
            System.err.println("Skipped: " + part + " was not found");
        }
        Assumptions.assumeTrue(found, part + " was not found");
    }
}
