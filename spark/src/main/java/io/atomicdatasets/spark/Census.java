package io.atomicdatasets.spark;

import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.dataset.UnfilledSplitsException;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * How many images the candidates give to each split, range by range, up to where all splits are full. Whoever reads a range has to know
 * what those before it gave, to stop at the image that the dataset stops at; so they are counted first, once for each request.
 *
 * @param counts in the order of the candidates
 */
record Census(List<Count> counts) {
    private static final int LEAST_CHUNKS = 4;
    private static final int MOST_CHUNKS = 64;
    private static final int RANGES_PER_CORE = 4;
    private static final int MOST_RANGES = 20_000;
    private static final int KEPT = 16;

    /** The last ones, for a program that reads the same images again. */
    private static final Map<Request, Census> KNOWN =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Request, Census> eldest) {
                    return size() > KEPT;
                }
            });

    /**
     * What a range of candidates gives.
     *
     * @param first its first candidate
     * @param end the one behind its last
     * @param train images of the split
     * @param val images of the split
     * @param test images of the split
     * @param ood images of the split
     */
    record Count(long first, long end, long train, long val, long test, long ood) implements Serializable {
        /** What is wanted once these are taken. */
        Room taken(Room room) {
            return new Room(
                    Math.max(0, room.train() - train),
                    Math.max(0, room.val() - val),
                    Math.max(0, room.test() - test),
                    Math.max(0, room.of(Split.OOD) - ood));
        }
    }

    /** Counts, on the executors, or remembers. */
    static Census of(DatasetSpec spec, SparkContext spark) {
        Request request = Request.of(spec.unnamed());
        Census known = KNOWN.get(request);
        if (known == null) {
            known = count(request, spec, spark);
            KNOWN.put(request, known);
        }
        return known;
    }

    private static Census count(Request request, DatasetSpec spec, SparkContext spark) {
        long chunks = Chunk.countFor(spec.allImages()) + 1;
        long perRange = chunksPerRange(chunks, spark.defaultParallelism());
        List<Count> counts = new ArrayList<>();
        Room room = Room.of(spec);
        long next = 0;
        long wanted = chunks;
        while (!room.isEmpty()) {
            if (next >= Chunk.mostFor(spec.allImages())) {
                throw new IllegalArgumentException(
                        new UnfilledSplitsException(spec, room, next * Chunk.SIZE).getMessage());
            }
            List<Long> starts = new ArrayList<>();
            for (long chunk = next; chunk < next + wanted; chunk += perRange) {
                starts.add(chunk);
            }
            long length = perRange;
            List<Count> more = JavaSparkContext.fromSparkContext(spark)
                    .parallelize(starts, starts.size())
                    .map(start -> count(request, start * Chunk.SIZE, (start + length) * Chunk.SIZE))
                    .collect();
            for (Count each : more) {
                counts.add(each);
                room = each.taken(room);
            }
            next += starts.size() * perRange;
            wanted = Math.max(perRange, chunks / 100);
        }
        return new Census(List.copyOf(counts));
    }

    /** Ranges for some tasks on each core, but of a second or so at the most, unless there were too many of them. */
    private static long chunksPerRange(long chunks, int cores) {
        long even = Math.min(MOST_CHUNKS, chunks / ((long) RANGES_PER_CORE * cores));
        return Math.max(Math.max(LEAST_CHUNKS, even), chunks / MOST_RANGES);
    }

    private static Count count(Request request, long first, long end) {
        long[] images = new long[Split.values().length];
        Candidates candidates = new Candidates(request.spec());
        for (long next = first; next < end; next += Chunk.SIZE) {
            candidates.walk(next, Chunk.SIZE, (split, label, image) -> {
                images[split.ordinal()]++;
                return true;
            });
        }
        return new Count(
                first,
                end,
                images[Split.TRAIN.ordinal()],
                images[Split.VAL.ordinal()],
                images[Split.TEST.ordinal()],
                images[Split.OOD.ordinal()]);
    }
}
