package io.atomicdatasets.spark;

/** Refuses the versions of Java on which data can be corrupted without anybody noticing. */
final class SoundJava {
    private static final Runtime.Version FIRST_25 = Runtime.Version.parse("25.0.3");

    private SoundJava() {}

    /**
     * Refuses Java 25 before 25.0.3, whose G1 collector can corrupt arrays that are copied (JDK-8377811).
     *
     * @throws UnsoundJavaException with what to use instead
     */
    static void require(Runtime.Version version) throws UnsoundJavaException {
        if (version.feature() == FIRST_25.feature() && version.compareToIgnoreOptional(FIRST_25) < 0) {
            throw new UnsoundJavaException(version);
        }
    }
}
