package io.atomicdatasets.spec;

import static io.atomicdatasets.spec.RequestField.ANNOTATIONS;
import static io.atomicdatasets.spec.RequestField.COMPRESSION;
import static io.atomicdatasets.spec.RequestField.FACTORS;
import static io.atomicdatasets.spec.RequestField.GRID_SIZE;
import static io.atomicdatasets.spec.RequestField.HOLD_OUT;
import static io.atomicdatasets.spec.RequestField.LABEL;
import static io.atomicdatasets.spec.RequestField.MAX_OBJECTS;
import static io.atomicdatasets.spec.RequestField.MIN_GAP;
import static io.atomicdatasets.spec.RequestField.MIN_OBJECTS;
import static io.atomicdatasets.spec.RequestField.MIX;
import static io.atomicdatasets.spec.RequestField.NUM_IMAGES;
import static io.atomicdatasets.spec.RequestField.OUTPUT_DIR;
import static io.atomicdatasets.spec.RequestField.PAIRS;
import static io.atomicdatasets.spec.RequestField.PALETTE;
import static io.atomicdatasets.spec.RequestField.PARQUET;
import static io.atomicdatasets.spec.RequestField.SEED;
import static io.atomicdatasets.spec.RequestField.SHARD_SIZE;
import static io.atomicdatasets.spec.RequestField.SPLITS;
import static io.atomicdatasets.spec.RequestField.SPLIT_BY;
import static io.atomicdatasets.spec.RequestField.VALUES;
import static io.atomicdatasets.spec.RequestField.VALUE_MODE;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the fields of one request into a {@link DatasetSpec}, or reports all violations: of single fields first, then of
 * rules between fields.
 */
final class SpecReader {
    private static final long MOST_CANDIDATES_OF_TABLE = 1L << 30;

    private final FieldReader in;
    private final Limits limits;

    SpecReader(Map<String, ?> fields, Limits limits) {
        this.in = new FieldReader(fields, limits);
        this.limits = limits;
    }

    DatasetSpec read() throws InvalidSpecException {
        long numImages = in.whole(NUM_IMAGES);
        long seed = in.whole(SEED);
        Optional<DatasetName> outputDir = in.name(OUTPUT_DIR);
        int gridSize = (int) in.whole(GRID_SIZE);
        ObjectValues objectValues = readObjectValues();
        Range objects = readObjects();
        Mix mix = readMix();
        int minGap = (int) in.whole(MIN_GAP);
        LabelScheme label = in.choice(LABEL, LabelScheme.class);
        Splits splits = readSplits();
        SplitBy splitBy = in.choice(SPLIT_BY, SplitBy.class);
        HoldOutReader holdOutReader = new HoldOutReader(in, limits);
        Optional<HoldOutReader.Wanted> heldOut = holdOutReader.read();
        Optional<Edit> pairs = in.anyChoice(PAIRS, Edit.class);
        boolean annotations = in.flag(ANNOTATIONS);
        boolean factors = in.flag(FACTORS);
        Compression compression = in.choice(COMPRESSION, Compression.class);

        boolean parquet = in.flag(PARQUET);
        long heldOutImages = heldOut.map(HoldOutReader.Wanted::numImages).orElse(0L);
        long allImages = numImages + Math.min(Long.MAX_VALUE - numImages, heldOutImages);
        Optional<ShardSize> shardSize = readShardSize(allImages);

        requireShortTables(parquet, allImages, shardSize);
        requireFewObjects(label, objects);
        requireEnoughValues(objectValues, objects);
        if (splitBy == SplitBy.SHAPES && minGap == 0) {
            in.reject(SPLIT_BY, "shapes needs min_gap of at least 1, so that objects can be told apart");
        }
        if (factors && in.areSound(ANNOTATIONS) && !annotations) {
            in.reject(
                    FACTORS,
                    "needs annotations too, as it tells more of the objects in masks: ask for both or for neither");
        }
        if (heldOut.isPresent() && minGap == 0) {
            in.reject(HOLD_OUT, "needs min_gap of at least 1, so that objects can be told apart");
        }
        pairs.ifPresent(edit -> requirePairs(edit, objectValues, objects, minGap, splitBy));
        Recipe drawn = drawn(gridSize, objectValues, objects, mix, minGap);
        Optional<HoldOut> holdOut = heldOut.flatMap(wanted -> holdOutReader.resolve(wanted, drawn));
        if (numImages <= limits.maxImages() && allImages > limits.maxImages()) {
            in.reject(
                    HOLD_OUT.label() + "/num_images",
                    "together with the images that are not held out is above this installation's limit of "
                            + limits.maxImages() + " images");
        }
        if (in.areSound(GRID_SIZE)) {
            requireFewCells(numImages, heldOutImages, gridSize, pairs.isPresent());
        }
        in.rejectUnknown(
                Arrays.stream(RequestField.values()).map(RequestField::label).toList());
        in.throwIfRejected();
        Recipe recipe =
                new Recipe(gridSize, objectValues, (int) objects.min(), (int) objects.max(), mix, minGap, pairs);
        Division division = new Division(splits, splitBy, holdOut);
        FileOptions files = new FileOptions(annotations, factors, compression, parquet, shardSize);
        return new DatasetSpec(numImages, seed, outputDir, recipe, label, division, files);
    }

    private void requireFewObjects(LabelScheme label, Range objects) {
        if (label == LabelScheme.COMPOSITION && objects.max() > LabelScheme.COMPOSITION_OBJECTS) {
            in.reject(LABEL, "composition needs max_objects of at most " + LabelScheme.COMPOSITION_OBJECTS);
        }
    }

    private void requireEnoughValues(ObjectValues values, Range objects) {
        boolean areFew = values.valueMode() == ValueMode.DISTINCT && values.possible().length < objects.max();
        if (areFew && in.areSound(MIN_OBJECTS, MAX_OBJECTS)) {
            in.reject(
                    VALUES,
                    "must be at least " + objects.max() + " different ones, as value_mode is distinct and max_objects "
                            + objects.max());
        }
    }

    private void requirePairs(Edit edit, ObjectValues values, Range objects, int minGap, SplitBy splitBy) {
        if (!edit.goesWith(splitBy) && in.areSound(SPLIT_BY)) {
            in.reject(
                    PAIRS,
                    edit.label()
                            + " needs split_by shapes, so that partners are in one split; only recolour goes without");
        }
        Range maxObjects =
                in.areSound(MIN_OBJECTS, MAX_OBJECTS) ? new Range(objects.max(), objects.max()) : Recipe.OBJECTS;
        PairRules.contradictions(edit, values, maxObjects, minGap).forEach(rule -> in.reject(PAIRS, rule));
    }

    /** The recipe, but for pairs and value modes, which no condition goes by; in place of what is wrong in it, what allows the most. */
    private Recipe drawn(int gridSize, ObjectValues values, Range objects, Mix mix, int minGap) {
        Range counts = in.areSound(MIN_OBJECTS, MAX_OBJECTS) ? objects : Recipe.OBJECTS;
        return new Recipe(
                in.areSound(GRID_SIZE) ? gridSize : (int) Recipe.GRID_SIZE.max(),
                new ObjectValues(values.palette(), ValueMode.INDEPENDENT, values.values()),
                (int) counts.min(),
                (int) counts.max(),
                mix,
                minGap);
    }

    private void requireFewCells(long numImages, long heldOut, int gridSize, boolean arePairs) {
        long cells = (long) gridSize * gridSize * (arePairs ? 2 : 1);
        String perImage = cells + " cells per image" + (arePairs ? " and its partner" : "");
        long most = limits.maxCells() / cells;
        if (heldOut > Math.max(0, most - numImages) && numImages <= most) {
            in.reject(
                    HOLD_OUT.label() + "/num_images",
                    "together with the images that are not held out, times " + perImage
                            + ", is above this installation's limit of " + limits.maxCells() + " cells, so at most "
                            + most + " images are possible in all");
        }
        if (numImages > most) {
            in.reject(
                    NUM_IMAGES,
                    "times " + perImage + " is above this installation's limit of " + limits.maxCells()
                            + " cells, so at most " + most + " images are possible");
        }
    }

    /** A Parquet file has its table of contents at its end, which whoever reads it holds in memory. */
    private void requireShortTables(boolean parquet, long numImages, Optional<ShardSize> shardSize) {
        long candidates = shardSize.map(ShardSize::candidates).orElse(numImages);
        if (parquet && candidates > MOST_CANDIDATES_OF_TABLE) {
            in.reject(
                    PARQUET,
                    "files of the images of " + candidates
                            + " candidates are too long for Parquet; give a shard_size of at most "
                            + MOST_CANDIDATES_OF_TABLE);
        }
    }

    private Optional<ShardSize> readShardSize(long numImages) {
        if (!in.isGiven(SHARD_SIZE)) {
            return Optional.empty();
        }
        int before = in.rejected();
        ShardSize size = ShardSize.roundedUp(in.whole(SHARD_SIZE));
        long shards = size.shardsFor(numImages);
        if (in.rejected() == before && shards > ShardSize.MOST_SHARDS) {
            in.reject(
                    SHARD_SIZE,
                    "would make " + shards + " shards of " + numImages + " images, and " + ShardSize.MOST_SHARDS
                            + " are the most: at least "
                            + (numImages + ShardSize.MOST_SHARDS - 1) / ShardSize.MOST_SHARDS);
        }
        return Optional.of(size);
    }

    /** The values of objects; a list of all that the palette has is none. */
    private ObjectValues readObjectValues() {
        int before = in.rejected();
        Palette palette = in.choice(PALETTE, Palette.class);
        boolean isPalette = in.rejected() == before;
        ValueMode mode = in.choice(VALUE_MODE, ValueMode.class);
        before = in.rejected();
        List<Integer> values = in.isGiven(VALUES) ? in.wholes(VALUES) : List.of();
        for (int i = 0; isPalette && i < values.size(); i++) {
            if (!palette.contains(values.get(i))) {
                in.reject(
                        VALUES.label() + "/" + i,
                        "must be a value of palette " + palette.label() + ", " + palette.lowest() + " to "
                                + palette.highest());
            }
        }
        boolean areSome = isPalette && in.rejected() == before && !values.isEmpty() && values.size() < palette.size();
        return new ObjectValues(
                palette, mode, areSome ? Optional.of(values.stream().sorted().toList()) : Optional.empty());
    }

    /** Both bounds; if only one is given, the default of the other is adapted to it. */
    private Range readObjects() {
        int before = in.rejected();
        long min = in.whole(MIN_OBJECTS);
        long max = in.whole(MAX_OBJECTS);
        if (!in.isGiven(MAX_OBJECTS)) {
            max = Math.max(max, min);
        } else if (!in.isGiven(MIN_OBJECTS)) {
            min = Math.min(min, max);
        } else if (min > max && in.rejected() == before) {
            in.reject(MIN_OBJECTS, "must not be above max_objects");
        }
        return min <= max ? new Range(min, max) : new Range(max, max);
    }

    private Mix readMix() {
        List<BigDecimal> numbers = in.decimals(MIX);
        long[] weights = new long[Kind.COUNT];
        long total = 0;
        for (Kind kind : Kind.values()) {
            weights[kind.code()] = Billionths.round(numbers.get(kind.code()));
            total += weights[kind.code()];
        }
        if (total == 0) {
            in.reject(MIX, "must give at least one kind a weight above 0");
            return Mix.DEFAULT;
        }
        return new Mix(weights[0], weights[1], weights[2], weights[3]);
    }

    /** The shares, corrected to sum to exactly 1: train gets what the others leave. */
    private Splits readSplits() {
        List<BigDecimal> numbers = in.decimals(SPLITS);
        BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.subtract(BigDecimal.ONE).abs().compareTo(Billionths.toDecimal(1)) > 0) {
            List<String> names = Splits.SHARED.stream().map(Split::label).toList();
            BigDecimal rounded = Billionths.toDecimal(Billionths.round(sum));
            in.reject(
                    SPLITS,
                    "must sum to 1, but " + WireNames.joined(names, "and") + " sum to " + rounded.toPlainString());
            return Splits.DEFAULT;
        }
        Map<Split, Long> shares = new EnumMap<>(Split.class);
        long rest = Billionths.ONE;
        for (int i = 0; i < numbers.size(); i++) {
            long share = Billionths.round(numbers.get(i));
            shares.put(Splits.SHARED.get(i), share);
            rest -= share;
        }
        long train = shares.getOrDefault(Split.TRAIN, 0L);
        if (train == 0 || train + rest <= 0) {
            in.reject(SPLITS.label() + "/" + Split.TRAIN.label(), "must be above 0");
            return Splits.DEFAULT;
        }
        shares.put(Split.TRAIN, train + rest);
        return new Splits(shares.entrySet().stream()
                .map(share -> new Splits.Share(share.getKey(), share.getValue()))
                .toList());
    }
}
