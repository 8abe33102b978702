package io.atomicdatasets.check;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Follows the candidate numbers of a split from its first image to its last: they ascend, and each is of the chunk that
 * {@code chunks.npy} counts its image in.
 */
final class CandidateCheck implements Closeable {
    private final Split split;
    private final Findings findings;
    /** Nothing where the file cannot be read, which another check finds. */
    private final @Nullable ChunkRows rows;

    private long before = -1;
    private long chunk = -1;
    private long leftOfChunk;

    CandidateCheck(Path chunks, Split split, Findings findings) throws IOException {
        this.split = split;
        this.findings = findings;
        rows = open(chunks);
    }

    private static @Nullable ChunkRows open(Path chunks) throws IOException {
        try {
            return new ChunkRows(chunks);
        } catch (MalformedFileException | java.nio.file.NoSuchFileException e) {
            return null;
        }
    }

    /** Looks at the images of the next block. */
    void check(Block block) throws IOException {
        ByteBuffer candidates =
                ByteBuffer.wrap(block.elements(Block.CANDIDATES)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < block.count(); i++) {
            long candidate = candidates.getLong(i * Long.BYTES);
            long index = block.first() + i;
            if (candidate <= before) { // also where it is negative
                broken(index, candidate, "not above the " + before + " before it");
            }
            before = candidate;
            if (rows != null) {
                checkChunk(rows, index, candidate);
            }
        }
    }

    private void checkChunk(ChunkRows counts, long index, long candidate) throws IOException {
        while (leftOfChunk == 0 && counts.hasNext()) {
            leftOfChunk = counts.next().of(split);
            chunk++;
        }
        if (leftOfChunk == 0) {
            broken(index, candidate, "beyond the images that " + FileNames.CHUNKS + " counts");
            return;
        }
        leftOfChunk--;
        long first = chunk * ChunkCheck.CANDIDATES;
        if (candidate < first || candidate - first >= ChunkCheck.CANDIDATES) {
            broken(index, candidate, "not in chunk " + chunk);
        }
    }

    private void broken(long index, long candidate, String how) {
        findings.broken(
                Rule.CANDIDATES,
                "image " + index + " of " + split.label() + " has candidate " + candidate + ", " + how);
    }

    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}
