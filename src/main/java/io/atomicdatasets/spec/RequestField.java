package io.atomicdatasets.spec;

import io.atomicdatasets.spec.FieldType.Choice;
import io.atomicdatasets.spec.FieldType.Decimals;
import io.atomicdatasets.spec.FieldType.Flag;
import io.atomicdatasets.spec.FieldType.Text;
import io.atomicdatasets.spec.FieldType.Whole;
import io.atomicdatasets.spec.FieldType.Wholes;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request: the single source of the reader, the terminal's options, the OpenAPI description and the
 * reference documentation.
 *
 * <p>A new field is a row here, a component of {@link DatasetSpec} and a line in {@code SpecReader}.
 */
@SuppressWarnings(
        "ImmutableEnumChecker") // Types, functions and examples are immutable, though their classes cannot show it.
public enum RequestField implements Field {
    NUM_IMAGES(
            new Whole(new Range(1, Limits.DEFAULT.maxImages())),
            DatasetSpec::numImages,
            20_000L,
            "images",
            "How many images there are, in all splits together."),
    SEED(
            new Whole(DatasetSpec.SEED),
            DatasetSpec::seed,
            7L,
            "",
            "The only source of randomness: the same request gives the same bytes."),
    OUTPUT_DIR(
            new Text(DatasetName.PATTERN, DatasetName.ALLOWED),
            spec -> spec.outputDir().map(DatasetName::value).orElse(null),
            "coloured-compositions",
            "",
            "Name of the directory below the datasets root in which the dataset appears; the next free YYYY-MM-DD-vN"
                    + " unless given. A leading datasets/ is dropped."),
    GRID_SIZE(
            new Whole(Recipe.GRID_SIZE),
            spec -> spec.recipe().gridSize(),
            24,
            "cells",
            "How many cells an image has on each side."),
    PALETTE(
            Choice.of(Palette.class),
            spec -> spec.recipe().palette().label(),
            "arc",
            "",
            "The values that cells of objects hold: 64 to 255 in gray, 1 to 9 in arc; the background is 0."),
    VALUE_MODE(
            Choice.of(ValueMode.class),
            spec -> spec.recipe().objectValues().valueMode().label(),
            "distinct",
            "",
            "How the objects of an image get their values: each by itself, all different, or all the same."),
    VALUES(
            new Wholes(ObjectValues.VALUES),
            spec -> spec.recipe().objectValues().values().orElse(null),
            List.of(1, 2, 3, 4, 6, 8),
            "",
            "The only values of the palette that objects have, all of them equally often; the whole palette unless given."),
    MIN_OBJECTS(
            new Whole(Recipe.OBJECTS),
            spec -> spec.recipe().minObjects(),
            2,
            "objects",
            "The fewest objects aimed at in an image; where only max_objects is given, at most that."),
    MAX_OBJECTS(
            new Whole(Recipe.OBJECTS),
            spec -> spec.recipe().maxObjects(),
            6,
            "objects",
            "The most objects aimed at in an image; where only min_objects is given, at least that."),
    MIX(
            new Decimals(Choice.of(Kind.class).words(), Mix.MAX_WEIGHT),
            spec -> spec.recipe().mix().toFields(),
            new Mix(Billionths.ONE, Billionths.ONE, Billionths.ONE, Billionths.ONE).toFields(),
            "",
            "How often each kind of object is drawn, as weights, not all 0; a kind left out has 0."),
    MIN_GAP(
            new Whole(Recipe.MIN_GAP),
            spec -> spec.recipe().minGap(),
            1,
            "cells",
            "How many empty cells are kept between objects, diagonals included."),
    LABEL(
            Choice.of(LabelScheme.class),
            spec -> spec.label().label(),
            "composition",
            "",
            "What the labels say: how many objects there are; the kind with the most cells; or the number of the vector"
                    + " (blobs, rectangles, lines, patterns), for max_objects up to "
                    + LabelScheme.COMPOSITION_OBJECTS + "."),
    SPLITS(
            new Decimals(Splits.SHARED.stream().map(Split::label).toList(), 1),
            spec -> spec.splits().toFields(),
            Splits.of(700_000_000, 150_000_000, 150_000_000).toFields(),
            "",
            "The share of each split; shares sum to 1, train is above 0, and a split left out has 0."),
    SPLIT_BY(
            Choice.of(SplitBy.class),
            spec -> spec.division().splitBy().label(),
            "shapes",
            "",
            "What decides the split of an image: its form, or the shapes of its objects wherever they are, for which min_gap is at"
                    + " least 1. Both up to rotations and mirror images."),
    HOLD_OUT(
            new FieldType.Conditions(),
            spec -> spec.division().holdOut().map(HoldOut::toFields).orElse(null),
            HoldOut.EXAMPLE.toFields(),
            "",
            "Holds out images that fulfil one of up to 16 conditions, or those of a protocol (composition, interpolation,"
                    + " extrapolation): they are in a split of their own, ood, and nowhere else."),
    PAIRS(
            Choice.of(Edit.class),
            spec -> spec.recipe().pairs().map(Edit::label).orElse(null),
            "move",
            "",
            "Gives each image a counterfactual partner in its split, in which one object is moved, recoloured, turned, removed or"
                    + " replaced. Needs a min_gap of at least 1, and all but recolour split_by shapes."),
    ANNOTATIONS(
            new Flag(),
            spec -> spec.fileOptions().annotations(),
            true,
            "",
            "Adds the ground truth to each file: candidates, masks, kinds, values, families, boxes and sizes."),
    FACTORS(
            new Flag(),
            spec -> spec.fileOptions().factors(),
            true,
            "",
            "Adds what else sets objects and images apart, for which annotations must be on: the shape of each object, how it is"
                    + " turned, and how hard each image is."),
    COMPRESSION(
            Choice.of(Compression.class),
            spec -> spec.fileOptions().compression().label(),
            "deflate",
            "",
            "How the arrays are written to their files; stored ones can be memory-mapped in place."),
    PARQUET(
            new Flag(),
            spec -> spec.fileOptions().parquet(),
            true,
            "",
            "Adds a Parquet file beside each file of arrays, and of annotations one more in which each object is a row: for"
                    + " Hugging Face datasets, DuckDB, Polars, pandas and Spark."),
    SHARD_SIZE(
            new Whole(ShardSize.RANGE),
            spec -> spec.fileOptions().shardSize().map(ShardSize::candidates).orElse(null),
            1_048_576L,
            "candidates",
            "Cuts each split into files, one for so many consecutive candidates, rounded up to a multiple of 16,384; each"
                    + " split is one file unless given.");

    /** Those that came after datasets were published, which are described without them. */
    private static final Set<RequestField> LATER =
            EnumSet.of(PARQUET, VALUE_MODE, VALUES, SPLIT_BY, HOLD_OUT, PAIRS, FACTORS);

    private final FieldType type;
    private final Function<DatasetSpec, @Nullable Object> value;
    private final Object example;
    private final String unit;
    private final String text;

    RequestField(
            FieldType type, Function<DatasetSpec, @Nullable Object> value, Object example, String unit, String text) {
        this.type = type;
        this.value = value;
        this.example = example;
        this.unit = unit;
        this.text = text;
    }

    /** The name in requests and files, such as {@code num_images}. */
    @Override
    public String label() {
        return WireNames.of(this);
    }

    /** The name as an option of the terminal, such as {@code --num-images}. */
    public String option() {
        return "--" + label().replace('_', '-');
    }

    /** The field's type under these limits. */
    @Override
    public FieldType type(Limits limits) {
        return this == NUM_IMAGES ? new Whole(new Range(1, limits.maxImages())) : type;
    }

    /** Whether the field must be given. */
    @Override
    public boolean isRequired() {
        return this == NUM_IMAGES;
    }

    /** Whether it decides what images, labels and splits are, or in which arrays they are told: a stream has it too. */
    public boolean isOfStreams() {
        return this != NUM_IMAGES && this != OUTPUT_DIR && this != SHARD_SIZE && this != PARQUET;
    }

    /** The JSON value if the field is not given; empty if it is required, or what it is for is then not wanted. */
    @Override
    public Optional<Object> defaultValue() {
        return isRequired() ? Optional.empty() : in(DatasetSpec.DEFAULTS);
    }

    /** The field's JSON value in a request; empty if it has none. */
    public Optional<Object> in(DatasetSpec spec) {
        return Optional.ofNullable(value.apply(spec));
    }

    /** The same, empty too if it is the default. */
    Optional<Object> unlessDefault(DatasetSpec spec) {
        return in(spec).filter(value -> !defaultValue().equals(Optional.of(value)));
    }

    /**
     * The same for a description, in which a later field stands only where it is used: a description of what does not use it stays
     * what it was before there was the field.
     */
    public Optional<Object> toldOf(DatasetSpec spec) {
        return LATER.contains(this) ? unlessDefault(spec) : in(spec);
    }

    /** An example JSON value; all examples together make one valid request. */
    public Object example() {
        return example;
    }

    /** The unit of an integer, such as {@code cells}; empty if it has none. */
    public String unit() {
        return unit;
    }

    /** The meaning of the field, in a sentence or two. */
    public String text() {
        return text;
    }
}
