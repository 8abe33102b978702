package io.atomicdatasets.check;

import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** The rows of {@code chunks.npy}, one after the other; memory does not grow with their number. */
final class ChunkRows implements Closeable {
    private static final String DESCR = "<u4";
    private static final int ROW_BYTES = Split.COUNT * Integer.BYTES;

    private final CheckedInputStream in;
    private final NpyArray array;
    private long read;

    /**
     * Opens the file.
     *
     * @throws MalformedFileException if it is no array of this type and shape, or not as long as that says
     */
    ChunkRows(Path file) throws IOException {
        long size = Files.size(file);
        InputStream bytes = Files.newInputStream(file);
        in = new CheckedInputStream(new BufferedInputStream(bytes), new CRC32());
        try {
            array = NpyArray.read(in);
            demandShape(size);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private void demandShape(long size) throws MalformedFileException {
        boolean isTable = array.descr().equals(DESCR)
                && array.shape().size() == 2
                && array.shape().get(1) == Split.COUNT;
        if (!isTable) {
            throw new MalformedFileException("holds " + array + ", not " + DESCR + " (chunks, " + Split.COUNT + ")");
        }
        long bytes = size - array.headBytes();
        if (bytes % ROW_BYTES != 0 || bytes / ROW_BYTES != rows()) {
            throw new MalformedFileException("has " + bytes + " bytes of elements, and the shape " + array.shape());
        }
    }

    /** How many rows there are. */
    long rows() {
        return array.shape().get(0);
    }

    /** Whether another row follows. */
    boolean hasNext() {
        return read < rows();
    }

    /** How many images the next chunk gave to each split. */
    PerSplit<Long> next() throws IOException {
        byte[] row = in.readNBytes(ROW_BYTES);
        if (row.length < ROW_BYTES) {
            throw new MalformedFileException("breaks off in row " + read);
        }
        read++;
        ByteBuffer counts = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
        return PerSplit.of(split -> Integer.toUnsignedLong(counts.getInt(split.column() * Integer.BYTES)));
    }

    /** The head of the array. */
    NpyArray array() {
        return array;
    }

    /** CRC-32 of what was read. */
    int crc() {
        return (int) in.getChecksum().getValue();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
