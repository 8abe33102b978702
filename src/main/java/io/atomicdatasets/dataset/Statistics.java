package io.atomicdatasets.dataset;

import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;

/** What a dataset holds, by split, of kept images only. */
public final class Statistics {
    private final PerSplit<SplitStatistics> splits;

    public Statistics(Recipe recipe) {
        splits = PerSplit.of(split -> new SplitStatistics(recipe));
    }

    /** Adds counts that were stored. */
    public void restore(PerSplit<SplitStatistics.Saved> saved) {
        for (Split split : Split.values()) {
            of(split).restore(saved.of(split));
        }
    }

    /** Forgets what was counted. */
    void clear() {
        splits.all().forEach(SplitStatistics::clear);
    }

    /** The counts of one split. */
    public SplitStatistics of(Split split) {
        return splits.of(split);
    }
}
