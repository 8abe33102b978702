package io.atomicdatasets.inflate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Streams that zlib makes in all its ways, whole and damaged, and what it makes of them. */
final class ZlibStreams {
    private static final int[] STRATEGIES = {Deflater.DEFAULT_STRATEGY, Deflater.FILTERED, Deflater.HUFFMAN_ONLY};

    private ZlibStreams() {}

    /** What one reader made of a stream. */
    record Read(String raw, long compressedCount) {}

    static Optional<Read> read(byte[] stream) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stream);
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            byte[] piece = new byte[1 << 12];
            while (!inflater.finished()) {
                int count = inflater.inflate(piece);
                if (count == 0 && !inflater.finished()) {
                    return Optional.empty();
                }
                raw.write(piece, 0, count);
            }
            return Optional.of(new Read(HexFormat.of().formatHex(raw.toByteArray()), inflater.getBytesRead()));
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /** Mostly a few hundred bytes, now and then more than a window; repetitive or not, at distances up to 40,000. */
    static byte[] raw(Random random, int i) {
        byte[] raw = new byte[random.nextInt(1 << (i % 500 == 0 ? 19 : 1 + random.nextInt(12)))];
        int values = 1 + random.nextInt(random.nextBoolean() ? 4 : 256);
        int newInHundred = random.nextInt(101);
        int farthest = 1 + random.nextInt(random.nextBoolean() ? 9 : 40_000);
        int distance = 1;
        for (int k = 0; k < raw.length; k++) {
            if (random.nextInt(100) < newInHundred) {
                distance = 1 + random.nextInt(farthest);
                raw[k] = (byte) random.nextInt(values);
            } else {
                raw[k] = k < distance ? 0 : raw[k - distance];
            }
        }
        return raw;
    }

    /** In a way that is picked at random, every second one flushed in between. */
    static byte[] deflate(byte[] raw, Random random) {
        int flush = random.nextBoolean() ? Deflater.NO_FLUSH : 2 + random.nextInt(2);
        return deflate(
                raw,
                random.nextInt(10),
                STRATEGIES[random.nextInt(STRATEGIES.length)],
                flush,
                1 + random.nextInt(2_000));
    }

    static byte[] deflate(byte[] raw, int level, int strategy) {
        return deflate(raw, level, strategy, Deflater.NO_FLUSH, Integer.MAX_VALUE);
    }

    /** Flushed in one of zlib's ways behind each piece of so many bytes. */
    static byte[] deflate(byte[] raw, int level, int flush, int pieceLength) {
        return deflate(raw, level, Deflater.DEFAULT_STRATEGY, flush, pieceLength);
    }

    private static byte[] deflate(byte[] raw, int level, int strategy, int flush, int pieceLength) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        try {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            byte[] out = new byte[1 << 12];
            deflater.deflate(out); // the strategy is set now: with input that is not finished, the JDK would lose some
            for (int at = 0; at < raw.length; at += Math.min(pieceLength, raw.length - at)) {
                deflater.setInput(raw, at, Math.min(pieceLength, raw.length - at));
                int count = out.length;
                while (count == out.length) {
                    count = deflater.deflate(out, 0, out.length, flush);
                    stream.write(out, 0, count);
                }
            }
            deflater.finish();
            while (!deflater.finished()) {
                stream.write(out, 0, deflater.deflate(out));
            }
            return stream.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** A piece of a stream that ends on a byte, is not the last, and refers to nothing before itself. */
    static byte[] flushed(byte[] raw, int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            ByteArrayOutputStream piece = new ByteArrayOutputStream();
            byte[] out = new byte[1 << 12];
            deflater.setInput(raw);
            int count = out.length;
            while (count == out.length) {
                count = deflater.deflate(out, 0, out.length, Deflater.FULL_FLUSH);
                piece.write(out, 0, count);
            }
            return piece.toByteArray();
        } finally {
            deflater.end();
        }
    }

    static byte[] readInPieces(InputStream in, Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << random.nextInt(17)];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            all.write(piece, 0, count);
        }
        return all.toByteArray();
    }

    /** A stream that gives as little at once as a channel may. */
    static final class InPieces extends InputStream {
        private final ByteArrayInputStream all;
        private final IntSupplier most;

        InPieces(byte[] bytes, Random random) {
            this(bytes, () -> 1 + random.nextInt(random.nextBoolean() ? 20 : 1 << 16));
        }

        InPieces(byte[] bytes, int most) {
            this(bytes, () -> most);
        }

        private InPieces(byte[] bytes, IntSupplier most) {
            this.all = new ByteArrayInputStream(bytes);
            this.most = most;
        }

        @Override
        public int read() {
            return all.read();
        }

        @Override
        public int read(byte[] target, int from, int length) {
            return all.read(target, from, Math.min(length, most.getAsInt()));
        }
    }
}
