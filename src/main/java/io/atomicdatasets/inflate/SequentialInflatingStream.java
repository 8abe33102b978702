package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads a stream from its first byte to its last, whatever it is. */
final class SequentialInflatingStream extends InflatingStream {
    private final BlockDecoder blocks = new BlockDecoder();
    private final SlidingWindow window;

    SequentialInflatingStream(InputStream compressed) {
        this(compressed, new SlidingWindow());
    }

    /** Reads on from the first byte of a block; the window, from now on this stream's own, holds what came before. */
    SequentialInflatingStream(InputStream compressed, SlidingWindow window) {
        super(compressed);
        this.window = window;
        blocks.begin(compressed);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (window.available() == 0) {
            if (blocks.isFinished()) {
                return -1;
            }
            window.makeRoom();
            blocks.decode(window);
        }
        return window.read(target, from, length);
    }

    @Override
    public long compressedCount() {
        return blocks.count();
    }
}
