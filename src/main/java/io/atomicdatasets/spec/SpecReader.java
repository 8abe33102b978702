package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of one request into a {@link DatasetSpec}, or names everything that is wrong with them.
 *
 * <p>Each {@code read} method takes one field, notes a violation where it is wrong, and goes on with the default, so that
 * one answer holds all wrong fields.
 */
final class SpecReader {
    private static final Set<String> KNOWN = Set.of(
            "num_images",
            "seed",
            "output_dir",
            "grid_size",
            "palette",
            "min_objects",
            "max_objects",
            "mix",
            "min_gap",
            "label",
            "splits",
            "annotations",
            "compression");
    private static final int DEFAULT_MIN_OBJECTS = Recipe.DEFAULT.minObjects();
    private static final int DEFAULT_MAX_OBJECTS = Recipe.DEFAULT.maxObjects();
    private static final String DECIMALS = " with at most 9 decimals";

    private final Map<String, ?> fields;
    private final Limits limits;
    private final List<Violation> violations = new ArrayList<>();

    SpecReader(Map<String, ?> fields, Limits limits) {
        this.fields = fields;
        this.limits = limits;
    }

    DatasetSpec read() throws InvalidSpecException {
        long numImages = readNumImages();
        long seed = readInteger("seed", DatasetSpec.SEED, DatasetSpec.DEFAULT_SEED);
        Optional<DatasetName> outputDir = readOutputDir();
        int gridSize = (int) readInteger("grid_size", Recipe.GRID_SIZE, Recipe.DEFAULT.gridSize());
        Palette palette = readEnum("palette", Palette.class, Recipe.DEFAULT.palette());
        Range objects = readObjects();
        Mix mix = readMix();
        int minGap = (int) readInteger("min_gap", Recipe.MIN_GAP, Recipe.DEFAULT.minGap());
        LabelScheme label = readEnum("label", LabelScheme.class, LabelScheme.OBJECT_COUNT);
        Splits splits = readSplits();
        boolean annotations = readBoolean("annotations", Layout.DEFAULT.annotations());
        Compression compression = readEnum("compression", Compression.class, Layout.DEFAULT.compression());

        if (label == LabelScheme.COMPOSITION && objects.max() > LabelScheme.COMPOSITION_OBJECTS) {
            reject("label", "composition needs max_objects of at most " + LabelScheme.COMPOSITION_OBJECTS);
        }
        long cells = (long) gridSize * gridSize;
        if (numImages > limits.maxCells() / cells) {
            reject(
                    "num_images",
                    "times " + cells + " cells per image is above this installation's limit of " + limits.maxCells()
                            + " cells, so at most " + limits.maxCells() / cells + " images are possible");
        }
        rejectUnknown("", fields, KNOWN);
        if (!violations.isEmpty()) {
            throw new InvalidSpecException(violations);
        }
        Recipe recipe = new Recipe(gridSize, palette, (int) objects.min(), (int) objects.max(), mix, minGap);
        Layout layout = new Layout(annotations, compression);
        return new DatasetSpec(numImages, seed, outputDir, recipe, label, splits, layout);
    }

    private long readNumImages() {
        if (!fields.containsKey("num_images")) {
            reject("num_images", "is required");
            return 1;
        }
        return readInteger("num_images", new Range(1, limits.maxImages()), 1);
    }

    private Optional<DatasetName> readOutputDir() {
        Object value = fields.get("output_dir");
        if (!fields.containsKey("output_dir")) {
            return Optional.empty();
        }
        Optional<DatasetName> name = value instanceof String text ? DatasetName.parse(text) : Optional.empty();
        if (name.isEmpty()) {
            reject("output_dir", DatasetName.RULE);
        }
        return name;
    }

    /** Both bounds; where only one is given, the other gives way to it. */
    private Range readObjects() {
        int before = violations.size();
        boolean minGiven = fields.containsKey("min_objects");
        boolean maxGiven = fields.containsKey("max_objects");
        long min = readInteger("min_objects", Recipe.OBJECTS, DEFAULT_MIN_OBJECTS);
        long max = readInteger("max_objects", Recipe.OBJECTS, DEFAULT_MAX_OBJECTS);
        if (!maxGiven) {
            max = Math.max(max, min);
        } else if (!minGiven) {
            min = Math.min(min, max);
        } else if (min > max && violations.size() == before) {
            reject("min_objects", "must not be above max_objects");
        }
        return min <= max ? new Range(min, max) : new Range(max, max);
    }

    private Mix readMix() {
        long[] weights = readDecimals("mix", Kind.class, Mix.MAX_WEIGHT);
        if (weights.length == 0) {
            return Mix.DEFAULT;
        }
        if (weights[0] + weights[1] + weights[2] + weights[3] == 0) {
            reject("mix", "must give at least one kind a weight above 0");
            return Mix.DEFAULT;
        }
        return new Mix(weights[0], weights[1], weights[2], weights[3]);
    }

    private Splits readSplits() {
        long[] shares = readDecimals("splits", Split.class, 1);
        if (shares.length == 0) {
            return Splits.DEFAULT;
        }
        if (shares[0] + shares[1] + shares[2] != Billionths.ONE) {
            BigDecimal sum = Billionths.toDecimal(shares[0] + shares[1] + shares[2]);
            reject("splits", "must sum to exactly 1, but train, val and test sum to " + sum.toPlainString());
            return Splits.DEFAULT;
        }
        if (shares[0] == 0) {
            reject("splits/train", "must be above 0");
            return Splits.DEFAULT;
        }
        return new Splits(shares[0], shares[1], shares[2]);
    }

    /**
     * An object of decimals, one for each constant of {@code type}, in billionths; a constant left out has 0.
     *
     * @return one number for each constant, or none where the field is missing or wrong
     */
    private <E extends Enum<E>> long[] readDecimals(String field, Class<E> type, long max) {
        long[] none = {};
        Object value = fields.get(field);
        if (!fields.containsKey(field)) {
            return none;
        }
        if (!(value instanceof Map<?, ?> members)) {
            reject(field, "must be an object of numbers named " + Names.all(type));
            return none;
        }
        int before = violations.size();
        E[] constants = type.getEnumConstants();
        long[] numbers = new long[constants.length];
        Set<String> known = new TreeSet<>();
        for (int i = 0; i < constants.length; i++) {
            String name = Names.of(constants[i]);
            known.add(name);
            if (members.containsKey(name)) {
                OptionalLong number = billionths(members.get(name), max);
                if (number.isEmpty()) {
                    reject(field + "/" + name, "must be a number between 0 and " + max + DECIMALS);
                }
                numbers[i] = number.orElse(0);
            }
        }
        rejectUnknown(field + "/", members, known);
        return violations.size() == before ? numbers : none;
    }

    private static OptionalLong billionths(@Nullable Object value, long max) {
        Optional<BigInteger> whole = integer(value);
        if (whole.isPresent()) {
            return Billionths.of(new BigDecimal(whole.get()), max);
        }
        return value instanceof BigDecimal decimal ? Billionths.of(decimal, max) : OptionalLong.empty();
    }

    private long readInteger(String field, Range range, long otherwise) {
        if (!fields.containsKey(field)) {
            return otherwise;
        }
        Optional<BigInteger> value = integer(fields.get(field));
        if (value.isEmpty()) {
            reject(field, "must be an integer between " + range.min() + " and " + range.max());
            return otherwise;
        }
        if (value.get().bitLength() >= Long.SIZE || !range.contains(value.get().longValue())) {
            reject(field, range.rule());
            return otherwise;
        }
        return value.get().longValue();
    }

    private static Optional<BigInteger> integer(@Nullable Object value) {
        if (value instanceof BigInteger big) {
            return Optional.of(big);
        }
        return value instanceof Long || value instanceof Integer
                ? Optional.of(BigInteger.valueOf(((Number) value).longValue()))
                : Optional.empty();
    }

    private boolean readBoolean(String field, boolean otherwise) {
        if (!fields.containsKey(field)) {
            return otherwise;
        }
        if (fields.get(field) instanceof Boolean value) {
            return value;
        }
        reject(field, "must be true or false");
        return otherwise;
    }

    private <E extends Enum<E>> E readEnum(String field, Class<E> type, E otherwise) {
        if (!fields.containsKey(field)) {
            return otherwise;
        }
        Optional<E> found = fields.get(field) instanceof String name ? Names.find(type, name) : Optional.empty();
        if (found.isEmpty()) {
            reject(field, "must be one of " + Names.all(type));
        }
        return found.orElse(otherwise);
    }

    private void rejectUnknown(String prefix, Map<?, ?> members, Set<String> known) {
        for (Object name : members.keySet()) {
            if (!(name instanceof String text) || !known.contains(text)) {
                reject(
                        prefix + escape(String.valueOf(name)),
                        "is unknown; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /** A member's name as a reference token (RFC 6901, section 3). */
    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private void reject(String field, String detail) {
        violations.add(new Violation("/" + field, detail));
    }
}
