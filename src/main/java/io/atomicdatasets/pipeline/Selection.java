package io.atomicdatasets.pipeline;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.Arrays;
import java.util.BitSet;

/** Which of consecutive candidates fall to a split, and their labels: a bit for each candidate, a byte for each image. */
final class Selection {
    /** Candidates looked at in one step, some milliseconds of work. */
    private static final int STEP = 4_096;

    private final Candidates candidates;
    private final Split split;
    private final long start;
    private final int mostCandidates;
    private final int mostImages;
    private final BitSet chosen = new BitSet();
    private byte[] labels = new byte[STEP];
    private int looked;
    private int count;

    /** Looks at so many candidates at the most, until there are so many images. */
    Selection(DatasetSpec spec, Split split, long start, int mostCandidates, int mostImages) {
        this.candidates = new Candidates(spec);
        this.split = split;
        this.start = start;
        this.mostCandidates = mostCandidates;
        this.mostImages = mostImages;
    }

    boolean isComplete() {
        return looked == mostCandidates || count == mostImages;
    }

    /** Looks at the next candidates; called until the selection is complete. */
    void look() {
        int first = looked;
        int step = Math.min(STEP, mostCandidates - first);
        looked += step;
        candidates.walk(start + first, step, (fallsTo, label, image) -> {
            if (fallsTo == split) {
                choose((int) (image.candidate() - start), label);
            }
            return count < mostImages;
        });
    }

    private void choose(int place, int label) {
        chosen.set(place);
        if (count == labels.length) {
            labels = Arrays.copyOf(labels, 2 * count);
        }
        labels[count++] = (byte) label;
    }

    /** How many images there are so far. */
    int count() {
        return count;
    }

    /** The first place from this one on, counted from the first candidate, whose candidate is chosen; there must be one. */
    int placeFrom(int place) {
        return chosen.nextSetBit(place);
    }

    /** The candidate at a place. */
    long candidate(int place) {
        return start + place;
    }

    /** The label of the i-th image. */
    int label(int i) {
        return labels[i] & 0xFF;
    }
}
