package io.atomicdatasets.image;

/** The n-th set bit of a long, branch-free: first the byte, by running bit counts, then the bit, by a table. */
final class SelectBit {
    private static final long IN_EACH_BYTE = 0x01010101_01010101L;
    private static final long HIGH_BITS = 0x80808080_80808080L;
    private static final int BYTES = 1 << Byte.SIZE;

    /** For each n in 0..7 and each byte, the index of its n-th set bit. */
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
     * The long with only this bit set.
     *
     * @param place n: 0 for the lowest set bit, below the number of set bits
     */
    static long of(long word, int place) {
        long pairs = word - ((word >>> 1) & 0x55555555_55555555L);
        long fours = (pairs & 0x33333333_33333333L) + ((pairs >>> 2) & 0x33333333_33333333L);
        long counts = (fours + (fours >>> 4)) & 0x0F0F0F0F_0F0F0F0FL;
        long upTo = counts * IN_EACH_BYTE; // each byte holds the count of its own bits and of all bytes below
        long passed = ((place * IN_EACH_BYTE | HIGH_BITS) - upTo) & HIGH_BITS;
        int shift = Byte.SIZE * Long.bitCount(passed);
        int placeInByte = place - (int) ((upTo << Byte.SIZE) >>> shift & 0xFF);
        int bits = (int) (word >>> shift) & 0xFF;
        return 1L << (shift + BIT_OF_PLACE[placeInByte * BYTES + bits]);
    }
}
