package io.atomicdatasets.check;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The fields of a record, read one after the other, little-endian; what is not there is a malformed file. */
final class Fields {
    private final ByteBuffer bytes;
    private final String record;
    private final long position;

    /**
     * Fields of a record.
     *
     * @param bytes those of the record
     * @param record what it is, for messages
     * @param position where in the file it begins, for messages
     */
    Fields(ByteBuffer bytes, String record, long position) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.record = record;
        this.position = position;
    }

    int u16() throws MalformedFileException {
        require(Short.BYTES);
        return Short.toUnsignedInt(bytes.getShort());
    }

    long u32() throws MalformedFileException {
        require(Integer.BYTES);
        return Integer.toUnsignedLong(bytes.getInt());
    }

    /** An unsigned number of 8 bytes; no length or offset in a file is above {@link Long#MAX_VALUE}. */
    long u64() throws MalformedFileException {
        require(Long.BYTES);
        long value = bytes.getLong();
        if (value < 0) {
            bytes.position(bytes.position() - Long.BYTES);
            throw malformed("tells " + Long.toUnsignedString(value) + ", which is larger than any file");
        }
        return value;
    }

    String ascii(int length) throws MalformedFileException {
        require(length);
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, US_ASCII);
    }

    void skip(int length) throws MalformedFileException {
        require(length);
        bytes.position(bytes.position() + length);
    }

    /** The next bytes as a record of their own. */
    Fields slice(int length, String name) throws MalformedFileException {
        require(length);
        Fields slice = new Fields(bytes.slice(bytes.position(), length), name, position + bytes.position());
        bytes.position(bytes.position() + length);
        return slice;
    }

    int remaining() {
        return bytes.remaining();
    }

    /** Reads the four bytes with which a record of this kind begins. */
    void signature(int expected) throws MalformedFileException {
        long actual = u32();
        if ((int) actual != expected) {
            bytes.position(bytes.position() - Integer.BYTES);
            throw malformed(String.format("begins with 0x%08x, not 0x%08x", actual, expected));
        }
    }

    /** Demands of a number that was read that it is the one that the rest of the file calls for. */
    void expect(String field, long expected, long actual) throws MalformedFileException {
        if (actual != expected) {
            throw malformed("tells " + field + " " + actual + ", not " + expected);
        }
    }

    /** What is wrong with the record, near the field that was read last. */
    MalformedFileException malformed(String what) {
        return new MalformedFileException(
                "has a malformed " + record + ": it " + what + ", at " + (position + bytes.position()));
    }

    private void require(int length) throws MalformedFileException {
        if (length > bytes.remaining()) {
            throw malformed("breaks off");
        }
    }
}
