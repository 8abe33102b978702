package io.atomicdatasets.deflate;

/**
 * Combines CRC-32s: the checksum of a concatenation from those of its parts.
 *
 * <p>Appending a byte of zeros to a message multiplies its remainder by x^8 modulo the polynomial of RFC 1952, section 8,
 * so appending {@code n} bytes is one multiplication by x^(8n), and the remainders of the parts add up.
 */
public final class Crc32 {
    /** x^32 + x^26 + ... + 1, bit-reversed: the coefficient of x^0 is the highest bit. */
    private static final int POLYNOMIAL = 0xEDB88320;

    /** x^(8 * 2^k) modulo the polynomial, for k = 0..62. */
    private static final int[] X_TO_8_TIMES_2_TO = new int[63];

    static {
        int power = 1 << 23; // x^8
        for (int k = 0; k < X_TO_8_TIMES_2_TO.length; k++) {
            X_TO_8_TIMES_2_TO[k] = power;
            power = multiply(power, power);
        }
    }

    private Crc32() {}

    /**
     * The CRC-32 of two parts joined.
     *
     * @param first CRC-32 of the first part; 0 if it is empty
     * @param second CRC-32 of the second part
     * @param secondLength bytes of the second part, at least 0
     */
    public static int combine(int first, int second, long secondLength) {
        int shifted = first;
        long rest = secondLength;
        for (int k = 0; rest != 0; k++, rest >>>= 1) {
            if ((rest & 1) != 0) {
                shifted = multiply(shifted, X_TO_8_TIMES_2_TO[k]);
            }
        }
        return shifted ^ second;
    }

    /** The product of two remainders modulo the polynomial. */
    private static int multiply(int a, int b) {
        int product = 0;
        int shiftedB = b;
        for (int bit = 31; bit >= 0; bit--) {
            if ((a >>> bit & 1) != 0) {
                product ^= shiftedB;
            }
            shiftedB = (shiftedB >>> 1) ^ (POLYNOMIAL & -(shiftedB & 1));
        }
        return product;
    }
}
