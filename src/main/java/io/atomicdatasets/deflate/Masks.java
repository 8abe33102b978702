package io.atomicdatasets.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
    private static final long ALL_DIFFER = -1;

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
     * @param grids whether the bytes from {@code origin} on are grids as {@link SegmentEncoder#encodeGrids} wants them
     */
    void fill(byte[] raw, int origin, int start, int length, int width, boolean grids) {
        chooseDistances(width);
        int reach = Math.max(distances[0], Math.max(distances[1], distances[3]));
        // 64 bytes at once, but where that would reach before the first byte or behind the last.
        int fast = length & -Long.SIZE;
        int slow = Math.min(fast, (Math.max(0, origin + reach - start) + Long.SIZE - 1) & -Long.SIZE);
        for (int place = 0; place < Token.DISTANCES; place++) {
            compareEach(raw, origin, start, 0, slow, place);
        }
        // Grids of 8, 16 and 32: whole ones begin at a multiple of 64 bytes, and the row above is at most 64 bytes
        // away.
        if (grids && width >= Byte.SIZE && width < Long.SIZE && Long.SIZE % width == 0) {
            compareOccupied(raw, origin, start, slow, fast, width);
        } else {
            compareAll(raw, start, slow, fast);
        }
        for (int place = 0; place < Token.DISTANCES; place++) {
            compareEach(raw, origin, start, fast, length, place);
            EIGHT_BYTES.set(masks[place], (length + 7) / Byte.SIZE, ALL_DIFFER);
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

    private void compareAll(byte[] raw, int start, int from, int to) {
        for (int at = from; at < to; at += Long.SIZE) {
            compare64(raw, start, at);
        }
    }

    private void compare64(byte[] raw, int start, int at) {
        int distance0 = distances[0];
        int distance1 = distances[1];
        int distance2 = distances[2];
        int distance3 = distances[3];
        long differ0 = 0;
        long differ1 = 0;
        long differ2 = 0;
        long differ3 = 0;
        for (int i = start + at; i < start + at + Long.SIZE; i += Long.BYTES) {
            long bytes = (long) EIGHT_BYTES.get(raw, i);
            differ0 = differ0 >>> 1 | differing(bytes ^ (long) EIGHT_BYTES.get(raw, i - distance0));
            differ1 = differ1 >>> 1 | differing(bytes ^ (long) EIGHT_BYTES.get(raw, i - distance1));
            differ2 = differ2 >>> 1 | differing(bytes ^ (long) EIGHT_BYTES.get(raw, i - distance2));
            differ3 = differ3 >>> 1 | differing(bytes ^ (long) EIGHT_BYTES.get(raw, i - distance3));
        }
        EIGHT_BYTES.set(masks[0], at / Byte.SIZE, transpose(differ0));
        EIGHT_BYTES.set(masks[1], at / Byte.SIZE, distance1 == 0 ? ALL_DIFFER : transpose(differ1));
        EIGHT_BYTES.set(masks[2], at / Byte.SIZE, distance2 == 0 ? ALL_DIFFER : transpose(differ2));
        EIGHT_BYTES.set(masks[3], at / Byte.SIZE, distance3 == 0 ? ALL_DIFFER : transpose(differ3));
    }

    /**
     * The same for grids whose rows fill 64 bytes evenly: where neighbours in a grid are equal unless one is 0, bytes differ
     * where one is 0 and the other is not. At the edges, where a distance leads to no neighbour, bytes are compared.
     */
    private void compareOccupied(byte[] raw, int origin, int start, int from, int to, int side) {
        byte[] mask0 = masks[0];
        byte[] mask1 = masks[1];
        byte[] mask2 = masks[2];
        byte[] mask3 = masks[3];
        long row = -1L >>> (Long.SIZE - side);
        long firstColumn = Long.divideUnsigned(-1L, row);
        long lastColumn = firstColumn << (side - 1);
        int lastOfGrid = side * side - 1;
        long before = from < to ? occupied(raw, start + from - Long.SIZE) : 0;
        for (int at = from; at < to; at += Long.SIZE) {
            long now = occupied(raw, start + at);
            long firstRow = ((start + at - origin) & lastOfGrid) == 0 ? row : 0;
            long left = (now << 1) | (before >>> -1);
            long above = (now << side) | (before >>> -side);
            long aboveRight = (now << (side - 1)) | (before >>> (1 - side));
            long aboveLeft = (now << (side + 1)) | (before >>> (-1 - side));
            long edges = (left & firstColumn)
                    | (above & firstRow)
                    | (aboveRight & (firstRow | lastColumn))
                    | (aboveLeft & (firstRow | firstColumn));
            if ((now & edges) == 0) {
                EIGHT_BYTES.set(mask0, at / Byte.SIZE, now ^ left);
                EIGHT_BYTES.set(mask1, at / Byte.SIZE, now ^ above);
                EIGHT_BYTES.set(mask2, at / Byte.SIZE, now ^ aboveRight);
                EIGHT_BYTES.set(mask3, at / Byte.SIZE, now ^ aboveLeft);
            } else {
                compare64(raw, start, at);
            }
            before = now;
        }
    }

    /** A bit for each of 64 bytes that is not 0, the first lowest. */
    private static long occupied(byte[] raw, int start) {
        long occupied = 0;
        for (int i = start; i < start + Long.SIZE; i += Long.BYTES) {
            occupied = occupied >>> 1 | differing((long) EIGHT_BYTES.get(raw, i));
        }
        return transpose(occupied);
    }

    /** The highest bit of each byte that is not 0. */
    private static long differing(long difference) {
        return (((difference & LOW_BITS) + LOW_BITS) | difference) & ~LOW_BITS;
    }

    /** Bit j of byte i becomes bit i of byte j: swaps in blocks of 1, 2 and 4 (Hacker's Delight, section 7-3). */
    private static long transpose(long bits) {
        long x = bits;
        long swap = (x ^ (x >>> 7)) & 0x00AA00AA_00AA00AAL;
        x ^= swap ^ (swap << 7);
        swap = (x ^ (x >>> 14)) & 0x0000CCCC_0000CCCCL;
        x ^= swap ^ (swap << 14);
        swap = (x ^ (x >>> 28)) & 0x00000000_F0F0F0F0L;
        return x ^ swap ^ (swap << 28);
    }
}
