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
record Room(long train, long val, long test) {
    Room {
        if (train < 0 || val < 0 || test < 0) {
            throw new IllegalArgumentException("a split got more images than it wanted");
        }
    }

    static Room of(DatasetSpec spec) {
        return new Room(spec.count(Split.TRAIN), spec.count(Split.VAL), spec.count(Split.TEST));
    }

    long of(Split split) {
        return switch (split) {
            case TRAIN -> train;
            case VAL -> val;
            case TEST -> test;
        };
    }

    long sum() {
        return train + val + test;
    }

    boolean isEmpty() {
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

    /** What is wanted after all that was counted was taken in. */
    Room minus(Statistics taken) {
        return new Room(
                train - taken.of(Split.TRAIN).images(),
                val - taken.of(Split.VAL).images(),
                test - taken.of(Split.TEST).images());
    }

    /** What is wanted after these parts were taken in. */
    Room minus(PerSplit<ChunkPart> parts) {
        return new Room(
                train - parts.of(Split.TRAIN).count(),
                val - parts.of(Split.VAL).count(),
                test - parts.of(Split.TEST).count());
    }
}
