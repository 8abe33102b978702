package io.atomicdatasets.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Structs in Thrift's compact protocol, in which Parquet writes all that is not data. Fields are written in the order of
 * their numbers.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">Thrift compact protocol</a>
 */
final class CompactWriter {
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I8 = 3;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int STOP = 0;

    private static final int LONGEST_SHORT_LIST = 14;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** The last field of each struct around the one that is written. */
    private final Deque<Integer> outer = new ArrayDeque<>();

    private int lastField;

    /** The types of what lists hold. */
    enum Element {
        I32(CompactWriter.I32),
        BINARY(CompactWriter.BINARY),
        STRUCT(CompactWriter.STRUCT);

        private final int code;

        Element(int code) {
            this.code = code;
        }
    }

    void i8(int field, int value) {
        fieldHeader(field, I8);
        out.write(value);
    }

    void i32(int field, int value) {
        fieldHeader(field, I32);
        varint(zigzag(value));
    }

    void i64(int field, long value) {
        fieldHeader(field, I64);
        varint(zigzag(value));
    }

    void bool(int field, boolean value) {
        fieldHeader(field, value ? TRUE : FALSE); // the type is the value
    }

    void binary(int field, byte[] value) {
        fieldHeader(field, BINARY);
        bytes(value);
    }

    void string(int field, String value) {
        binary(field, value.getBytes(UTF_8));
    }

    /** Begins a struct that is a field of the one that is written. */
    void beginStruct(int field) {
        fieldHeader(field, STRUCT);
        beginStruct();
    }

    /** Begins a list; that many elements must follow. */
    void beginList(int field, Element element, int size) {
        fieldHeader(field, LIST);
        if (size <= LONGEST_SHORT_LIST) {
            out.write(size << 4 | element.code);
        } else {
            out.write(0xF0 | element.code);
            varint(size);
        }
    }

    /** Begins a struct that is no field: the outermost, or an element of a list. */
    void beginStruct() {
        outer.push(lastField);
        lastField = 0;
    }

    /** Ends the struct that was begun last. */
    void endStruct() {
        out.write(STOP);
        lastField = outer.pop();
    }

    /** An element of a list of integers. */
    void i32Element(int value) {
        varint(zigzag(value));
    }

    /** An element of a list of strings. */
    void stringElement(String value) {
        bytes(value.getBytes(UTF_8));
    }

    /** What was written since the last time. */
    ByteBuffer take() {
        ByteBuffer taken = ByteBuffer.wrap(out.toByteArray());
        out.reset();
        return taken;
    }

    private void fieldHeader(int field, int type) {
        int delta = field - lastField;
        if (delta < 1 || delta > 15) {
            throw new IllegalArgumentException("field " + field + " after field " + lastField);
        }
        out.write(delta << 4 | type);
        lastField = field;
    }

    private void bytes(byte[] value) {
        varint(value.length);
        out.writeBytes(value);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write(((int) rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }
}
