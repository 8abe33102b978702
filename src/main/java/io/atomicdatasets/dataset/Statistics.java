package io.atomicdatasets.dataset;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.util.List;

/** What a dataset holds, by split, of kept images only. */
public final class Statistics {
    private final PerSplit<SplitStatistics> splits;

    public Statistics(DatasetSpec spec) {
        splits = PerSplit.of(spec.presentSplits(), split -> new SplitStatistics(spec));
    }

    /** Adds counts that were stored. */
    public void restore(PerSplit<SplitStatistics.Saved> saved) {
        for (Split split : splits()) {
            of(split).restore(saved.of(split));
        }
    }

    /** Forgets what was counted. */
    void clear() {
        splits.all().forEach(SplitStatistics::clear);
    }

    /** The splits there are. */
    List<Split> splits() {
        return splits.splits();
    }

    /** The counts of one split. */
    public SplitStatistics of(Split split) {
        return splits.of(split);
    }
}
