package io.atomicdatasets.image;

import io.atomicdatasets.spec.Family;
import io.atomicdatasets.spec.Kind;

/**
 * The family of a shape, from its cells alone. The families are disjoint sets of shapes, and what is no line, rectangle or
 * pattern is a blob, so a table of the 122 shapes of those decides it.
 */
public final class Families {
    private static final int SLOTS = 1 << 10;
    private static final int HASH_SHIFT = Long.SIZE - 10;
    /** Makes a perfect hash: each of the 122 shapes gets a slot of its own. Found by trying. */
    private static final long HASH_FACTOR = 0x5E68298A093EA747L;

    private static final long[] SHAPES = new long[SLOTS]; // 0 in empty slots
    private static final Family[] FAMILY_OF_SLOT = new Family[SLOTS];
    private static final byte[] KIND_CODE_OF_SLOT = new byte[SLOTS];

    static {
        for (Family direction : Family.values()) {
            if (direction.kind() == Kind.LINE) {
                for (int length = Lines.SHORTEST; length <= Lines.LONGEST; length++) {
                    put(Lines.shape(direction, length), direction);
                }
            }
        }
        for (long rectangle : Rectangles.shapes().keySet()) {
            put(rectangle, Family.RECTANGLE);
        }
        for (Family family : Patterns.FAMILIES) {
            for (long shape : Patterns.shapes(family)) {
                put(shape, family);
            }
        }
    }

    private Families() {}

    /**
     * The family of a shape.
     *
     * @param shape 8 rows of 8 columns, first row in the highest byte, first column in the highest bit, normalised into
     *     the top left corner; not 0
     */
    public static Family of(long shape) {
        int slot = slot(shape);
        return SHAPES[slot] == shape ? FAMILY_OF_SLOT[slot] : Family.BLOB;
    }

    /** The code of a shape's kind, without a branch, which would be mispredicted. */
    static int kindCodeOf(long shape) {
        int slot = slot(shape);
        long difference = SHAPES[slot] ^ shape;
        int isOther = (int) ((difference | -difference) >> (Long.SIZE - 1)); // all ones or 0
        return KIND_CODE_OF_SLOT[slot] & ~isOther; // 0 is the code of blobs
    }

    private static void put(long shape, Family family) {
        int slot = slot(shape);
        if (FAMILY_OF_SLOT[slot] != null && (SHAPES[slot] != shape || FAMILY_OF_SLOT[slot] != family)) {
            throw new IllegalStateException(family + " and " + FAMILY_OF_SLOT[slot] + " share a shape or a slot");
        }
        SHAPES[slot] = shape;
        FAMILY_OF_SLOT[slot] = family;
        KIND_CODE_OF_SLOT[slot] = (byte) family.kind().code();
    }

    private static int slot(long shape) {
        return (int) ((shape * HASH_FACTOR) >>> HASH_SHIFT);
    }
}
