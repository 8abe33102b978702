package io.atomicdatasets.deflate;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Compresses by blocks with Huffman codes of their own, and stores blocks that are noise. The bytes are the same on every
 * Java and every machine.
 */
final class DeflatingEncoder implements SegmentEncoder {
    private static final long[] UNKNOWN = {};

    private final Masks masks = new Masks();
    private final Parse parse = new Parse();
    private final DynamicBlock block = new DynamicBlock();
    private final BitWriter out = new BitWriter();
    private final CRC32 crc = new CRC32();
    private final int[] byteCounts = new int[Alphabet.LITERALS];
    /** For images whose code is known beforehand. */
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
        trained.write(out, raw, from, length, occupied, masks);
        return end(raw, from, length, into);
    }

    private Segment encode(byte[] raw, int from, int length, int width, boolean grids, SegmentBuffer into) {
        if (length == 0) {
            return Segment.EMPTY;
        }
        out.clear();
        // Not a method for each block: it would be compiled with all that it calls, which took more than half a second.
        for (int start = from; start < from + length; start += Masks.LONGEST_BLOCK) {
            int size = Math.min(Masks.LONGEST_BLOCK, from + length - start);
            if (grids) {
                masks.fillGrids(raw, from, start, size, width, UNKNOWN);
            } else {
                masks.fill(raw, from, start, size, width);
            }
            boolean isNoise = isNoise(raw, start, size);
            if (!isNoise) {
                parse.parse(raw, start, size, masks);
                block.make(parse.counts(), masks);
            }
            if (isNoise || block.bits() >= StoredBlock.bits(size)) {
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

    /** Whether hardly a byte is in a match and all values are about equally frequent, which a parse would find out late. */
    private boolean isNoise(byte[] raw, int start, int length) {
        if (masks.unmatched() < length - length / 16) {
            return false;
        }
        Arrays.fill(byteCounts, 0);
        for (int i = 0; i < length; i++) {
            byteCounts[raw[start + i] & 0xFF]++;
        }
        double bits = 0;
        for (int count : byteCounts) {
            // StrictMath: the last bit of Math.log may differ between machines, and this decides what is written.
            bits -= count == 0 ? 0 : count * StrictMath.log((double) count / length) / StrictMath.log(2);
        }
        return bits > 7.9 * length;
    }
}
