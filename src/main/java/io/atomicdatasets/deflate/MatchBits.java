package io.atomicdatasets.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds all matches of a block at four distances: 1 (a run), the width of a row (the row above), and one less and one more
 * (its diagonals). For each distance one bitmap has a bit for each byte, set where it differs from the byte that distance
 * back. A match is a run of zeros, so its length is one count of trailing zeros.
 *
 * <p>Not thread-safe; reused for one block after the other.
 */
final class MatchBits {
    /** How many of the bits that {@link #from} returns are valid. */
    static final int BITS = Long.SIZE - 7;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x7F7F7F7F_7F7F7F7FL;
    private static final long ALL_DIFFER = -1;

    /** The most bytes of a block: 1,024 images of 16x16. */
    static final int LONGEST_BLOCK = 1 << 18;

    /** Bytes of one bitmap. One array holds all four, a constant apart: that takes fewer registers than four arrays. */
    static final int BITMAP_BYTES = LONGEST_BLOCK / Byte.SIZE + 2 * Long.BYTES;

    // Grids of these sides have four different distances, all less than 64.
    private static final int SMALLEST_SIDE = 4;
    private static final int LARGEST_SIDE = Long.SIZE - 2;

    private final int[] distances = new int[Token.DISTANCES];
    private final byte[] bitmaps = new byte[Token.DISTANCES * BITMAP_BYTES];
    private GridEdges edges = new GridEdges(SMALLEST_SIDE);
    private int count;

    /** The distance with this index; 0 where a width gives fewer than four. */
    int distance(int place) {
        return distances[place];
    }

    /**
     * Compares the bytes of a block.
     *
     * @param raw the bytes; matches reach back to {@code origin} at the most
     * @param start the block's first byte
     * @param length how many it has
     * @param width bytes of a row, at least 1
     */
    void fill(byte[] raw, int origin, int start, int length, int width) {
        chooseDistances(width);
        int reach = Math.max(distances[0], Math.max(distances[1], distances[3]));
        // 64 bytes at a time, except where that would reach before the first byte or past the last.
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
     * The same for grids as described in {@link SegmentEncoder#encodeGrids}, the first of which starts at {@code origin}. There
     * neighbours are equal unless one is 0, so bytes differ where exactly one of them is 0. At the edges, where a distance
     * leads to no neighbour, bytes count as different unless both are 0.
     *
     * @param start the origin or a multiple of 64 after it
     * @param occupied as described in {@link SegmentEncoder#encodeImages}
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
            for (int place = 0; place < Token.DISTANCES; place++) { // there is nothing before the first grid
                int at = place * BITMAP_BYTES;
                EIGHT_BYTES.set(bitmaps, at, (long) EIGHT_BYTES.get(bitmaps, at) | ~(-1L << distances[place]));
            }
        }
        end(length);
    }

    /** Lets no match reach past the end of the block. */
    private void end(int length) {
        count = length;
        cut(length);
        for (int place = 0; place < Token.DISTANCES; place++) {
            EIGHT_BYTES.set(bitmaps, place * BITMAP_BYTES + (length + 7) / Byte.SIZE, ALL_DIFFER);
        }
    }

    /** Lets no match reach past this position of the block. */
    void cut(int at) {
        for (int place = 0; place < Token.DISTANCES; place++) {
            bitmaps[place * BITMAP_BYTES + (at >>> 3)] |= (byte) (1 << (at & 7));
        }
    }

    /** The four bitmaps, to be read by {@link #from}; not to be written to. */
    byte[] all() {
        return bitmaps;
    }

    /**
     * The bits of a bitmap from this position of the block on, the first lowest; at least {@link #BITS} are valid.
     *
     * @param bitmaps all four
     */
    static long from(byte[] bitmaps, int place, int at) {
        return (long) EIGHT_BYTES.get(bitmaps, place * BITMAP_BYTES + (at >>> 3)) >>> (at & 7);
    }

    /** How many bytes are in no match, because they differ from those at all four distances. */
    int unmatched() {
        int unmatched = 0;
        for (int at = 0; at + Long.SIZE <= count; at += Long.SIZE) {
            unmatched += Long.bitCount(
                    from(bitmaps, 0, at) & from(bitmaps, 1, at) & from(bitmaps, 2, at) & from(bitmaps, 3, at));
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
            bitmaps[place * BITMAP_BYTES + first / Byte.SIZE] = (byte) bits;
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

    /** Compares cells whose occupancy is given. */
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

    /** Compares cells after reading which are occupied. */
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

    /** Compares 64 cells with those at the four distances. */
    private void compareWord(long now, long before, int side, long[] words, int edge, int at) {
        setDiffering(0, at, now, (now << 1) | (before >>> -1), words[edge]);
        setDiffering(1, at, now, (now << side) | (before >>> -side), words[edge + 1]);
        setDiffering(2, at, now, (now << (side - 1)) | (before >>> (1 - side)), words[edge + 2]);
        setDiffering(3, at, now, (now << (side + 1)) | (before >>> (-1 - side)), words[edge + 3]);
    }

    private void setDiffering(int place, int at, long now, long other, long edge) {
        set(place, at, (now ^ other) | (now & edge)); // an occupied cell at the edge differs in any case
    }

    private void set(int place, int at, long differing) {
        EIGHT_BYTES.set(bitmaps, place * BITMAP_BYTES + at / Byte.SIZE, differing);
    }

    /** A set bit for each of 64 bytes that is not 0, the first lowest. */
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

    /** Transposes an 8x8 bit matrix: swaps in blocks of 1, 2 and 4 (Hacker's Delight, section 7-3). */
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
