package io.atomicdatasets.image;

import io.atomicdatasets.spec.Family;
import io.atomicdatasets.spec.Recipe;

/**
 * What is drawn for candidates before anything is placed: the number of objects, and their shapes. Each draw has its own random
 * numbers, so the order of drawing does not change what is drawn.
 *
 * <p>Candidates are processed in batches, one step for all of them before the next: growing a blob is a chain of dependent steps
 * of unpredictable length, and interleaving the blobs hides its latency. The shapes that a candidate certainly needs are drawn
 * with its batch; replacements for objects that found no room are drawn one by one.
 *
 * <p>Not thread-safe; allocates nothing per image.
 */
final class Draws {
    /** Batches of 32 to 256 are about equally fast. */
    private static final int BATCH = 128;

    // The random numbers of a candidate: a range for itself, then one range for each draw.
    private static final int RANGE_BITS = 16;
    // Offsets of the random numbers within a draw.
    private static final int SHAPE = 0;
    private static final int POSITIONS = 1; // the first also gives the value; one more for each further try
    private static final int VALUE =
            POSITIONS + Placement.POSITIONS_TRIED; // where it is not told by that of the first position
    private static final int CHOICE = VALUE + 1; // of an object, where one of them is to be edited
    private static final int GROWTH = 64; // a range for each attempt to grow a blob
    private static final int ATTEMPT = 16;

    private final int fewest;
    private final int range;
    private final CounterRandom random;
    private final ShapeTable table;
    private final Growth growth = new Growth();

    private long first;
    private int count; // 0: no batch yet

    // For each candidate of the batch.
    private final long[] starts = new long[BATCH];
    private final long[] steps = new long[BATCH];
    private final int[] aimedAt = new int[BATCH];
    private final int[] firstDraws = new int[BATCH];

    // For each draw of the batch.
    private final long[] drawStarts;
    private final long[] drawSteps;
    private final long[] shapes;

    // The draws that are grown blobs; those still growing, and their final sizes.
    private final int[] grown;
    private final int[] growing;
    private final int[] sizes;

    Draws(Recipe recipe, long seed) {
        fewest = recipe.minObjects();
        range = recipe.maxObjects() - fewest + 1;
        random = new CounterRandom(seed);
        table = new ShapeTable(recipe.mix());
        int most = BATCH * recipe.maxObjects();
        // Entries are written before it is known whether they count, so there is room for one more.
        drawStarts = new long[most];
        drawSteps = new long[most];
        shapes = new long[most];
        grown = new int[most + 1];
        growing = new int[most + 1];
        sizes = new int[most + 1];
    }

    /** The candidate's index in the batch; draws a new batch from the candidate on if it is not in this one. */
    int place(long candidate) {
        if (candidate < first || candidate >= first + count) {
            first = candidate;
            count = BATCH;
            drawShapes(startDraws());
        }
        return (int) (candidate - first);
    }

    /** How many objects a candidate aims at. */
    int aimedAt(int place) {
        return aimedAt[place];
    }

    /** The start of a draw's random numbers. */
    long start(int place, int draw) {
        return starts[place] + ((draw + 1L) << RANGE_BITS) * steps[place];
    }

    /** The step between a candidate's random numbers. */
    long step(int place) {
        return steps[place];
    }

    /** The number that gives a draw's value and first position; one for each further position follows. */
    long positions(int place, int draw) {
        return start(place, draw) + POSITIONS * steps[place];
    }

    /** The fraction from which a draw has its value, where that is none of the first position. */
    long value(int place, int draw) {
        return CounterRandom.fraction(start(place, draw) + VALUE * steps[place]);
    }

    /** The fraction by which a draw chooses among objects that stand already. */
    long choice(int place, int draw) {
        return CounterRandom.fraction(start(place, draw) + CHOICE * steps[place]);
    }

    /** The shape of a draw, 0, 1, 2, ... */
    long shape(int place, int draw) {
        return draw < aimedAt[place] ? shapes[firstDraws[place] + draw] : drawAlone(start(place, draw), steps[place]);
    }

    /** Gives every candidate as many draws as objects aimed at, and returns their number. */
    private int startDraws() {
        int draws = 0;
        int most = fewest + range - 1;
        for (int i = 0; i < count; i++) {
            long start = random.start(first + i);
            long step = random.step(first + i);
            starts[i] = start;
            steps[i] = step;
            aimedAt[i] = fewest + CounterRandom.digit(CounterRandom.fraction(start), range);
            firstDraws[i] = draws;
            for (int draw = 0; draw < most; draw++) { // always all: a loop of varying length would be mispredicted
                start += step << RANGE_BITS;
                drawStarts[draws + draw] = start;
                drawSteps[draws + draw] = step;
            }
            draws += aimedAt[i];
        }
        return draws;
    }

    private void drawShapes(int draws) {
        int blobs = 0;
        for (int draw = 0; draw < draws; draw++) {
            long drawn = table.draw(CounterRandom.fraction(drawStarts[draw] + SHAPE * drawSteps[draw]));
            shapes[draw] = drawn;
            grown[blobs] = draw;
            sizes[blobs] = (int) drawn;
            blobs += Blobs.isSize(drawn);
        }
        for (int i = 0; i < blobs; i++) {
            int draw = grown[i];
            growing[i] = draw;
            shapes[draw] = Blobs.ofSixCells(CounterRandom.fraction(drawStarts[draw] + GROWTH * drawSteps[draw]));
        }
        for (int cells = Blobs.TABLED, left = blobs; left > 0; cells++) {
            left = growAll(left, cells);
        }
        for (int i = 0; i < blobs; i++) {
            int draw = grown[i];
            if (Families.of(shapes[draw]) != Family.BLOB) {
                shapes[draw] = grow(Shape.size(shapes[draw]), drawStarts[draw], drawSteps[draw], 1);
            }
        }
    }

    /** Adds a cell to each growing blob, keeps those not yet complete, and returns their number. */
    private int growAll(int blobs, int cells) {
        int left = 0;
        for (int i = 0; i < blobs; i++) {
            int draw = growing[i];
            int size = sizes[i];
            shapes[draw] = growth.withOneMoreCell(shapes[draw], step(drawStarts[draw], drawSteps[draw], 0, cells));
            growing[left] = draw;
            sizes[left] = size;
            left += (cells + 1 - size) >>> 31;
        }
        return left;
    }

    private long drawAlone(long start, long step) {
        long drawn = table.draw(CounterRandom.fraction(start + SHAPE * step));
        return Blobs.isSize(drawn) == 0 ? drawn : grow((int) drawn, start, step, 0);
    }

    /** Grows one blob, after {@code attemptsBefore} that were rejected. */
    private long grow(int size, long start, long step, int attemptsBefore) {
        for (int attempt = attemptsBefore; true; attempt++) {
            long shape = Blobs.ofSixCells(CounterRandom.fraction(start + (GROWTH + (long) ATTEMPT * attempt) * step));
            for (int cells = Blobs.TABLED; cells < size; cells++) {
                shape = growth.withOneMoreCell(shape, step(start, step, attempt, cells));
            }
            if (Families.of(shape) == Family.BLOB) {
                return shape;
            }
        }
    }

    /** The random fraction by which a blob of so many cells gets one more. */
    private static long step(long start, long step, int attempt, int cells) {
        return CounterRandom.fraction(start + (GROWTH + (long) ATTEMPT * attempt + cells - Blobs.TABLED + 1) * step);
    }
}
