package io.atomicdatasets.spec;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * The numbers that the factors of an object can have together, as far as the recipe alone tells.
 *
 * @param recipe of the images
 * @param extents of the object
 */
record FactorSpace(Recipe recipe, List<Extent> extents) {
    FactorSpace {
        extents = List.copyOf(extents);
    }

    /** All objects of a recipe. */
    static FactorSpace of(Recipe recipe) {
        List<Kind> kinds = recipe.mix().kinds();
        return new FactorSpace(
                recipe,
                Extent.ALL.stream()
                        .filter(extent -> kinds.contains(extent.family().kind()))
                        .toList());
    }

    /** The objects of which a factor is in a range. */
    FactorSpace where(Factor factor, Range range) {
        return switch (factor) {
            case KIND -> only(extent -> range.contains(extent.family().kind().code()));
            case FAMILY -> only(extent -> range.contains(extent.family().code()));
            case SIZE -> only(extent -> range.contains(extent.size()));
            case ROW -> only(extent -> range.min() <= last(extent.height()));
            case COLUMN -> only(extent -> range.min() <= last(extent.width()));
            case OBJECTS, VALUE -> this; // which objects of any extent have
        };
    }

    private FactorSpace only(Predicate<Extent> wanted) {
        return new FactorSpace(recipe, extents.stream().filter(wanted).toList());
    }

    /** The last row or column in which an object of so many can begin. */
    private int last(int length) {
        return recipe.gridSize() - length;
    }

    /** The numbers that a factor can have, ascending. */
    int[] possible(Factor factor) {
        return switch (factor) {
            case OBJECTS -> IntStream.rangeClosed(1, recipe.maxObjects()).toArray(); // fewer than drawn may find room
            case KIND -> each(extent -> extent.family().kind().code());
            case FAMILY -> each(extent -> extent.family().code());
            case VALUE -> recipe.objectValues().possible();
            case SIZE -> each(Extent::size);
            case ROW -> upTo(each(extent -> last(extent.height())));
            case COLUMN -> upTo(each(extent -> last(extent.width())));
        };
    }

    private int[] each(ToIntFunction<Extent> number) {
        return extents.stream().mapToInt(number).sorted().distinct().toArray();
    }

    private static int[] upTo(int[] ascending) {
        return IntStream.rangeClosed(0, ascending[ascending.length - 1]).toArray();
    }
}
