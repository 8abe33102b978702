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

    /** The most bytes of a block: a thousand images of 16x16. */
    static final int LONGEST_BLOCK = 1 << 18;

    /** Bytes of one mask. One array holds all four, a constant apart, which costs fewer registers than four arrays. */
    static final int MASK_BYTES = LONGEST_BLOCK / Byte.SIZE + 2 * Long.BYTES;

    // Grids of these sides have four different distances, all of which reach less than 64 cells back.
    private static final int SMALLEST_SIDE = 4;
    private static final int LARGEST_SIDE = Long.SIZE - 2;

    private final int[] distances = new int[Token.DISTANCES];
    private final byte[] masks = new byte[Token.DISTANCES * MASK_BYTES];
    private GridEdges edges = new GridEdges(SMALLEST_SIDE);
    private int count;

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
        // 64 bytes at once, but where that would reach before the first byte or behind the last.
        int fast = length & -Long.SIZE;
        int slow = Math.min(fast, (Math.max(0, origin + reach - start) + Long.SIZE - 1) & -Long.SIZE);
        for (int place = 0; place < Token.DISTANCES; place++) {
            compareEach(raw, origin, start, 0, slow, place);
        }
        compareAll(raw, start, slow, fast);
        for (int place = 0; place < Token.DISTANCES; place++) {
            compareEach(raw, origin, start, fast, length, place);
        }
        end(length);
    }

    /**
     * The same for grids as {@link SegmentEncoder#encodeGrids} wants them, of which the first begins at {@code origin}: where
     * neighbours are equal unless one is 0, bytes differ where one is 0 and the other is not. At the edges, where a distance
     * leads to no neighbour, bytes count as different unless both are 0.
     *
     * @param start a multiple of 64 behind the origin
     * @param occupied as {@link SegmentEncoder#encodeImages} wants it
     */
    void fillGrids(byte[] raw, int origin, int start, int length, int side, long[] occupied) {
        if (side < SMALLEST_SIDE || side > LARGEST_SIDE) {
            fill(raw, origin, start, length, side);
            return;
        }
        chooseDistances(side);
        if (edges.side() != side) {
            edges = new GridEdges(side);
        }
        if (occupied.length > 0) {
            compareKnown(occupied, length, side, (start - origin) / Long.SIZE);
        } else {
            compareOccupied(raw, origin, start, length, side);
        }
        if (start == origin) {
            for (int place = 0; place < Token.DISTANCES; place++) { // nothing stands before the first grid
                int at = place * MASK_BYTES;
                EIGHT_BYTES.set(masks, at, (long) EIGHT_BYTES.get(masks, at) | ~(-1L << distances[place]));
            }
        }
        end(length);
    }

    /** Ends all matches with the block. */
    private void end(int length) {
        count = length;
        cut(length);
        for (int place = 0; place < Token.DISTANCES; place++) {
            EIGHT_BYTES.set(masks, place * MASK_BYTES + (length + 7) / Byte.SIZE, ALL_DIFFER);
        }
    }

    /** Ends every match before this place of the block. */
    void cut(int at) {
        for (int place = 0; place < Token.DISTANCES; place++) {
            masks[place * MASK_BYTES + (at >>> 3)] |= (byte) (1 << (at & 7));
        }
    }

    /** All four masks, to be read by {@link #from}; this buffer's own array. */
    byte[] all() {
        return masks;
    }

    /**
     * The bits of a mask from this place of the block on, the first lowest; at least {@link #BITS} are right.
     *
     * @param masks all four
     */
    static long from(byte[] masks, int place, int at) {
        return (long) EIGHT_BYTES.get(masks, place * MASK_BYTES + (at >>> 3)) >>> (at & 7);
    }

    /** How many bytes differ from all four before them, and so cannot be in a match. */
    int unmatched() {
        int unmatched = 0;
        for (int at = 0; at + Long.SIZE <= count; at += Long.SIZE) {
            unmatched +=
                    Long.bitCount(from(masks, 0, at) & from(masks, 1, at) & from(masks, 2, at) & from(masks, 3, at));
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
        int distance = distances[place];
        for (int first = from; first < to; first += Byte.SIZE) {
            int bits = 0;
            for (int i = 0; i < Byte.SIZE; i++) {
                int at = start + first + i;
                boolean same =
                        distance > 0 && first + i < to && at - distance >= origin && raw[at] == raw[at - distance];
                bits |= same ? 0 : 1 << i;
            }
            masks[place * MASK_BYTES + first / Byte.SIZE] = (byte) bits;
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
        set(0, at, transpose(differ0));
        set(1, at, distance1 == 0 ? ALL_DIFFER : transpose(differ1));
        set(2, at, distance2 == 0 ? ALL_DIFFER : transpose(differ2));
        set(3, at, distance3 == 0 ? ALL_DIFFER : transpose(differ3));
    }

    /** Compares cells that are told in words. */
    private void compareKnown(long[] occupied, int length, int side, int firstWord) {
        long[] edgeWords = edges.words();
        long before = firstWord > 0 ? Long.reverse(occupied[firstWord - 1]) : 0;
        int edge = edges.place(firstWord);
        for (int at = 0, word = firstWord; at < length; at += Long.SIZE, word++) {
            long now = Long.reverse(occupied[word]);
            compareWord(now, before, side, edgeWords, edge, at);
            before = now;
            edge = edges.next(edge);
        }
    }

    /** Compares cells by looking at them. */
    private void compareOccupied(byte[] raw, int origin, int start, int length, int side) {
        long before = start > origin ? occupied(raw, start - Long.SIZE) : 0;
        int whole = length & -Long.SIZE;
        long[] edgeWords = edges.words();
        int edge = edges.place((start - origin) / Long.SIZE);
        for (int at = 0; at < whole; at += Long.SIZE) {
            long now = occupied(raw, start + at);
            compareWord(now, before, side, edgeWords, edge, at);
            before = now;
            edge = edges.next(edge);
        }
        if (whole < length) {
            byte[] last = new byte[Long.SIZE];
            System.arraycopy(raw, start + whole, last, 0, length - whole);
            compareWord(occupied(last, 0), before, side, edgeWords, edge, whole);
        }
    }

    /** Compares 64 cells with those before them. */
    private void compareWord(long now, long before, int side, long[] words, int edge, int at) {
        setDiffering(0, at, now, (now << 1) | (before >>> -1), words[edge]);
        setDiffering(1, at, now, (now << side) | (before >>> -side), words[edge + 1]);
        setDiffering(2, at, now, (now << (side - 1)) | (before >>> (1 - side)), words[edge + 2]);
        setDiffering(3, at, now, (now << (side + 1)) | (before >>> (-1 - side)), words[edge + 3]);
    }

    private void setDiffering(int place, int at, long now, long other, long edge) {
        set(place, at, (now ^ other) | (now & edge)); // what is occupied and at the edge differs either way
    }

    private void set(int place, int at, long differing) {
        EIGHT_BYTES.set(masks, place * MASK_BYTES + at / Byte.SIZE, differing);
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
