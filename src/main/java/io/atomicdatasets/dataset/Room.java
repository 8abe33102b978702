package io.atomicdatasets.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How many images each split still wants.
 *
 * @param train images wanted, at least 0
 * @param val images wanted, at least 0
 * @param test images wanted, at least 0
 * @param ood images wanted, at least 0; nothing where nothing is held out
 */
public record Room(
        long train,
        long val,
        long test,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long ood) {
    public Room {
        if (train < 0 || val < 0 || test < 0 || (ood != null && ood < 0)) {
            throw new IllegalArgumentException("a split got more images than it wanted");
        }
    }

    /** Room where nothing is held out. */
    public Room(long train, long val, long test) {
        this(train, val, test, null);
    }

    /** All that a dataset wants. */
    public static Room of(DatasetSpec spec) {
        return of(PerSplit.of(spec.presentSplits(), spec::count));
    }

    /** So many images of each split. */
    public static Room of(PerSplit<Long> images) {
        return new Room(
                images.of(Split.TRAIN),
                images.of(Split.VAL),
                images.of(Split.TEST),
                images.splits().contains(Split.OOD) ? images.of(Split.OOD) : null);
    }

    /** How many images a split still wants. */
    public long of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VAL -> val;
            case TEST -> test;
            case OOD -> Objects.requireNonNullElse(ood, 0L);
        };
    }

    long sum() {
        return train + val + test + of(Split.OOD);
    }

    /** Whether every split has all its images. */
    public boolean isEmpty() {
        return sum() == 0;
    }

    boolean holds(FinishedChunk chunk) {
        for (Split split : chunk.parts().splits()) {
            if (chunk.parts().of(split).count() > of(split)) {
                return false;
            }
        }
        return true;
    }

    /** The same, but no more than this for any split. */
    public Room upTo(long most) {
        return each(images -> Math.min(images, most));
    }

    /** Room for so many images in each split that is not full. */
    public Room opened(long images) {
        return each(wanted -> wanted > 0 ? images : 0);
    }

    private Room each(LongUnaryOperator change) {
        return new Room(
                change.applyAsLong(train),
                change.applyAsLong(val),
                change.applyAsLong(test),
                ood == null ? null : change.applyAsLong(ood));
    }

    /** What is wanted after so many images were taken in. */
    public Room minus(PerSplit<Long> images) {
        return of(PerSplit.of(images.splits(), split -> of(split) - images.of(split)));
    }

    /** What is wanted after all that was counted was taken in. */
    Room minus(Statistics taken) {
        return minus(PerSplit.of(taken.splits(), split -> taken.of(split).images()));
    }

    /** What is wanted after these parts were taken in. */
    Room without(PerSplit<ChunkPart> parts) {
        return minus(PerSplit.of(parts.splits(), split -> (long) parts.of(split).count()));
    }
}
