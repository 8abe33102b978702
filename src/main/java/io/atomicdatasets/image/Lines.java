package io.atomicdatasets.image;

/** Lines of 2..8 cells: 30 % horizontal, 30 % vertical, 20 % diagonal, 20 % anti-diagonal. */
final class Lines {
    static final int SHORTEST = 2;
    static final int LONGEST = 8;

    private static final Family[] DIRECTION_OF_TENTH = {
        Family.LINE_HORIZONTAL,
        Family.LINE_HORIZONTAL,
        Family.LINE_HORIZONTAL,
        Family.LINE_VERTICAL,
        Family.LINE_VERTICAL,
        Family.LINE_VERTICAL,
        Family.LINE_DIAGONAL,
        Family.LINE_DIAGONAL,
        Family.LINE_ANTI_DIAGONAL,
        Family.LINE_ANTI_DIAGONAL,
    };

    private Lines() {}

    static long draw(CounterRandom random) {
        Family direction = DIRECTION_OF_TENTH[random.below(DIRECTION_OF_TENTH.length)];
        return shape(direction, SHORTEST + random.below(LONGEST - SHORTEST + 1));
    }

    /** The line of one direction and length. */
    static long shape(Family direction, int length) {
        long shape = 0;
        for (int i = 0; i < length; i++) {
            shape |= switch (direction) {
                case LINE_HORIZONTAL -> Shape.cell(0, i);
                case LINE_VERTICAL -> Shape.cell(i, 0);
                case LINE_DIAGONAL -> Shape.cell(i, i);
                case LINE_ANTI_DIAGONAL -> Shape.cell(i, length - 1 - i);
                default -> throw new IllegalArgumentException(direction + " is no direction of a line");
            };
        }
        return shape;
    }
}
