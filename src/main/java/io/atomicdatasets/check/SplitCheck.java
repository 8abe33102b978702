package io.atomicdatasets.check;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.List;

/** What is checked of the images of one file, and what is gathered from them. Blocks of images may come from any thread. */
final class SplitCheck {
    private static final int PICKS = 100;
    private static final int SAMPLE = 10_000;

    private final ArrayFile file;
    private final boolean annotated;
    private final long sampleStep;
    private final Findings findings;
    private final Tally tally = new Tally();
    private final Picks picks;

    SplitCheck(DatasetSpec spec, ExpectedFile expected, Findings findings) {
        file = expected.file();
        this.findings = findings;
        annotated = spec.fileOptions().annotations();
        sampleStep = Math.max(1, (spec.count(file.split()) + SAMPLE - 1) / SAMPLE);
        boolean isWholeSplit = file.shard().isEmpty();
        picks = new Picks(isWholeSplit && file.split() == Split.TRAIN ? expected.images() : 0, PICKS, spec.seed());
    }

    /** Begins with a chunk, whose blocks are then to come in their order. */
    ChunkReader.Sink ofChunk(long chunk) {
        CandidateCheck candidates = new CandidateCheck(file, chunk, findings);
        return block -> {
            if (annotated) {
                candidates.check(block);
            }
            block.check(file, sampleStep, findings);
            block.pick(picks);
            synchronized (tally) {
                tally.add(block.tally());
            }
        };
    }

    /** Whether nothing wrong was found so far. */
    boolean isSound() {
        return findings.isEmpty();
    }

    /** What was found, once all its images were checked. */
    SplitResult result(FileResult read, List<String> tables) {
        return new SplitResult(file.split(), read, tables, tally.toCounts(), picks.images());
    }
}
