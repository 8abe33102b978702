package io.atomicdatasets.plan;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** How many of the first candidates fall to each split, with which labels. */
final class SplitCensus {
    private static final int LABELS = 256;
    private static final long FEW = 4_096;
    private static final long MANY = 1 << 16;
    private static final long MOST = 1 << 20;
    private static final double DEVIATIONS = 5;

    private final DatasetSpec spec;
    private final Candidates candidates;
    private final long[][] counts = new long[Split.values().length][LABELS];
    private final Optional<ConditionCensus> conditions;
    private final boolean arePairs;
    private long taken;

    SplitCensus(DatasetSpec spec) {
        this.spec = spec;
        candidates = new Candidates(spec);
        arePairs = spec.recipe().pairs().isPresent();
        conditions = spec.division().holdOut().map(holdOut -> new ConditionCensus(holdOut, arePairs));
    }

    /** Looks at as many candidates as tell whether every split will be filled. */
    void take() {
        take(FEW);
        if (isByShapes() || holdsOut()) {
            takeMany();
        }
        boolean areUseless = conditions.filter(each -> !each.isUseful()).isPresent();
        if (images() == 0 || areUseless || spec.presentSplits().stream().anyMatch(this::isInDoubt)) {
            take(MOST);
        }
    }

    private boolean isByShapes() {
        return spec.division().splitBy() == SplitBy.SHAPES;
    }

    /** Looks at so many candidates that shares are known to some tenths of a percent. */
    void takeMany() {
        take(MANY);
    }

    private boolean isInDoubt(Split split) {
        boolean isMissing = images(split) == 0 && spec.count(split) > 0;
        return isMissing || mostToExpect(split) < 2.0 * spec.count(split);
    }

    private void take(long upTo) {
        while (taken < upTo) {
            int next = (int) Math.min(Chunk.SIZE, upTo - taken);
            candidates.walk(taken, next, (split, label, image) -> {
                counts[split.column()][label]++;
                conditions.ifPresent(each -> each.add(image));
                return true;
            });
            taken += next;
        }
    }

    /** What is held out, and how many images fulfil it. */
    Optional<ConditionCensus> conditions() {
        return conditions;
    }

    /** Whether images are held out, and with them perhaps all of some label. */
    boolean holdsOut() {
        return conditions.isPresent();
    }

    /** How many candidates were looked at. */
    long taken() {
        return taken;
    }

    /** How many of them are in any split. */
    long images() {
        return Arrays.stream(Split.values()).mapToLong(this::images).sum();
    }

    /** How many of them are in this split. */
    long images(Split split) {
        return Arrays.stream(counts[split.column()]).sum();
    }

    /** How many of them are in this split and have this label. */
    long images(Split split, int label) {
        return counts[split.column()][label];
    }

    /** How many images a run finds for a split, on average. */
    double expected(Split split) {
        return (double) images(split) / taken * candidatesOfRun();
    }

    /** How many images a run finds for a split, and hardly ever more. */
    double mostToExpect(Split split) {
        long left = Math.max(0, candidatesOfRun() - taken);
        double found = images(split);
        double rate = (found + DEVIATIONS * Math.sqrt(found) + 2 * DEVIATIONS) / taken;
        return found + rate * left;
    }

    /** How many candidates a run looks at before it gives up. */
    long candidatesOfRun() {
        return Chunk.mostFor(spec.allImages()) * Chunk.SIZE;
    }

    /** The split that is filled last. */
    Split slowest() {
        return spec.presentSplits().stream()
                .max(Comparator.comparingDouble(this::candidatesFor))
                .orElseThrow();
    }

    private double candidatesFor(Split split) {
        return (double) spec.count(split) * taken / Math.max(1, images(split));
    }

    /** About how many candidates a run makes until all splits have their images. */
    double candidatesToMake() {
        double candidates = (double) spec.allImages();
        if (holdsOut() || arePairs || isByShapes()) { // else splits fill in their shares, or nearly
            candidates = Math.max(candidates, candidatesFor(slowest()));
        }
        return Math.min(candidates, (double) candidatesOfRun());
    }
}
