package io.atomicdatasets.spec;

/** One of the parts of a dataset. */
public enum Split {
    TRAIN(0),
    VAL(1),
    TEST(2);

    /** How many splits there are. */
    public static final int COUNT = values().length;

    private final int column;

    Split(int column) {
        this.column = column;
    }

    /** The column of {@code chunks.npy} that counts this split's images, from 0. */
    public int column() {
        return column;
    }

    /** The name in requests and files, such as {@code train}. */
    public String label() {
        return WireNames.of(this);
    }

    /** The name of the split's file, such as {@code train.npz}. */
    public String fileName() {
        return label() + ".npz";
    }
}
