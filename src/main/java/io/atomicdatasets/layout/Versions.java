package io.atomicdatasets.layout;

/**
 * What equal requests give equal results under. Each number rises when what it stands for changes, in the same commit as the
 * golden values.
 */
public final class Versions {
    /** Of the images: equal ones give equal arrays. */
    public static final int ALGORITHM = 2;
    /** Of the bytes of arrays: equal ones give equal files. */
    public static final int ENCODER = 2;

    private Versions() {}
}
