package io.atomicdatasets.check;

import java.io.ByteArrayOutputStream;

/** Numbers in seven bits a byte, the lowest first, each byte but the last with its highest bit set. */
final class Varint {
    private Varint() {}

    static byte[] of(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            out.write((int) ((rest & 0x7F) | 0x80));
        }
        out.write((int) rest);
        return out.toByteArray();
    }
}
