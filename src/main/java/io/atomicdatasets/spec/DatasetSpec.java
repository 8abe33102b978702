package io.atomicdatasets.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, valid by construction: all defaults are resolved, except for the name of the directory.
 *
 * @param numImages images in all splits together but those held out, at least 1
 * @param seed the only source of randomness, 0..2^53-1 so that it survives JavaScript
 * @param outputDir the directory's name, or empty for the next name of the day
 * @param recipe what the images show
 * @param label what the labels mean
 * @param division which images belong to which split
 * @param fileOptions what else the files hold, and how
 */
public record DatasetSpec(
        long numImages,
        long seed,
        Optional<DatasetName> outputDir,
        Recipe recipe,
        LabelScheme label,
        Division division,
        FileOptions fileOptions) {
    static final Range SEED = new Range(0, (1L << 53) - 1);

    private static final long DEFAULT_SEED = 42;

    /** A request for one image with all defaults. */
    static final DatasetSpec DEFAULTS = new DatasetSpec(
            1,
            DEFAULT_SEED,
            Optional.empty(),
            Recipe.DEFAULT,
            LabelScheme.OBJECT_COUNT,
            Division.DEFAULT,
            FileOptions.DEFAULT);

    public DatasetSpec {
        SEED.require("seed", seed);
        if (numImages < 1) {
            throw new IllegalArgumentException("num_images must be positive");
        }
        if (label == LabelScheme.COMPOSITION && recipe.maxObjects() > LabelScheme.COMPOSITION_OBJECTS) {
            throw new IllegalArgumentException("composition needs max_objects <= " + LabelScheme.COMPOSITION_OBJECTS);
        }
        if (division.needsGap() && recipe.minGap() == 0) {
            throw new IllegalArgumentException("splits that objects decide need a gap between objects");
        }
        if (recipe.pairs().isPresent() && !recipe.pairs().get().goesWith(division.splitBy())) {
            throw new IllegalArgumentException("pairs need split_by shapes");
        }
    }

    /**
     * Reads a request. Numbers count by their value, however they are written. Decimals are rounded to 9 places, half to
     * even. Shares are accepted if they sum to 1 within 10^-9 before rounding; val and test keep their rounded shares and
     * train gets the rest, so that the result sums to exactly 1 and reads back as itself.
     *
     * @param fields the JSON object as a map: its values are numbers of java.lang or java.math, strings, booleans, maps
     * @throws InvalidSpecException with every wrong field
     */
    public static DatasetSpec read(Map<String, ?> fields, Limits limits) throws InvalidSpecException {
        return new SpecReader(fields, limits).read();
    }

    /** The share of each split. */
    public Splits splits() {
        return division.splits();
    }

    /** The splits of the dataset, each with files of its own, in their order. */
    public List<Split> presentSplits() {
        return division.present();
    }

    /** How many images a split holds. */
    public long count(Split split) {
        return split == Split.OOD
                ? division.holdOut().map(HoldOut::numImages).orElse(0L)
                : splits().count(split, numImages);
    }

    /** How many images all splits hold, those held out among them. */
    public long allImages() {
        return numImages + count(Split.OOD);
    }

    /** Bytes of an image in memory, with its partner if it has one. */
    public int bytesPerImage() {
        return recipe.pairs().isPresent() ? 2 * recipe.cells() : recipe.cells();
    }

    /** The classes of this dataset. */
    public Labels labels() {
        return new Labels(label, recipe);
    }

    /** This request with a name for its directory. */
    public DatasetSpec named(DatasetName name) {
        return new DatasetSpec(numImages, seed, Optional.of(name), recipe, label, division, fileOptions);
    }

    /** This request without a name for its directory, which has no effect on what is in it. */
    public DatasetSpec unnamed() {
        return new DatasetSpec(numImages, seed, Optional.empty(), recipe, label, division, fileOptions);
    }

    /**
     * All values in the form that {@link #read} takes, so that reading them gives an equal request; see {@link
     * RequestField#toldOf}.
     */
    public Map<String, Object> toFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RequestField field : RequestField.values()) {
            field.toldOf(this).ifPresent(value -> fields.put(field.label(), value));
        }
        return fields;
    }

    /** The values that are not the defaults, in the form that {@link #read} takes, so that reading them gives an equal request. */
    public Map<String, Object> toFieldsWithoutDefaults() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RequestField field : RequestField.values()) {
            field.unlessDefault(this).ifPresent(value -> fields.put(field.label(), value));
        }
        return fields;
    }
}
