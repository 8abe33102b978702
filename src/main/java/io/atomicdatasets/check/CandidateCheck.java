package io.atomicdatasets.check;

import io.atomicdatasets.layout.ArrayFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Follows the candidate numbers that a chunk gave to a split: they are of this chunk, and ascend. */
final class CandidateCheck {
    private final ArrayFile file;
    private final long chunk;
    private final Findings findings;

    private long before = -1;

    CandidateCheck(ArrayFile file, long chunk, Findings findings) {
        this.file = file;
        this.chunk = chunk;
        this.findings = findings;
    }

    /** Looks at the images of the chunk's next block. */
    void check(Block block) {
        ByteBuffer candidates =
                ByteBuffer.wrap(block.elements(Block.CANDIDATES)).order(ByteOrder.LITTLE_ENDIAN);
        long first = chunk * TableCheck.CANDIDATES;
        for (int i = 0; i < block.count(); i++) {
            long candidate = candidates.getLong(i * Long.BYTES);
            if (candidate <= before) { // also where it is negative
                broken(block.first() + i, candidate, "not above the " + before + " before it");
            }
            before = candidate;
            if (candidate < first || candidate - first >= TableCheck.CANDIDATES) {
                broken(block.first() + i, candidate, "not in chunk " + chunk);
            }
        }
    }

    private void broken(long index, long candidate, String how) {
        findings.broken(
                Rule.CANDIDATES, "image " + index + " of " + file.label() + " has candidate " + candidate + ", " + how);
    }
}
