package io.atomicdatasets.dataset;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.ShardSize;
import io.atomicdatasets.spec.Split;

/**
 * How many shards can be made at once, before the numbers of images in those before them are known: as many as can hardly fill a
 * split. A function of the request and of the images that are known, so that whoever asks gets the same answer.
 *
 * <p>To which split a candidate falls is an independent draw from the forms of the recipe, so that the images of a split among
 * further candidates are binomial, with a share that is known as well as the candidates counted so far tell it.
 */
public final class Waves {
    private static final double DEVIATIONS = 5;
    private static final long SAMPLE = 1L << 20;
    private static final long SMALL_SAMPLE = 1L << 17;

    private final DatasetSpec spec;
    private final ShardSize size;

    /** The waves of a dataset of shards of this size. */
    public Waves(DatasetSpec spec, ShardSize size) {
        this.spec = spec;
        this.size = size;
    }

    /** How many shards the first wave has, as the dataset's first candidates tell it; the wave that is shared among parts. */
    public long first() {
        return firstTold(SAMPLE);
    }

    /** A first wave that is told sooner and has fewer shards, for who makes the next one too. */
    public long firstOfMany() {
        return firstTold(SMALL_SAMPLE);
    }

    private long firstTold(long sample) {
        long candidates = Math.min(sample, Chunk.countFor(spec.allImages()) * Chunk.SIZE);
        if (size.candidates() >= spec.allImages()) {
            return 0; // the first shard alone may fill all splits
        }
        long[] counts = new long[spec.presentSplits().size()];
        new Candidates(spec).walk(0, Math.toIntExact(candidates), (split, label, image) -> {
            counts[split.column()]++;
            return true;
        });
        return certain(0, Room.of(spec), candidates, counts);
    }

    /**
     * How many further shards can be made with room for everything.
     *
     * @param next how many shards are known
     * @param room what the splits still want after these
     */
    public long next(long next, Room room) {
        long[] counts = new long[spec.presentSplits().size()];
        for (Split split : spec.presentSplits()) {
            counts[split.column()] = spec.count(split) - room.of(split);
        }
        return certain(next, room, next * size.candidates(), counts);
    }

    private long certain(long next, Room room, long known, long[] counts) {
        long fits = 0;
        long most = (Chunk.mostFor(spec.allImages()) * Chunk.SIZE + size.candidates() - 1) / size.candidates();
        long tooMany = most - next + 1;
        while (tooMany - fits > 1) {
            long middle = fits + (tooMany - fits) / 2;
            if (fits(middle * size.candidates(), room, known, counts)) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return fits;
    }

    private boolean fits(long candidates, Room room, long known, long[] counts) {
        for (Split split : spec.presentSplits()) {
            long wanted = room.of(split);
            double share = Math.min(1, (counts[split.column()] + 1.0) / known);
            double variance = candidates * share * (1 - share) * (1 + (double) candidates / known);
            if (wanted > 0 && candidates * share + DEVIATIONS * Math.sqrt(variance) > wanted) {
                return false;
            }
        }
        return true;
    }
}
