package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.ZipException;

/**
 * The bytes that a DEFLATE stream stands for. Reads nothing behind the stream's end but what it has to buffer.
 *
 * <p>Throws {@link ZipException} where the stream is none, {@link java.io.EOFException} where it breaks off; both messages
 * are to follow the name of what was read.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951</a>
 */
public final class InflatingStream extends InputStream {
    /** What the next bits are. */
    private enum State {
        HEADER,
        STORED,
        HUFFMAN,
        END
    }

    private final InputStream compressed;
    private final BitReader in;
    private final Window window = new Window();
    private final HuffmanBlock block = new HuffmanBlock();
    private State state = State.HEADER;
    private boolean inLastBlock;
    private int storedLeft;

    /** Reads a stream from its first byte. */
    public InflatingStream(InputStream compressed) {
        this.compressed = compressed;
        in = new BitReader(compressed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (window.waiting() == 0) {
            if (state == State.END) {
                return -1;
            }
            window.makeRoom();
            goOn();
        }
        return window.take(target, from, length);
    }

    /** How many bytes of the compressed stream were taken so far; at its end, how many it has. */
    public long compressedCount() {
        return in.count();
    }

    @Override
    public void close() throws IOException {
        compressed.close();
    }

    private void goOn() throws IOException {
        switch (state) {
            case HEADER -> beginBlock();
            case STORED -> {
                if (storedLeft > 0) {
                    int count = in.copy(window.bytes, window.end, Math.min(storedLeft, window.room()));
                    window.end += count;
                    storedLeft -= count;
                } else {
                    endBlock();
                }
            }
            case HUFFMAN -> {
                if (block.decode(in, window)) {
                    endBlock();
                }
            }
            case END -> throw new IllegalStateException("has ended");
        }
    }

    private void beginBlock() throws IOException {
        inLastBlock = in.take(1) == 1;
        switch (in.take(2)) {
            case 0 -> beginStored();
            case 1 -> {
                block.beginFixed();
                state = State.HUFFMAN;
            }
            case 2 -> {
                block.beginDynamic(in);
                state = State.HUFFMAN;
            }
            default -> throw new ZipException("has a block of a type that there is not");
        }
    }

    private void beginStored() throws IOException {
        in.align();
        storedLeft = in.take(16);
        if ((in.take(16) ^ 0xFFFF) != storedLeft) {
            throw new ZipException("has a stored block whose length is told in two ways");
        }
        state = State.STORED;
    }

    private void endBlock() {
        state = inLastBlock ? State.END : State.HEADER;
    }
}
