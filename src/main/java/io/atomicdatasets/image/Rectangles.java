package io.atomicdatasets.image;

/** Filled rectangles: height and width uniform in 2..5, drawn again until they have at most 15 cells. */
final class Rectangles {
    static final int SHORTEST = 2;
    static final int LONGEST = 5;
    static final int MOST_CELLS = 15;

    private Rectangles() {}

    static long draw(CounterRandom random) {
        while (true) {
            int height = SHORTEST + random.below(LONGEST - SHORTEST + 1);
            int width = SHORTEST + random.below(LONGEST - SHORTEST + 1);
            if (height * width <= MOST_CELLS) {
                return shape(height, width);
            }
        }
    }

    /** The filled rectangle of this height and width. */
    static long shape(int height, int width) {
        long shape = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                shape |= Shape.cell(row, column);
            }
        }
        return shape;
    }
}
