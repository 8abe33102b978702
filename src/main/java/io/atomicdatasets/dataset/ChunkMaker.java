package io.atomicdatasets.dataset;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.layout.ImageBatch;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.util.List;

/**
 * Makes chunks: generates the candidates, sorts them into splits, compresses each split's part. The same chunk with the
 * same room gives the same bytes.
 *
 * <p>For one thread at a time; its buffers are filled again for each chunk.
 */
final class ChunkMaker {
    private final Candidates candidates;
    private final SegmentEncoder encoder;
    private final SplitTables tables;
    private final PerSplit<ImageBatch> batches;

    ChunkMaker(DatasetSpec spec) {
        this.candidates = new Candidates(spec);
        this.encoder = SplitFile.encoderOf(spec);
        this.tables = new SplitTables(spec);
        this.batches = PerSplit.of(spec.presentSplits(), split -> new ImageBatch(spec, expectedImages(spec, split)));
    }

    /** About as many as a chunk gives to a split; hardly ever one gives more. */
    private static int expectedImages(DatasetSpec spec, Split split) {
        double share = (double) spec.count(split) / spec.allImages();
        long inChunk = (long) (share * Chunk.SIZE) + Chunk.SIZE / 32;
        return (int) Math.min(inChunk, spec.count(split));
    }

    /** Makes a chunk, of which each split keeps no more images than it has room for: the first ones. */
    FinishedChunk make(Chunk chunk, Room room, ChunkMemory memory) {
        Statistics statistics = memory.statistics();
        statistics.clear();
        batches.all().forEach(ImageBatch::clear);
        memory.hashes().all().forEach(HashBatch::clear);
        candidates.walk(chunk.first(), Chunk.SIZE, (split, label, image) -> {
            keep(image, label, split, room, memory);
            return true;
        });
        return new FinishedChunk(chunk, PerSplit.of(batches.splits(), split -> part(split, memory)), memory);
    }

    private void keep(AtomicImage image, int label, Split split, Room room, ChunkMemory memory) {
        ImageBatch batch = batches.of(split);
        if (batch.count() < room.of(split)) {
            batch.add(image, label);
            long hash = memory.statistics().of(split).add(image, label, batch);
            memory.hashes().of(split).add(hash, label);
        }
    }

    private ChunkPart part(Split split, ChunkMemory memory) {
        ImageBatch batch = batches.of(split);
        List<Segment> segments =
                SplitFile.encode(batch, encoder, memory.segments().of(split));
        return new ChunkPart(batch.count(), segments, tables.encode(batch, segments));
    }
}
