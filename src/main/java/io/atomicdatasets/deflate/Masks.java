package io.atomicdatasets.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the bytes of a block differ from those some distance before them: a bit for each byte, one mask for each of four
 * distances: 1 (a run), the width of a row (the row above), and one less and one more (its diagonals). A match is a run
 * of zeros in a mask, so its length is one count of trailing zeros.
 *
 * <p>For one thread at a time; filled again for each block.
 */
final class Masks {
    /** How many bits {@link #from} gives. */
    static final int BITS = Long.SIZE - 7;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F_7F7F7F7FL;
    private static final long HIGH_BITS = 0x80808080_80808080L;
    private static final long GATHER = 0x01020408_10204080L; // brings the bits 0, 8, 16, ... into the highest byte
    private static final byte ALL_DIFFER = (byte) 0xFF;

    private final int[] distances = new int[Token.DISTANCES];
    private final byte[][] masks;
    private int count;

    /** Masks of blocks of up to {@code longest} bytes. */
    Masks(int longest) {
        masks = new byte[Token.DISTANCES][longest / Byte.SIZE + 2 * Long.BYTES];
    }

    /** The distance in this place; 0 where a width gives fewer than four. */
    int distance(int place) {
        return distances[place];
    }

    /**
     * Compares the bytes of a block.
     *
     * @param raw the bytes, of which none before {@code origin} is referred to
     * @param start the block's first byte
     * @param length how many it has
     * @param width bytes of a row, at least 1
     */
    void fill(byte[] raw, int origin, int start, int length, int width) {
        chooseDistances(width);
        int reach = Math.max(distances[0], Math.max(distances[1], distances[3]));
        // Eight bytes at once, but where that would reach before the first byte or behind the last.
        int eights = length / Byte.SIZE;
        int slow = Math.min(eights, Math.max(0, (origin + reach - start + 7) / Byte.SIZE));
        for (int place = 0; place < Token.DISTANCES; place++) {
            compareEach(raw, origin, start, 0, slow * Byte.SIZE, place);
        }
        compareEights(raw, start, slow, eights);
        for (int place = 0; place < Token.DISTANCES; place++) {
            compareEach(raw, origin, start, eights * Byte.SIZE, length, place);
            Arrays.fill(masks[place], (length + 7) / Byte.SIZE, (length + 7) / Byte.SIZE + Long.BYTES, ALL_DIFFER);
        }
        count = length;
    }

    /** Ends every match before this place of the block. */
    void cut(int at) {
        for (byte[] mask : masks) {
            mask[at >>> 3] |= (byte) (1 << (at & 7));
        }
    }

    /** The mask of one distance, to be read by {@link #from}. */
    byte[] of(int place) {
        return masks[place];
    }

    /** The bits of a mask from this place of the block on, the first lowest; at least {@link #BITS} are right. */
    static long from(byte[] mask, int at) {
        return (long) EIGHT_BYTES.get(mask, at >>> 3) >>> (at & 7);
    }

    /** How many bytes differ from all four before them, and so cannot be in a match. */
    int unmatched() {
        int unmatched = 0;
        for (int at = 0; at + Long.SIZE <= count; at += Long.SIZE) {
            unmatched +=
                    Long.bitCount(from(masks[0], at) & from(masks[1], at) & from(masks[2], at) & from(masks[3], at));
        }
        return unmatched;
    }

    private void chooseDistances(int width) {
        int[] wanted = {1, width, width - 1, width + 1};
        for (int place = 0; place < Token.DISTANCES; place++) {
            int distance = wanted[place];
            boolean known = distance > Alphabet.LONGEST_DISTANCE;
            for (int before = 0; before < place; before++) {
                known |= distances[before] == distance;
            }
            distances[place] = known ? 0 : distance;
        }
    }

    private void compareEach(byte[] raw, int origin, int start, int from, int to, int place) {
        byte[] mask = masks[place];
        int distance = distances[place];
        for (int first = from; first < to; first += Byte.SIZE) {
            int bits = 0;
            for (int i = 0; i < Byte.SIZE; i++) {
                int at = start + first + i;
                boolean same =
                        distance > 0 && first + i < to && at - distance >= origin && raw[at] == raw[at - distance];
                bits |= same ? 0 : 1 << i;
            }
            mask[first / Byte.SIZE] = (byte) bits;
        }
    }

    private void compareEights(byte[] raw, int start, int from, int to) {
        byte[] mask0 = masks[0];
        byte[] mask1 = masks[1];
        byte[] mask2 = masks[2];
        byte[] mask3 = masks[3];
        int distance0 = distances[0];
        int distance1 = distances[1];
        int distance2 = distances[2];
        int distance3 = distances[3];
        byte none1 = distance1 == 0 ? ALL_DIFFER : 0;
        byte none2 = distance2 == 0 ? ALL_DIFFER : 0;
        byte none3 = distance3 == 0 ? ALL_DIFFER : 0;
        for (int i = from; i < to; i++) {
            int at = start + i * Byte.SIZE;
            long bytes = (long) EIGHT_BYTES.get(raw, at);
            long before0 = (long) EIGHT_BYTES.get(raw, at - distance0);
            long before1 = (long) EIGHT_BYTES.get(raw, at - distance1);
            long before2 = (long) EIGHT_BYTES.get(raw, at - distance2);
            long before3 = (long) EIGHT_BYTES.get(raw, at - distance3);
            if ((bytes | before0 | before1 | before2 | before3) == 0) { // most of a sparse grid
                mask0[i] = 0;
                mask1[i] = none1;
                mask2[i] = none2;
                mask3[i] = none3;
            } else {
                mask0[i] = differing(bytes ^ before0);
                mask1[i] = (byte) (none1 | differing(bytes ^ before1));
                mask2[i] = (byte) (none2 | differing(bytes ^ before2));
                mask3[i] = (byte) (none3 | differing(bytes ^ before3));
            }
        }
    }

    /** A bit for each byte that is not 0, the first lowest. */
    private static byte differing(long difference) {
        long highBits = (((difference & LOW_BITS) + LOW_BITS) | difference) & HIGH_BITS;
        return (byte) (((highBits >>> 7) * GATHER) >>> 56);
    }
}
