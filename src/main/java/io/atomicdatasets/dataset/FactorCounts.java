package io.atomicdatasets.dataset;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.spec.Factor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How often each two numbers of each two factors go together among the objects of images, and how much one factor then tells of the
 * other. Counts of disjoint images add up.
 *
 * <p>For one thread at a time; allocates nothing per image.
 */
final class FactorCounts {
    private static final Factor[] FACTORS = Factor.values();
    /** How many numbers each factor may have, 0 among them. */
    private static final int[] NUMBERS = Arrays.stream(FACTORS)
            .mapToInt(factor -> (int) factor.range().max() + 1)
            .toArray();
    /** Where the table of two factors begins; its rows are the numbers of the first. */
    private static final int[][] BEGINS = new int[FACTORS.length][FACTORS.length];

    /** How many counts there are. */
    static final int LENGTH;

    static {
        int next = 0;
        for (int first = 0; first < FACTORS.length; first++) {
            for (int second = first + 1; second < FACTORS.length; second++) {
                BEGINS[first][second] = next;
                next += NUMBERS[first] * NUMBERS[second];
            }
        }
        LENGTH = next;
    }

    private final long[] counts = new long[LENGTH];
    private final int[] object = new int[FACTORS.length];

    void clear() {
        Arrays.fill(counts, 0);
    }

    /** Counts the objects of an image. */
    void add(AtomicImage image) {
        for (int i = 0; i < image.objects(); i++) {
            for (int factor = 0; factor < FACTORS.length; factor++) {
                object[factor] = number(FACTORS[factor], image, i);
            }
            for (int first = 0; first < FACTORS.length; first++) {
                for (int second = first + 1; second < FACTORS.length; second++) {
                    counts[BEGINS[first][second] + object[first] * NUMBERS[second] + object[second]]++;
                }
            }
        }
    }

    private static int number(Factor factor, AtomicImage image, int i) {
        return switch (factor) {
            case OBJECTS -> image.objects();
            case KIND -> image.family(i).kind().code();
            case FAMILY -> image.family(i).code();
            case VALUE -> image.value(i);
            case SIZE -> image.size(i);
            case ROW -> image.top(i);
            case COLUMN -> image.left(i);
        };
    }

    void add(FactorCounts others) {
        for (int i = 0; i < LENGTH; i++) {
            counts[i] += others.counts[i];
        }
    }

    /** All counts, deflated. */
    byte[] save() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH * Long.BYTES);
        bytes.asLongBuffer().put(counts);
        return Deflated.of(bytes.array());
    }

    /** Adds counts that were saved. */
    void restore(byte[] saved) {
        ByteBuffer bytes = ByteBuffer.wrap(Deflated.inflate(saved, LENGTH * Long.BYTES));
        for (int i = 0; i < LENGTH; i++) {
            counts[i] += bytes.getLong(i * Long.BYTES);
        }
    }

    /**
     * The mutual information of two different factors, in bits: the sum of {@code p(a, b) log2(p(a, b) / (p(a) p(b)))} over all numbers of
     * both; 0 where there are no objects. With {@link StrictMath}, so that it is the same on every machine.
     */
    double mutualInformation(Factor one, Factor other) {
        int place = Arrays.binarySearch(FACTORS, one);
        int otherPlace = Arrays.binarySearch(FACTORS, other);
        int first = Math.min(place, otherPlace);
        int second = Math.max(place, otherPlace);
        int columns = NUMBERS[second];
        long[] ofRow = new long[NUMBERS[first]];
        long[] ofColumn = new long[columns];
        long all = 0;
        for (int row = 0; row < ofRow.length; row++) {
            for (int column = 0; column < columns; column++) {
                long count = counts[BEGINS[first][second] + row * columns + column];
                ofRow[row] += count;
                ofColumn[column] += count;
                all += count;
            }
        }
        double sum = 0;
        for (int row = 0; row < ofRow.length; row++) {
            for (int column = 0; column < columns; column++) {
                double count = counts[BEGINS[first][second] + row * columns + column];
                sum += count == 0 ? 0 : count * StrictMath.log(count * all / ((double) ofRow[row] * ofColumn[column]));
            }
        }
        return all == 0 ? 0 : Math.max(0, sum / all / StrictMath.log(2));
    }
}
