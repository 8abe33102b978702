package io.atomicdatasets.check;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;

/** What is checked of the images of one split, and what is gathered from them. Blocks of images may come from any thread. */
final class SplitCheck {
    private static final int PICKS = 100;
    private static final int SAMPLE = 10_000;

    private final Split split;
    private final boolean annotated;
    private final long sampleStep;
    private final Findings findings;
    private final Progress progress;
    private final Tally tally = new Tally();
    private final Picks picks;

    SplitCheck(DatasetSpec spec, Split split, Findings findings, Progress progress) {
        this.split = split;
        this.findings = findings;
        this.progress = progress;
        annotated = spec.fileOptions().annotations();
        sampleStep = Math.max(1, (spec.count(split) + SAMPLE - 1) / SAMPLE);
        picks = new Picks(split == Split.TRAIN ? spec.count(split) : 0, PICKS, spec.seed());
    }

    /** Begins with a chunk, whose blocks are then to come in their order. */
    ChunkReader.Sink ofChunk(long chunk) {
        CandidateCheck candidates = new CandidateCheck(split, chunk, findings);
        return block -> {
            if (annotated) {
                candidates.check(block);
            }
            block.check(split, sampleStep, findings);
            block.pick(picks);
            synchronized (tally) {
                tally.add(block.tally());
            }
            progress.advance(block.count());
        };
    }

    /** The split, once all its images were checked. */
    SplitResult result(FileResult file) {
        return new SplitResult(split, file, tally.toCounts(), picks.images());
    }
}
