package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The header of a file in a tar archive.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">POSIX, ustar Interchange Format</a>
 */
final class TarHeader {
    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int UID = 108;
    private static final int GID = 116;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int ID_DIGITS = 7;
    private static final int LONG_DIGITS = 11;
    private static final int READABLE = 0644;
    private static final long LEAST_BINARY = 1L << (3 * LONG_DIGITS); // 8 GiB
    private static final byte BINARY = (byte) 0x80;

    private TarHeader() {}

    /**
     * One block.
     *
     * @param directory up to 155 ASCII characters
     * @param name up to 100 ASCII characters
     */
    static byte[] of(String directory, String name, long bytes, Instant time) {
        ByteBuffer header = ByteBuffer.allocate(TarLayout.BLOCK);
        header.put(NAME, name.getBytes(US_ASCII));
        octal(header, MODE, READABLE, ID_DIGITS);
        octal(header, UID, 0, ID_DIGITS);
        octal(header, GID, 0, ID_DIGITS);
        if (bytes < LEAST_BINARY) {
            octal(header, SIZE, bytes, LONG_DIGITS);
        } else { // as GNU tar writes it, and all read it
            header.put(SIZE, BINARY).putLong(SIZE + 4, bytes);
        }
        octal(header, TIME, time.getEpochSecond(), LONG_DIGITS);
        header.put(TYPE, (byte) '0');
        header.put(MAGIC, "ustar\00000".getBytes(US_ASCII));
        header.put(PREFIX, directory.getBytes(US_ASCII));
        header.put(CHECKSUM, "        ".getBytes(US_ASCII));
        int sum = 0;
        for (byte each : header.array()) {
            sum += each & 0xFF;
        }
        octal(header, CHECKSUM, sum, 6);
        header.put(CHECKSUM + 6, (byte) 0);
        return header.array();
    }

    private static void octal(ByteBuffer header, int at, long number, int digits) {
        header.put(at, ("%0" + digits + "o").formatted(number).getBytes(US_ASCII));
    }
}
