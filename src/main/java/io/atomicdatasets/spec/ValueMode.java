package io.atomicdatasets.spec;

/** How the objects of one image get their values. */
public enum ValueMode {
    /** Each gets any, whatever the others have. */
    INDEPENDENT,
    /** Each gets one that no other has. */
    DISTINCT,
    /** All get the same. */
    SAME;

    /** The name in requests and files, such as {@code distinct}. */
    public String label() {
        return WireNames.of(this);
    }
}
