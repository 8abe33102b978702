package io.atomicdatasets.dataset;

import io.atomicdatasets.deflate.SegmentBuffer;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import java.util.List;

/**
 * What a finished chunk is held in, used for one after the other.
 *
 * @param segments the bytes of each split's segments
 * @param statistics the counts of its images
 * @param hashes those of its images
 */
record ChunkMemory(PerSplit<List<SegmentBuffer>> segments, Statistics statistics, PerSplit<HashBatch> hashes) {
    /** Memory for the chunks of a dataset. */
    static ChunkMemory of(DatasetSpec spec) {
        return new ChunkMemory(
                PerSplit.of(spec.presentSplits(), split -> SplitFile.buffersFor(spec)),
                new Statistics(spec),
                PerSplit.of(spec.presentSplits(), split -> new HashBatch()));
    }
}
