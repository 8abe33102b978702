package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Decodes a DEFLATE stream block by block into a {@link Window}.
 *
 * <p>Not thread-safe; reusable for one stream after the other.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951#section-3.2.3">RFC 1951, section 3.2.3</a>
 */
final class BlockDecoder {
    /** What the next bits of the stream are. */
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

    /** Starts decoding a stream at its first byte. */
    void begin(InputStream compressed) {
        in.begin(compressed);
        state = State.HEADER;
    }

    /** Whether the last block is decoded. */
    boolean isFinished() {
        return state == State.END;
    }

    /** Whether a block that is not the last ended exactly after so many bytes of the stream. */
    boolean isBetweenBlocksAt(long bytes) {
        return state == State.HEADER && in.isAligned() && in.count() == bytes;
    }

    /** Whether a block that is not the last ended on a byte boundary, and the next is not begun. */
    boolean isBetweenBlocks() {
        boolean isEnded = state == State.HEADER || (state == State.STORED && storedLeft == 0 && !inLastBlock);
        return isEnded && in.isAligned();
    }

    /** How many bytes of the stream were consumed, the last one perhaps in part. */
    long count() {
        return in.count();
    }

    /**
     * Decodes some more of the stream; it must not be finished, and the window must have room.
     *
     * @throws ZipException if the stream is malformed; the message gives the place
     */
    void decode(Window out) throws IOException {
        try {
            decodeSome(out);
        } catch (ZipException e) {
            ZipException located =
                    new ZipException(e.getMessage() + ", at byte " + count() + " of its compressed bytes");
            located.initCause(e);
            throw located;
        }
    }

    private void decodeSome(Window out) throws IOException {
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
            case END -> throw new IllegalStateException("the stream is finished");
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
            default -> throw new ZipException("has a block of the reserved type 3");
        }
    }

    private void beginStored() throws IOException {
        in.align();
        storedLeft = in.take(16);
        int complement = in.take(16);
        if ((complement ^ 0xFFFF) != storedLeft) {
            throw new ZipException(
                    "has a stored block whose LEN is " + storedLeft + ", but whose NLEN says " + (complement ^ 0xFFFF));
        }
        state = State.STORED;
    }

    private void endBlock() {
        state = inLastBlock ? State.END : State.HEADER;
    }
}
