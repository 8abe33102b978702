package io.atomicdatasets.pipeline;

/**
 * One of the parts in which a dataset is made.
 *
 * @param number 1 to {@code of}
 * @param of how many parts there are, 1 to {@value #MOST}
 */
public record Part(int number, int of) {
    /** The most parts. */
    public static final int MOST = 50_000;

    public Part {
        if (of < 1 || of > MOST) {
            throw new IllegalArgumentException("a dataset is made in 1 to " + MOST + " parts, not in " + of);
        }
        if (number < 1 || number > of) {
            throw new IllegalArgumentException("parts are counted from 1 to " + of + ", so there is no part " + number);
        }
    }

    /** The first of this part's shards, where so many are divided evenly. */
    long first(long shards) {
        return shards * (number - 1) / of;
    }

    /** The first shard behind this part's. */
    long end(long shards) {
        return shards * number / of;
    }

    /** The part that makes a shard. */
    static Part making(long shard, long shards, int of) {
        long number = shard * of / shards + 1; // or the one beside it, by rounding
        while (new Part((int) number, of).end(shards) <= shard) {
            number++;
        }
        while (new Part((int) number, of).first(shards) > shard) {
            number--;
        }
        return new Part((int) number, of);
    }

    @Override
    public String toString() {
        return number + "/" + of;
    }
}
