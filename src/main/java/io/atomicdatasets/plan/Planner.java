package io.atomicdatasets.plan;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.ImageBatch;
import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.plan.Plan.ExpectedLabel;
import io.atomicdatasets.spec.Counted;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.LabelClass;
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
    private static final int FEW_IMAGES = 10;
    private static final int LEAST_IMAGES = 100; // of a split in which a label may be called rare

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

    /** The plan of a request; takes the time of some thousand images. */
    public Plan plan(DatasetSpec spec) {
        Sample sample = new Sample(spec);
        WorkingMemory memory = WorkingMemory.of(spec);
        int workers = memory.workers(threads, heapBytes);
        sample.take();
        double sampledSeconds = spec.numImages() * WORK_BESIDE_MAKING * sample.secondsPerImage / workers;
        Estimate estimate = new Estimate(
                spec.numImages(),
                spec.recipe().cells(),
                diskBytes(spec, sample),
                memory.bytes(workers),
                pastRuns.seconds(spec, sampledSeconds),
                sampledSeconds);
        List<String> warnings = warnings(spec, sample);
        memoryWarning(memory, workers).ifPresent(warnings::add);
        return new Plan(spec, estimate, sample.expectedLabels(), warnings);
    }

    private long diskBytes(DatasetSpec spec, Sample sample) {
        Optional<ShardSize> size = spec.fileOptions().shardSize();
        long bytes = BYTES_BESIDE_ARRAYS;
        for (Split split : Split.values()) {
            List<NpzMember> members = SplitFile.membersOf(spec);
            long[] segments = new long[members.size()];
            long spooled = 0;
            for (int column = 0; column < segments.length; column++) {
                segments[column] = (long) Math.ceil(sample.bytesPerImage[column] * spec.count(split));
                spooled += column == 0 ? 0 : segments[column];
            }
            bytes += NpzWriter.sizeInBytes(members, spec.count(split), segments);
            bytes += sample.tables.bytesOf(spec, split, threads);
            bytes += size.isPresent()
                    ? besideShards(spec, size.get(), members, spooled)
                    : spooled + SplitFile.hashBytes(spec, split);
        }
        return (long) (bytes * DISK_SLACK);
    }

    /** What many files of a split take beside what one would: heads and ends, descriptions, records, the spools of a few. */
    private long besideShards(DatasetSpec spec, ShardSize size, List<NpzMember> members, long spooled) {
        long shards = size.shardsFor(spec.numImages()) + 1;
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
        if (sample.crowded * 1000L > (long) MOST_CROWDED_PER_THOUSAND * Sample.SIZE) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "The recipe is crowded: %.1f %% of a sample of images hold fewer objects than were drawn for them. A larger"
                            + " grid_size, a smaller min_gap or a smaller max_objects would make room.",
                    100.0 * sample.crowded / Sample.SIZE));
        }
        sample.rareLabels().ifPresent(warnings::add);
        for (Split split : Split.values()) {
            if (spec.splits().share(split) > 0 && spec.count(split) == 0) {
                warnings.add(split.label() + " will be empty: its share of " + Counted.of(spec.numImages(), "image")
                        + " rounds down to 0.");
            }
        }
        return warnings;
    }

    /** The first images of a request: enough to know shares to about a percent, however many are asked for. */
    private static final class Sample {
        private static final int SIZE = 4_096;

        private final DatasetSpec spec;
        private final ImageBatch batch;
        private final int[] labelCounts = new int[256];
        private final double[] bytesPerImage;
        private TableBytes tables = TableBytes.NONE;
        private int crowded;
        private double secondsPerImage;

        Sample(DatasetSpec spec) {
            this.spec = spec;
            this.batch = new ImageBatch(spec, SIZE);
            this.bytesPerImage = new double[batch.arrays()];
        }

        void take() {
            Candidates candidates = new Candidates(spec);
            int warmUp = SIZE / 2;
            candidates.walk(0, warmUp, (split, label, image) -> count(label, image));
            long start = System.nanoTime();
            candidates.walk(warmUp, SIZE - warmUp, (split, label, image) -> count(label, image));
            secondsPerImage = (System.nanoTime() - start) / 1e9 / (SIZE - warmUp);
            SegmentEncoder encoder =
                    SplitFile.encoderOf(spec); // outside the measured time: a worker makes one, not one for each chunk
            SplitTables pages = new SplitTables(spec);
            start = System.nanoTime();
            List<Segment> segments = SplitFile.encode(batch, encoder, SplitFile.buffersFor(spec));
            tables = TableBytes.of(pages.encode(batch, segments), SIZE);
            for (int array = 0; array < bytesPerImage.length; array++) {
                bytesPerImage[array] = (double) segments.get(array).length() / SIZE;
            }
            secondsPerImage += (System.nanoTime() - start) / 1e9 / SIZE;
        }

        private boolean count(int label, AtomicImage image) {
            batch.add(image, label);
            labelCounts[label]++;
            crowded += image.objects() < image.aimedAt() ? 1 : 0;
            return true;
        }

        /** A warning if some of the labels that occur will be in so few images of a split that little is learned of them. */
        Optional<String> rareLabels() {
            List<ExpectedLabel> labels = expectedLabels();
            for (Split split : List.of(Split.TEST, Split.VAL, Split.TRAIN)) {
                long images = spec.count(split);
                long rare = labels.stream()
                        .filter(label -> label.share() * images < FEW_IMAGES)
                        .count();
                if (rare > 0 && images >= LEAST_IMAGES) {
                    return Optional.of(String.format(
                            Locale.ROOT,
                            "%d of %d labels %s expected in fewer than %d images of %s.",
                            rare,
                            labels.size(),
                            rare == 1 ? "is" : "are",
                            FEW_IMAGES,
                            split.label()));
                }
            }
            return Optional.empty();
        }

        List<ExpectedLabel> expectedLabels() {
            List<ExpectedLabel> labels = new ArrayList<>();
            for (LabelClass each : spec.labels().classes()) {
                int count = labelCounts[each.label()];
                if (count > 0) {
                    labels.add(new ExpectedLabel(each.label(), each.name(), (double) count / SIZE));
                }
            }
            return labels;
        }
    }
}
