package io.atomicdatasets.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SegmentTest {
    @Property
    void segmentsJoinedEndToEndAreOneStream(@ForAll @Size(max = 5) List<byte[]> pieces) throws DataFormatException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int crc = 0;
        try (SegmentEncoder encoder = SegmentEncoder.deflating()) {
            for (byte[] piece : pieces) {
                Segment segment = encoder.encode(piece, 0, piece.length);
                raw.writeBytes(piece);
                joined.writeBytes(bytes(segment));
                crc = Crc32.combine(crc, segment.crc(), segment.rawLength());
            }
        }
        byte[] end = new byte[Segment.end().remaining()];
        Segment.end().get(end);
        joined.writeBytes(end);

        assertThat(inflate(joined.toByteArray(), raw.size())).isEqualTo(raw.toByteArray());
        assertThat(crc).isEqualTo(crcOf(raw.toByteArray()));
    }

    @Property
    void theSameBytesGiveTheSameSegment(@ForAll byte[] bytes) {
        try (SegmentEncoder used = SegmentEncoder.deflating();
                SegmentEncoder fresh = SegmentEncoder.deflating()) {
            used.encode(new byte[] {1, 2, 3, 4, 5}, 0, 5);

            assertThat(used.encode(bytes, 0, bytes.length)).isEqualTo(fresh.encode(bytes, 0, bytes.length));
        }
    }

    @Test
    void noiseLargerThanTheBufferIsEncodedWhole() throws DataFormatException {
        byte[] noise = new byte[300_000];
        new java.util.Random(1).nextBytes(noise);
        try (SegmentEncoder encoder = SegmentEncoder.deflating()) {
            Segment segment = encoder.encode(noise, 0, noise.length);

            assertThat(inflate(bytes(segment), noise.length)).isEqualTo(noise);
        }
    }

    @Test
    void storedBlocksAreSplitAtTheirLongestLength() throws DataFormatException {
        byte[] raw = new byte[150_000];
        raw[149_999] = 7;

        Segment stored = Segment.stored(raw);

        assertThat(stored.length()).isEqualTo(150_000 + 3 * 5);
        assertThat(inflate(bytes(stored), raw.length)).isEqualTo(raw);
        assertThat(stored.crc()).isEqualTo(crcOf(raw));
    }

    private static byte[] bytes(Segment segment) {
        byte[] bytes = new byte[segment.length()];
        segment.compressed().get(bytes);
        return bytes;
    }

    private static byte[] inflate(byte[] compressed, int length) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(compressed);
            byte[] raw = new byte[length + 1];
            int size = 0;
            while (!inflater.finished() && !inflater.needsInput()) {
                size += inflater.inflate(raw, size, raw.length - size);
            }
            return java.util.Arrays.copyOf(raw, size);
        } finally {
            inflater.end();
        }
    }

    private static int crcOf(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
