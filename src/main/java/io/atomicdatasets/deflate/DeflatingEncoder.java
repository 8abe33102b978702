package io.atomicdatasets.deflate;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Compresses block by block with dynamic Huffman codes, and stores blocks that are incompressible. The bytes are the same on
 * every Java version and machine.
 */
final class DeflatingEncoder implements SegmentEncoder {
    private static final long[] UNKNOWN = {};

    private final MatchBits matches = new MatchBits();
    private final Parse parse = new Parse();
    private final DynamicBlock block = new DynamicBlock();
    private final BitWriter out = new BitWriter();
    private final CRC32 crc = new CRC32();
    private final int[] byteCounts = new int[Alphabet.LITERALS];
    /** For images, if there is a code made beforehand. */
    private final @Nullable TrainedBlock trained;

    DeflatingEncoder() {
        trained = null;
    }

    DeflatingEncoder(TrainedCode code) {
        trained = new TrainedBlock(code);
    }

    @Override
    public Segment encode(byte[] raw, int from, int length, int width, SegmentBuffer into) {
        return encode(raw, from, length, width, false, into);
    }

    @Override
    public Segment encodeGrids(byte[] raw, int from, int length, int side, SegmentBuffer into) {
        return encode(raw, from, length, side, true, into);
    }

    @Override
    public Segment encodeImages(byte[] raw, int from, int length, int side, long[] occupied, SegmentBuffer into) {
        if (trained == null) {
            return encodeGrids(raw, from, length, side, into);
        }
        if (length == 0) {
            return Segment.EMPTY;
        }
        out.clear();
        trained.write(out, raw, from, length, occupied, matches);
        return end(raw, from, length, into);
    }

    private Segment encode(byte[] raw, int from, int length, int width, boolean grids, SegmentBuffer into) {
        if (length == 0) {
            return Segment.EMPTY;
        }
        out.clear();
        // One loop instead of a method per block: the JIT would compile that method with all it inlines, for over half
        // a second.
        for (int start = from; start < from + length; start += MatchBits.LONGEST_BLOCK) {
            int size = Math.min(MatchBits.LONGEST_BLOCK, from + length - start);
            if (grids) {
                matches.fillGrids(raw, from, start, size, width, UNKNOWN);
            } else {
                matches.fill(raw, from, start, size, width);
            }
            boolean isIncompressible = isIncompressible(raw, start, size);
            if (!isIncompressible) {
                parse.parse(raw, start, size, matches);
                block.make(parse.counts(), matches);
            }
            if (isIncompressible || block.bits() >= StoredBlock.bits(size)) {
                StoredBlock.write(out, raw, start, size);
            } else {
                block.writeTo(out, parse);
            }
        }
        return end(raw, from, length, into);
    }

    private Segment end(byte[] raw, int from, int length, SegmentBuffer into) {
        StoredBlock.writeEmpty(out);
        crc.reset();
        crc.update(raw, from, length);
        return new Segment(out.copyTo(into), length, (int) crc.getValue());
    }

    /** Whether hardly a byte is in a match and the entropy is close to 8 bits a byte; cheaper than to parse and find out. */
    private boolean isIncompressible(byte[] raw, int start, int length) {
        if (matches.unmatched() < length - length / 16) {
            return false;
        }
        Arrays.fill(byteCounts, 0);
        for (int i = 0; i < length; i++) {
            byteCounts[raw[start + i] & 0xFF]++;
        }
        double bits = 0;
        for (int count : byteCounts) {
            // StrictMath: the last bit of Math.log may differ between machines, and the output depends on it.
            bits -= count == 0 ? 0 : count * StrictMath.log((double) count / length) / StrictMath.log(2);
        }
        return bits > 7.9 * length;
    }
}
