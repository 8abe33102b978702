package io.atomicdatasets.spec;

/** The values an object's cells may hold; the background is always 0. */
public enum Palette {
    /** Gray levels, bright enough to be distinguished from the background. */
    GRAY(64, 255),
    /** The nine colours of the Abstraction and Reasoning Corpus. */
    ARC(1, 9);

    private final int lowest;
    private final int highest;

    Palette(int lowest, int highest) {
        this.lowest = lowest;
        this.highest = highest;
    }

    /** The lowest value of an object's cell. */
    public int lowest() {
        return lowest;
    }

    /** The highest value of an object's cell. */
    public int highest() {
        return highest;
    }

    /** How many values an object can have. */
    public int size() {
        return highest - lowest + 1;
    }

    /** Whether an object's cell may hold {@code value}. */
    public boolean contains(int value) {
        return lowest <= value && value <= highest;
    }

    /** The name in requests and files, such as {@code gray}. */
    public String label() {
        return WireNames.of(this);
    }
}
