package io.atomicdatasets.dataset;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;

/**
 * How many images each split still wants.
 *
 * @param train images wanted, at least 0
 * @param val images wanted, at least 0
 * @param test images wanted, at least 0
 */
public record Room(long train, long val, long test) {
    public Room {
        if (train < 0 || val < 0 || test < 0) {
            throw new IllegalArgumentException("a split got more images than it wanted");
        }
    }

    /** All that a dataset wants. */
    public static Room of(DatasetSpec spec) {
        return new Room(spec.count(Split.TRAIN), spec.count(Split.VAL), spec.count(Split.TEST));
    }

    /** How many images a split still wants. */
    public long of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VAL -> val;
            case TEST -> test;
        };
    }

    long sum() {
        return train + val + test;
    }

    /** Whether every split has all its images. */
    public boolean isEmpty() {
        return sum() == 0;
    }

    boolean holds(FinishedChunk chunk) {
        for (Split split : Split.values()) {
            if (chunk.parts().of(split).count() > of(split)) {
                return false;
            }
        }
        return true;
    }

    /** The same, but no more than this for any split. */
    public Room upTo(long most) {
        return new Room(Math.min(train, most), Math.min(val, most), Math.min(test, most));
    }

    /** Room for so many images in each split that is not full. */
    public Room opened(long images) {
        return new Room(train > 0 ? images : 0, val > 0 ? images : 0, test > 0 ? images : 0);
    }

    /** What is wanted after so many images were taken in. */
    public Room minus(PerSplit<Long> images) {
        return new Room(train - images.of(Split.TRAIN), val - images.of(Split.VAL), test - images.of(Split.TEST));
    }

    /** What is wanted after all that was counted was taken in. */
    Room minus(Statistics taken) {
        return new Room(
                train - taken.of(Split.TRAIN).images(),
                val - taken.of(Split.VAL).images(),
                test - taken.of(Split.TEST).images());
    }

    /** What is wanted after these parts were taken in. */
    Room without(PerSplit<ChunkPart> parts) {
        return minus(PerSplit.of(split -> (long) parts.of(split).count()));
    }
}
