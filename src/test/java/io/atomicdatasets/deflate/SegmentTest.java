package io.atomicdatasets.deflate;

import static io.atomicdatasets.deflate.Inflated.bytes;
import static io.atomicdatasets.deflate.Inflated.inflate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SegmentTest {
    @Property
    void segmentsJoinedEndToEndAreOneStream(
            @ForAll @Size(max = 5) List<byte[]> pieces, @ForAll @IntRange(min = 1, max = 40) int width)
            throws DataFormatException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int crc = 0;
        SegmentEncoder encoder = SegmentEncoder.deflating();
        for (byte[] piece : pieces) {
            Segment segment = encoder.encode(piece, 0, piece.length, width);
            raw.writeBytes(piece);
            joined.writeBytes(bytes(segment));
            crc = Crc32.combine(crc, segment.crc(), segment.rawLength());
        }
        byte[] end = new byte[Segment.end().remaining()];
        Segment.end().get(end);
        joined.writeBytes(end);

        assertThat(inflate(joined.toByteArray(), raw.size())).isEqualTo(raw.toByteArray());
        assertThat(crc).isEqualTo(crcOf(raw.toByteArray()));
    }

    @Property
    void theSameBytesGiveTheSameSegment(@ForAll byte[] bytes) {
        SegmentEncoder used = SegmentEncoder.deflating();
        used.encode(new byte[] {1, 2, 3, 4, 5}, 0, 5, 1);

        assertThat(used.encode(bytes, 0, bytes.length, 3))
                .isEqualTo(SegmentEncoder.deflating().encode(bytes, 0, bytes.length, 3));
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

    private static int crcOf(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
