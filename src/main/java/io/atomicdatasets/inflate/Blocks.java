package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * The blocks of a DEFLATE stream, decoded one after the other into a {@link Window}.
 *
 * <p>For one thread at a time; begun again for each stream.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.3">RFC 1951, section 3.2.3</a>
 */
final class Blocks {
    /** What the next bits are. */
    private enum State {
        HEADER,
        STORED,
        HUFFMAN,
        END
    }

    private final BitReader in = new BitReader();
    private final HuffmanBlock block = new HuffmanBlock();
    private State state = State.END;
    private boolean inLastBlock;
    private int storedLeft;

    /** Begins with the first byte of a stream. */
    void begin(InputStream compressed) {
        in.begin(compressed);
        state = State.HEADER;
    }

    /** Whether the last block has ended. */
    boolean haveEnded() {
        return state == State.END;
    }

    /** Whether a block that is not the last has ended with the last bit of so many bytes of the stream. */
    boolean standBehind(long bytes) {
        return state == State.HEADER && in.isAligned() && in.count() == bytes;
    }

    /** How many bytes of the stream were taken, the last one perhaps in part. */
    long count() {
        return in.count();
    }

    /** Decodes some more; they must not have ended, and the window must have room. */
    void goOn(Window out) throws IOException {
        switch (state) {
            case HEADER -> beginBlock();
            case STORED -> {
                if (storedLeft > 0) {
                    int count = in.copy(out.bytes, out.end, Math.min(storedLeft, out.room()));
                    out.end += count;
                    storedLeft -= count;
                } else {
                    endBlock();
                }
            }
            case HUFFMAN -> {
                if (block.decode(in, out)) {
                    endBlock();
                }
            }
            case END -> throw new IllegalStateException("have ended");
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
