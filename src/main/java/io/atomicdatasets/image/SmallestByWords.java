package io.atomicdatasets.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Canonical forms of 16x16 grids, in longs of four lines each, the first line highest. In most images a single side has the
 * widest margin, and the first long that is not empty decides between its two forms.
 *
 * <p>Not thread-safe.
 */
final class SmallestByWords implements SmallestForm {
    static final int SIDE = 16;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int WORDS = 4;

    /** Four longs of rows, then four of columns. */
    private final long[] lines = new long[2 * WORDS];

    private final byte[] packed = new byte[WORDS * Long.BYTES];

    @Override
    public int length() {
        return packed.length;
    }

    @Override
    public byte[] of(int[] occupied) {
        readRows(occupied);
        return packSmallest();
    }

    @Override
    public byte[] of(AtomicImage image) {
        for (int i = 0; i < WORDS; i++) {
            lines[i] = image.occupiedWord(i);
        }
        return packSmallest();
    }

    private byte[] packSmallest() {
        transpose();
        int smallest = smallest();
        for (int i = 0; i < WORDS; i++) {
            EIGHT_BYTES.set(packed, i * Long.BYTES, word(smallest, i));
        }
        return packed;
    }

    /** The smallest form starts with the most empty lines, so it is one of the two at a side with the widest margin. */
    private int smallest() {
        int columns = used(0);
        int rows = used(WORDS);
        // Each margin, with the number of its side in the lowest two bits, in the order of the forms.
        int above = (Integer.numberOfLeadingZeros(rows) - SIDE) << 2;
        int below = (Integer.numberOfTrailingZeros(rows) << 2) | 1;
        int left = ((Integer.numberOfLeadingZeros(columns) - SIDE) << 2) | 2;
        int right = (Integer.numberOfTrailingZeros(columns) << 2) | 3;
        int widest = Math.max(Math.max(above, below), Math.max(left, right));
        int alike = sameMargin(above, widest)
                + sameMargin(below, widest)
                + sameMargin(left, widest)
                + sameMargin(right, widest);
        return alike == 1 ? smallerAt(widest & 3, widest >>> 4) : smallestOfAll();
    }

    private int smallestOfAll() {
        int smallest = smallerAt(0, 0);
        for (int side = 1; side < 4; side++) {
            int form = smallerAt(side, 0);
            smallest = isSmaller(form, smallest, 0) ? form : smallest;
        }
        return smallest;
    }

    /** The smaller of the two forms that start at a side, mirror images of each other. */
    private int smallerAt(int side, int firstWord) {
        return isSmaller(2 * side + 1, 2 * side, firstWord) ? 2 * side + 1 : 2 * side;
    }

    private boolean isSmaller(int form, int other, int firstWord) {
        for (int i = firstWord; i < WORDS; i++) {
            int order = Long.compareUnsigned(word(form, i), word(other, i));
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    /** 1 if two margins are equal, whatever their sides, and 0 otherwise. */
    private static int sameMargin(int one, int other) {
        return ((one ^ other) - 4) >>> (Integer.SIZE - 1);
    }

    /** All lines of four longs or-ed together, in the lowest 16 bits. */
    private int used(int firstWord) {
        long used = lines[firstWord] | lines[firstWord + 1] | lines[firstWord + 2] | lines[firstWord + 3];
        used |= used >>> Integer.SIZE;
        return (int) (used | used >>> SIDE) & 0xFFFF;
    }

    /**
     * A long of a form: bit 2 reads columns instead of rows, bit 1 starts at the last line, bit 0 reverses each line.
     * Branch-free: branches would be mispredicted.
     */
    private long word(int form, int place) {
        long turns = -(form & 1L);
        int fromTheEnd = form >>> 1 & 1;
        long word = lines[(form & 4) + (place ^ (3 * fromTheEnd))];
        word ^= (word ^ Long.reverse(word)) & turns;
        return word ^ ((word ^ reverseLines(word)) & (turns ^ -fromTheEnd));
    }

    private void readRows(int[] occupied) {
        for (int i = 0; i < WORDS; i++) {
            long upper = (occupied[4 * i] & 0xFFFF_0000) | (occupied[4 * i + 1] >>> SIDE);
            long lower = (occupied[4 * i + 2] & 0xFFFF_0000) | (occupied[4 * i + 3] >>> SIDE);
            lines[i] = (upper << Integer.SIZE) | (lower & 0xFFFF_FFFFL);
        }
    }

    /** Transposes: swaps each bit of the row number with that of the column number, the highest two first. */
    private void transpose() {
        long swap = ((lines[0] << 8) ^ lines[2]) & 0xFF00_FF00_FF00_FF00L;
        long first = lines[0] ^ (swap >>> 8);
        long third = lines[2] ^ swap;
        swap = ((lines[1] << 8) ^ lines[3]) & 0xFF00_FF00_FF00_FF00L;
        long second = lines[1] ^ (swap >>> 8);
        long fourth = lines[3] ^ swap;
        swap = ((first << 4) ^ second) & 0xF0F0_F0F0_F0F0_F0F0L;
        lines[4] = transposeWithin(first ^ (swap >>> 4));
        lines[5] = transposeWithin(second ^ swap);
        swap = ((third << 4) ^ fourth) & 0xF0F0_F0F0_F0F0_F0F0L;
        lines[6] = transposeWithin(third ^ (swap >>> 4));
        lines[7] = transposeWithin(fourth ^ swap);
    }

    /** Transposes the four 4x4 blocks of a long. */
    private static long transposeWithin(long word) {
        long x = word;
        long swap = (x ^ (x << 30)) & 0x3333_3333_0000_0000L;
        x ^= swap ^ (swap >>> 30);
        swap = (x ^ (x << 15)) & 0x5555_0000_5555_0000L;
        return x ^ swap ^ (swap >>> 15);
    }

    private static long reverseLines(long word) {
        long swapped = Long.rotateLeft(word, Integer.SIZE);
        return ((swapped & 0x0000_FFFF_0000_FFFFL) << SIDE) | ((swapped >>> SIDE) & 0x0000_FFFF_0000_FFFFL);
    }
}
