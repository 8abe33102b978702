package io.atomicdatasets.check;

/**
 * CRC-32 of bytes that follow each other, of which only the parts' own are known: behind n bytes more, a CRC is what it was
 * times x^8n modulo the polynomial.
 */
final class JoinedCrc {
    private static final int POLYNOMIAL = 0xEDB88320; // the lowest bit is the highest power
    private static final int ONE = 1 << 31;
    private static final int BITS_OF_LENGTHS = 40;
    /** x to the power of 8, 16, 32, 64, ... */
    private static final int[] POWERS = new int[BITS_OF_LENGTHS];

    static {
        POWERS[0] = ONE >>> Byte.SIZE;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = times(POWERS[i - 1], POWERS[i - 1]);
        }
    }

    private int crc;
    private long length;

    /** Adds bytes of which this is the CRC-32. */
    void add(int next, long bytes) {
        int power = ONE;
        for (int i = 0; bytes >>> i != 0; i++) {
            power = (bytes >>> i & 1) == 0 ? power : times(power, POWERS[i]);
        }
        crc = times(power, crc) ^ next;
        length += bytes;
    }

    /** Adds what another was made of. */
    void add(JoinedCrc next) {
        add(next.crc, next.length);
    }

    private static int times(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int rest = a; rest != 0; rest <<= 1) {
            product ^= rest < 0 ? shifted : 0;
            shifted = (shifted & 1) == 0 ? shifted >>> 1 : shifted >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }

    int value() {
        return crc;
    }
}
