package io.atomicdatasets.spec;

import java.util.Optional;

/**
 * Everything an image depends on besides the seed and its candidate number.
 *
 * @param gridSize cells per side, 8..32
 * @param objectValues the values of objects' cells
 * @param minObjects the fewest objects to draw for an image, 1..8
 * @param maxObjects the most objects to draw for an image, {@code minObjects}..8
 * @param mix how often each kind is drawn
 * @param minGap empty cells kept between objects, diagonals included, 0..2
 * @param pairs what each image's partner differs in; nothing where images have none
 */
public record Recipe(
        int gridSize,
        ObjectValues objectValues,
        int minObjects,
        int maxObjects,
        Mix mix,
        int minGap,
        Optional<Edit> pairs) {
    static final Range GRID_SIZE = new Range(8, 32);
    static final Range OBJECTS = new Range(1, 8);
    static final Range MIN_GAP = new Range(0, 2);

    public static final Recipe DEFAULT = new Recipe(16, Palette.GRAY, 1, 4, Mix.DEFAULT, 1);

    public Recipe {
        GRID_SIZE.require("grid_size", gridSize);
        OBJECTS.require("min_objects", minObjects);
        OBJECTS.require("max_objects", maxObjects);
        MIN_GAP.require("min_gap", minGap);
        if (minObjects > maxObjects) {
            throw new IllegalArgumentException("min_objects " + minObjects + " > max_objects " + maxObjects);
        }
        if (objectValues.valueMode() == ValueMode.DISTINCT && objectValues.possible().length < maxObjects) {
            throw new IllegalArgumentException("distinct values need max_objects of them, " + maxObjects);
        }
        Range most = new Range(maxObjects, maxObjects);
        pairs.flatMap(edit -> PairRules.contradictions(edit, objectValues, most, minGap).stream()
                        .findFirst())
                .ifPresent(rule -> {
                    throw new IllegalArgumentException("pairs " + rule);
                });
    }

    /** A recipe of images without partners. */
    public Recipe(int gridSize, ObjectValues objectValues, int minObjects, int maxObjects, Mix mix, int minGap) {
        this(gridSize, objectValues, minObjects, maxObjects, mix, minGap, Optional.empty());
    }

    /** A recipe in which each object gets any of the palette's values. */
    public Recipe(int gridSize, Palette palette, int minObjects, int maxObjects, Mix mix, int minGap) {
        this(gridSize, ObjectValues.of(palette), minObjects, maxObjects, mix, minGap);
    }

    /** The values there are. */
    public Palette palette() {
        return objectValues.palette();
    }

    /** Cells of one image, which is also its size in bytes. */
    public int cells() {
        return gridSize * gridSize;
    }
}
