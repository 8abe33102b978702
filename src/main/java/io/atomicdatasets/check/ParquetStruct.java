package io.atomicdatasets.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A struct in Thrift's compact protocol: what its fields hold, by their numbers. Nothing in it is trusted: what is asked
 * for and not there, or of another type, is malformed.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">Thrift compact protocol</a>
 */
final class ParquetStruct {
    private static final int DEEPEST = 16;
    private static final int STOP = 0;
    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int I8 = 3;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final long offset;
    private final Map<Integer, Object> fields = new HashMap<>();

    private ParquetStruct(long offset) {
        this.offset = offset;
    }

    /**
     * Reads a struct and moves the buffer behind it.
     *
     * @param offset where in the file the buffer's byte 0 stands
     */
    static ParquetStruct read(ByteBuffer from, long offset) throws MalformedParquetException {
        return readStruct(from, offset, 0);
    }

    private static ParquetStruct readStruct(ByteBuffer from, long offset, int depth) throws MalformedParquetException {
        long start = offset + from.position();
        ParquetStruct struct = new ParquetStruct(start);
        int field = 0;
        while (true) {
            int header = readByte(from, offset);
            if (header == STOP) {
                return struct;
            }
            int delta = header >>> 4;
            field = delta == 0 ? (int) unzigzag(readVarint(from, offset)) : field + delta;
            Object value = readValue(from, offset, header & 0xF, depth, true);
            if (struct.fields.put(field, value) != null) {
                throw new MalformedParquetException("has field " + field + " twice in one struct", start);
            }
        }
    }

    private static Object readValue(ByteBuffer from, long offset, int type, int depth, boolean isField)
            throws MalformedParquetException {
        long at = offset + from.position();
        if (depth > DEEPEST) {
            throw new MalformedParquetException("has records nested deeper than " + DEEPEST, at);
        }
        return switch (type) {
            case TRUE, FALSE -> isField ? type == TRUE : readByte(from, offset) == TRUE;
            case I8 -> (byte) readByte(from, offset);
            case I32 -> readInt(from, offset);
            case I64 -> unzigzag(readVarint(from, offset));
            case BINARY -> readBinary(from, offset);
            case LIST -> readList(from, offset, depth);
            case STRUCT -> readStruct(from, offset, depth + 1);
            default -> throw new MalformedParquetException("has a field of a type that is not used, " + type, at);
        };
    }

    private static int readInt(ByteBuffer from, long offset) throws MalformedParquetException {
        long at = offset + from.position();
        long value = unzigzag(readVarint(from, offset));
        if (value != (int) value) {
            throw new MalformedParquetException("has a number that does not fit into 32 bits, " + value, at);
        }
        return (int) value;
    }

    private static byte[] readBinary(ByteBuffer from, long offset) throws MalformedParquetException {
        byte[] bytes = new byte[readLength(from, offset)];
        from.get(bytes);
        return bytes;
    }

    private static List<Object> readList(ByteBuffer from, long offset, int depth) throws MalformedParquetException {
        int header = readByte(from, offset);
        int size = header >>> 4;
        if (size == 0xF) {
            size = readLength(from, offset); // each element has a byte at least
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(readValue(from, offset, header & 0xF, depth + 1, false));
        }
        return list;
    }

    /** A length of what follows, no longer than what is there. */
    private static int readLength(ByteBuffer from, long offset) throws MalformedParquetException {
        long at = offset + from.position();
        long length = readVarint(from, offset);
        if (length < 0 || length > from.remaining()) {
            throw new MalformedParquetException(
                    "has a record of %d bytes or elements where %d bytes are left".formatted(length, from.remaining()),
                    at);
        }
        return (int) length;
    }

    private static long readVarint(ByteBuffer from, long offset) throws MalformedParquetException {
        long at = offset + from.position();
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = readByte(from, offset);
            value |= (next & 0x7FL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedParquetException("has a number without an end", at);
    }

    private static int readByte(ByteBuffer from, long offset) throws MalformedParquetException {
        if (!from.hasRemaining()) {
            throw new MalformedParquetException("has a record that breaks off", offset + from.position());
        }
        return from.get() & 0xFF;
    }

    private static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    /** Where in the file it begins. */
    long offset() {
        return offset;
    }

    /** Sees to it that it has these fields and no others. */
    void demandFields(Integer... numbers) throws MalformedParquetException {
        if (!fields.keySet().equals(Set.of(numbers))) {
            throw new MalformedParquetException(
                    "has a struct of fields %s, not %s".formatted(fields.keySet(), Arrays.toString(numbers)), offset);
        }
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    int i8(int field) throws MalformedParquetException {
        return get(field, Byte.class);
    }

    int i32(int field) throws MalformedParquetException {
        return get(field, Integer.class);
    }

    long i64(int field) throws MalformedParquetException {
        return get(field, Long.class);
    }

    boolean flag(int field) throws MalformedParquetException {
        return get(field, Boolean.class);
    }

    byte[] bytes(int field) throws MalformedParquetException {
        return get(field, byte[].class);
    }

    String text(int field) throws MalformedParquetException {
        return new String(bytes(field), UTF_8);
    }

    ParquetStruct struct(int field) throws MalformedParquetException {
        return get(field, ParquetStruct.class);
    }

    List<ParquetStruct> structs(int field) throws MalformedParquetException {
        return elements(field, ParquetStruct.class);
    }

    List<Integer> i32s(int field) throws MalformedParquetException {
        return elements(field, Integer.class);
    }

    List<String> texts(int field) throws MalformedParquetException {
        return elements(field, byte[].class).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
    }

    private <T> List<T> elements(int field, Class<T> type) throws MalformedParquetException {
        List<T> elements = new ArrayList<>();
        for (Object element : get(field, List.class)) {
            elements.add(cast(field, element, type));
        }
        return elements;
    }

    private <T> T get(int field, Class<T> type) throws MalformedParquetException {
        return cast(field, fields.get(field), type);
    }

    private <T> T cast(int field, @Nullable Object value, Class<T> type) throws MalformedParquetException {
        if (!type.isInstance(value)) {
            throw new MalformedParquetException("has no field " + field + " of the right type in a struct", offset);
        }
        return type.cast(value);
    }
}
