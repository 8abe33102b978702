package io.atomicdatasets.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was asked for, valid by construction: every value resolved but the name of the directory.
 *
 * @param numImages images in all three splits together, at least 1
 * @param seed the only source of randomness, 0..2^53-1 so that it survives JavaScript
 * @param outputDir the directory's name, or nothing for the next name of the day
 * @param recipe what the images show
 * @param label what the labels say
 * @param splits the share of each split
 * @param layout what the files hold beside, and how
 */
public record DatasetSpec(
        long numImages,
        long seed,
        Optional<DatasetName> outputDir,
        Recipe recipe,
        LabelScheme label,
        Splits splits,
        Layout layout) {
    static final Range SEED = new Range(0, (1L << 53) - 1);

    public static final long DEFAULT_SEED = 42;

    public DatasetSpec {
        SEED.require("seed", seed);
        if (numImages < 1) {
            throw new IllegalArgumentException("num_images must be positive");
        }
        if (label == LabelScheme.COMPOSITION && recipe.maxObjects() > LabelScheme.COMPOSITION_OBJECTS) {
            throw new IllegalArgumentException("composition needs max_objects <= " + LabelScheme.COMPOSITION_OBJECTS);
        }
    }

    /**
     * Reads a request.
     *
     * @param fields the fields as JSON has them: whole numbers as {@code Integer}, {@code Long} or {@code BigInteger},
     *     decimals as {@code BigDecimal}, strings, maps
     * @throws InvalidSpecException with every wrong field
     */
    public static DatasetSpec read(Map<String, ?> fields, Limits limits) throws InvalidSpecException {
        return new SpecReader(fields, limits).read();
    }

    /** How many images a split holds. */
    public long count(Split split) {
        return splits.count(split, numImages);
    }

    /** The classes of this dataset. */
    public Labels labels() {
        return new Labels(label, recipe);
    }

    /** This request with the name of its directory resolved. */
    public DatasetSpec named(DatasetName name) {
        return new DatasetSpec(numImages, seed, Optional.of(name), recipe, label, splits, layout);
    }

    /** All values as {@link #read} takes them, so that writing and reading again gives an equal request. */
    public Map<String, Object> toFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("num_images", numImages);
        fields.put("seed", seed);
        outputDir.ifPresent(name -> fields.put("output_dir", name.value()));
        fields.put("grid_size", recipe.gridSize());
        fields.put("palette", recipe.palette().label());
        fields.put("min_objects", recipe.minObjects());
        fields.put("max_objects", recipe.maxObjects());
        fields.put("mix", recipe.mix().toFields());
        fields.put("min_gap", recipe.minGap());
        fields.put("label", label.label());
        fields.put("splits", splits.toFields());
        fields.put("annotations", layout.annotations());
        fields.put("compression", layout.compression().label());
        return fields;
    }
}
