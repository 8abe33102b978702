package io.atomicdatasets.spec;

import java.util.ArrayList;
import java.util.List;

/** The classes of a dataset: the label of an image with given objects, and the meaning of each label. */
public final class Labels {
    private static final String[] SINGULAR = {"blob", "rectangle", "line", "pattern"};

    private final LabelScheme scheme;
    private final List<LabelClass> classes;
    /** The class of each count vector, as digits in base {@code maxObjects + 1}; only for compositions. */
    private final int[] compositionOf;

    private final int base;

    /** The classes that images of this recipe can have under this scheme. */
    public Labels(LabelScheme scheme, Recipe recipe) {
        this.scheme = scheme;
        this.base = recipe.maxObjects() + 1;
        this.compositionOf = new int[scheme == LabelScheme.COMPOSITION ? base * base * base * base : 0];
        this.classes = switch (scheme) {
            case OBJECT_COUNT -> objectCounts(recipe);
            case DOMINANT_KIND -> dominantKinds(recipe);
            case COMPOSITION -> compositions(recipe);
        };
    }

    /** The scheme of these classes. */
    public LabelScheme scheme() {
        return scheme;
    }

    /** All classes of the scheme, by ascending label. */
    public List<LabelClass> classes() {
        return classes;
    }

    /** Whether {@code label} is a class that images of the recipe can have. */
    public boolean canOccur(int label) {
        return classes.stream().anyMatch(c -> c.label() == label && c.canOccur());
    }

    /**
     * The label of an image.
     *
     * @param objects how many objects of each kind there are, by {@link Kind#code()}; at least one in total
     * @param cells how many cells the objects of each kind have, by {@link Kind#code()}
     * @return 0..255
     */
    public int labelOf(int[] objects, int[] cells) {
        return switch (scheme) {
            case OBJECT_COUNT -> objects[0] + objects[1] + objects[2] + objects[3];
            case DOMINANT_KIND -> indexOfLargest(cells);
            case COMPOSITION -> compositionOf[digits(objects[0], objects[1], objects[2], objects[3])];
        };
    }

    private static int indexOfLargest(int[] cells) {
        int largest = 0;
        for (int kind = 1; kind < Kind.COUNT; kind++) {
            if (cells[kind] > cells[largest]) {
                largest = kind;
            }
        }
        return largest;
    }

    private int digits(int blobs, int rectangles, int lines, int patterns) {
        return ((blobs * base + rectangles) * base + lines) * base + patterns;
    }

    private static List<LabelClass> objectCounts(Recipe recipe) {
        List<LabelClass> classes = new ArrayList<>();
        for (int count = 1; count <= recipe.maxObjects(); count++) {
            classes.add(new LabelClass(count, Counted.of(count, "object"), true));
        }
        return List.copyOf(classes);
    }

    private static List<LabelClass> dominantKinds(Recipe recipe) {
        List<LabelClass> classes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            classes.add(new LabelClass(kind.code(), kind.label(), recipe.mix().weight(kind) > 0));
        }
        return List.copyOf(classes);
    }

    /** Lists the vectors in lexicographic order, so that the position in the list is the label. */
    private List<LabelClass> compositions(Recipe recipe) {
        int most = recipe.maxObjects();
        List<LabelClass> classes = new ArrayList<>();
        for (int blobs = 0; blobs <= most; blobs++) {
            for (int rectangles = 0; blobs + rectangles <= most; rectangles++) {
                for (int lines = 0; blobs + rectangles + lines <= most; lines++) {
                    for (int patterns = 0; blobs + rectangles + lines + patterns <= most; patterns++) {
                        int[] counts = {blobs, rectangles, lines, patterns};
                        if (blobs + rectangles + lines + patterns == 0) {
                            continue;
                        }
                        compositionOf[digits(blobs, rectangles, lines, patterns)] = classes.size();
                        classes.add(new LabelClass(classes.size(), composed(counts), occurs(counts, recipe.mix())));
                    }
                }
            }
        }
        return List.copyOf(classes);
    }

    private static boolean occurs(int[] counts, Mix mix) {
        for (Kind kind : Kind.values()) {
            if (counts[kind.code()] > 0 && mix.weight(kind) == 0) {
                return false;
            }
        }
        return true;
    }

    private static String composed(int[] counts) {
        List<String> parts = new ArrayList<>();
        for (int kind = 0; kind < Kind.COUNT; kind++) {
            if (counts[kind] > 0) {
                parts.add(Counted.of(counts[kind], SINGULAR[kind]));
            }
        }
        return String.join(", ", parts);
    }
}
