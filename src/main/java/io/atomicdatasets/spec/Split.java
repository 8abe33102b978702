package io.atomicdatasets.spec;

/** One of the parts of a dataset; {@link #OOD} is there only where something is held out. */
public enum Split {
    TRAIN(0),
    VAL(1),
    TEST(2),
    /** Out of distribution: the images that fulfil a condition that is held out. */
    OOD(3);

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
