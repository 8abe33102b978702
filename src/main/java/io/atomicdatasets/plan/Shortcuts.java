package io.atomicdatasets.plan;

/**
 * How often the label of an image is guessed right by whoever learned what goes with a single number, and never looks at an
 * object: shares of images, 0..1.
 *
 * @param chance without any number, by the most frequent label
 * @param distinctValues by how many different values the cells hold
 * @param occupiedCells by how many cells are occupied
 */
public record Shortcuts(double chance, double distinctValues, double occupiedCells) {
    private static final double MARGIN = 0.1;

    /** Whether different values tell so much that a model may learn to count them instead of anything else. */
    boolean valuesTell() {
        return distinctValues > chance + MARGIN;
    }
}
