package io.atomicdatasets.spark;

/** A version of Java on which what is made cannot be trusted. */
final class UnsoundJavaException extends Exception {
    private static final long serialVersionUID = 1;

    UnsoundJavaException(Runtime.Version version) {
        super("Java " + version + " can corrupt data (JDK-8377811); use Java 17, 21, or 25 from 25.0.3 on");
    }
}
