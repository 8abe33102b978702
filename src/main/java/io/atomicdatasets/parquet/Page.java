package io.atomicdatasets.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Values of one column as they stand in a file, header included. Made by a {@link PageEncoder}; it refers to the bytes of
 * the segment that it was made of and is to be written before those are overwritten.
 */
public final class Page {
    private final int rows;
    private final int values;
    private final @Nullable Bounds bounds;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private final long rawBytes;
    private final long bytes;

    /**
     * A page with this body.
     *
     * @param kind what it holds
     * @param rows how many rows its values are of
     * @param values how many they are
     * @param bounds between which they are, if that is to be told
     */
    Page(PageHeader.Kind kind, int rows, int values, @Nullable Bounds bounds, PageBody body) {
        this.rows = rows;
        this.values = values;
        this.bounds = bounds;
        List<ByteBuffer> bodyPieces = body.finish();
        CRC32 crc = new CRC32();
        int bodyBytes = 0;
        for (ByteBuffer piece : bodyPieces) {
            bodyBytes += piece.remaining();
            crc.update(piece.duplicate());
        }
        ByteBuffer header = new PageHeader(kind, body.rawLength(), bodyBytes, (int) crc.getValue(), values).toBytes();
        rawBytes = (long) header.remaining() + body.rawLength();
        bytes = (long) header.remaining() + bodyBytes;
        pieces.add(header);
        pieces.addAll(bodyPieces);
    }

    /** How many rows it has values of; 0 if it is no page at all, because there is nothing to write. */
    public int rows() {
        return rows;
    }

    /** Bytes in the file, header included. */
    public long sizeInBytes() {
        return bytes;
    }

    /** How many values it has; in lists each element is one. */
    int values() {
        return values;
    }

    /** Bytes of the header and of the body, inflated. */
    long rawBytes() {
        return rawBytes;
    }

    /** Between which its values are, if it is known. */
    @Nullable Bounds bounds() {
        return bounds;
    }

    void writeTo(FileChannel channel) throws IOException {
        ByteBuffer[] rest = pieces.stream().map(ByteBuffer::duplicate).toArray(ByteBuffer[]::new);
        for (long left = bytes; left > 0; ) {
            left -= channel.write(rest);
        }
    }
}
