package io.atomicdatasets.check;

import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.util.List;
import java.util.Optional;

/** What a {@link RunningCheck} found. */
public final class CheckedChunks {
    /** No chunk was checked while it was written. */
    public static final CheckedChunks NONE =
            new CheckedChunks(PerSplit.of(List.of(Split.values()), split -> Optional.empty()));

    private final PerSplit<Optional<CheckedSplit>> splits;

    CheckedChunks(PerSplit<Optional<CheckedSplit>> splits) {
        this.splits = splits;
    }

    /** What was found in a split, unless something was wrong with it: then it is to be read from the start, and told of. */
    Optional<CheckedSplit> of(Split split) {
        return splits.of(split).filter(CheckedSplit::isSound);
    }
}
