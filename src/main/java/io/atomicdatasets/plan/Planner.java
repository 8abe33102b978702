package io.atomicdatasets.plan;

import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.LabelScheme;
import io.atomicdatasets.spec.ShardSize;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.timing.PastRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Plans a dataset from a sample: its first images, made in memory. */
public final class Planner {
    private static final double DISK_SLACK = 1.25;
    private static final long BYTES_BESIDE_ARRAYS = 1L << 20; // the picture and the JSON files, generously
    private static final long BYTES_TO_DESCRIBE_ARRAY = 512;
    private static final long BYTES_OF_RECORD = 1L << 14; // a third of it, generously
    private static final long BYTES_OF_RECORD_PER_CLASS = 1L << 11; // its sketch of different images
    private static final int MOST_CROWDED_PER_THOUSAND = 1;

    private static final double WORK_BESIDE_MAKING = 2; // what all costs an image, to what making and encoding it does

    private final int threads;
    private final long heapBytes;
    private final PastRuns pastRuns;

    /** Plans for runs in this process with so many threads. */
    public Planner(int threads) {
        this(threads, PastRuns.none());
    }

    /** Plans for runs in this process with so many threads, which will take as long as past ones did. */
    public Planner(int threads, PastRuns pastRuns) {
        this(threads, Runtime.getRuntime().maxMemory(), pastRuns);
    }

    Planner(int threads, long heapBytes, PastRuns pastRuns) {
        this.threads = threads;
        this.heapBytes = heapBytes;
        this.pastRuns = pastRuns;
    }

    /**
     * The plan of a request; takes the time of some thousand images.
     *
     * @throws InvalidSpecException if a split of the request cannot be filled
     */
    public Plan plan(DatasetSpec spec) throws InvalidSpecException {
        SplitCensus census = new SplitCensus(spec);
        census.take();
        Shortfalls shortfalls = new Shortfalls(spec, census);
        shortfalls.refuse();
        LabelForecast forecast = new LabelForecast(spec, census);
        Sample sample = new Sample(spec);
        WorkingMemory memory = WorkingMemory.of(spec);
        int workers = memory.workers(threads, heapBytes);
        sample.take();
        double sampledSeconds = census.candidatesToMake() * WORK_BESIDE_MAKING * sample.secondsPerCandidate() / workers;
        Estimate estimate = new Estimate(
                spec.allImages(),
                spec.bytesPerImage(),
                diskBytes(spec, sample, (long) census.candidatesToMake()),
                memory.bytes(workers),
                pastRuns.seconds(spec, sampledSeconds),
                sampledSeconds);
        List<String> warnings = warnings(spec, sample);
        warnings.addAll(shortfalls.warnings());
        warnings.addAll(forecast.warnings());
        memoryWarning(memory, workers).ifPresent(warnings::add);
        return new Plan(spec, estimate, forecast.labels(), Optional.of(sample.shortcuts()), warnings);
    }

    private long diskBytes(DatasetSpec spec, Sample sample, long candidates) {
        Optional<ShardSize> size = spec.fileOptions().shardSize();
        long bytes = BYTES_BESIDE_ARRAYS;
        for (Split split : spec.presentSplits()) {
            List<NpzMember> members = SplitFile.membersOf(spec);
            long[] segments = new long[members.size()];
            long spooled = 0;
            for (int column = 0; column < segments.length; column++) {
                segments[column] = (long) Math.ceil(sample.bytesPerImage(column) * spec.count(split));
                spooled += column == 0 ? 0 : segments[column];
            }
            bytes += NpzWriter.sizeInBytes(members, spec.count(split), segments);
            bytes += sample.tables().bytesOf(spec, split, candidates, threads);
            bytes += size.isPresent()
                    ? besideShards(spec, size.get().shardsFor(candidates) + 1, members, spooled)
                    : spooled + SplitFile.hashBytes(spec, split);
        }
        return (long) (bytes * DISK_SLACK);
    }

    /** What many files of a split take beside what one would: heads and ends, descriptions, records, the spools of a few. */
    private long besideShards(DatasetSpec spec, long shards, List<NpzMember> members, long spooled) {
        long file =
                NpzWriter.sizeInBytes(members, 0, new long[members.size()]) + members.size() * BYTES_TO_DESCRIBE_ARRAY;
        long record = BYTES_OF_RECORD
                + BYTES_OF_RECORD_PER_CLASS * spec.labels().classes().size();
        return shards * (file + record) + Math.min(spooled, spooled / shards * threads);
    }

    private Optional<String> memoryWarning(WorkingMemory memory, int workers) {
        try {
            memory.requireRoom(heapBytes);
        } catch (TooLittleMemoryException e) {
            return Optional.of("The run will be refused: " + e.getMessage() + ".");
        }
        return workers == threads
                ? Optional.empty()
                : Optional.of("Memory is short: only " + workers + " of " + threads + " workers fit into the "
                        + ReadableBytes.of(heapBytes) + " that Java may use, so the run takes longer.");
    }

    private static List<String> warnings(DatasetSpec spec, Sample sample) {
        List<String> warnings = new ArrayList<>();
        if (sample.crowded() * 1000L > (long) MOST_CROWDED_PER_THOUSAND * sample.images()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The recipe is crowded: %.1f %% of a sample of images hold fewer objects than were drawn for them. A larger"
                            + " grid_size, a smaller min_gap or a smaller max_objects would make room.",
                    100.0 * sample.crowded() / sample.images()));
        }
        if (spec.label() == LabelScheme.OBJECT_COUNT && sample.shortcuts().valuesTell()) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "A shortcut is open: how many different values an image has tells how many objects it has, rightly for %.1f %%"
                            + " of a sample of images. With a value_mode of same it tells nothing.",
                    100 * sample.shortcuts().distinctValues()));
        }
        for (Split split : spec.presentSplits()) {
            if (spec.splits().share(split) > 0 && spec.count(split) == 0) {
                warnings.add(split.label() + " will be empty: its share of " + Counted.of(spec.numImages(), "image")
                        + " rounds down to 0.");
            }
        }
        return warnings;
    }
}
