package io.atomicdatasets.image;

/** The n-th set bit of a word, in the same time for all: bytes first, by their running counts, then a table for one byte. */
final class SelectBit {
    private static final long IN_EACH_BYTE = 0x01010101_01010101L;
    private static final long HIGH_BITS = 0x80808080_80808080L;
    private static final int BYTES = 1 << Byte.SIZE;

    /** For each place 0..7 and each byte, which of its bits is the one in that place. */
    private static final byte[] BIT_OF_PLACE = new byte[Byte.SIZE * BYTES];

    static {
        for (int bits = 0; bits < BYTES; bits++) {
            for (int bit = 0, place = 0; bit < Byte.SIZE; bit++) {
                if ((bits >>> bit & 1) != 0) {
                    BIT_OF_PLACE[place++ * BYTES + bits] = (byte) bit;
                }
            }
        }
    }

    private SelectBit() {}

    /**
     * The word with only this bit.
     *
     * @param place 0 for the lowest that is set, below the number of those that are
     */
    static long of(long word, int place) {
        long pairs = word - ((word >>> 1) & 0x55555555_55555555L);
        long fours = (pairs & 0x33333333_33333333L) + ((pairs >>> 2) & 0x33333333_33333333L);
        long counts = (fours + (fours >>> 4)) & 0x0F0F0F0F_0F0F0F0FL;
        long upTo = counts * IN_EACH_BYTE; // each byte counts its own bits and those of all below
        long passed = ((place * IN_EACH_BYTE | HIGH_BITS) - upTo) & HIGH_BITS;
        int shift = Byte.SIZE * Long.bitCount(passed);
        int placeInByte = place - (int) ((upTo << Byte.SIZE) >>> shift & 0xFF);
        int bits = (int) (word >>> shift) & 0xFF;
        return 1L << (shift + BIT_OF_PLACE[placeInByte * BYTES + bits]);
    }
}
