package io.atomicdatasets.image;

import java.util.Map;
import java.util.SortedMap;

/**
 * Draws one of many numbers with given weights in constant time: Walker's alias method, built as by Vose, "A linear algorithm for
 * generating random numbers with a given distribution", IEEE TSE 17(9), 1991.
 *
 * <p>Each slot has two numbers and the share of the slot that belongs to the first. Shares are off by less than 2^-50;
 * the arithmetic is the same on every Java (JEP 306). Immutable.
 */
final class AliasTable {
    private static final int WORDS = 3;
    private static final double ONE = 0x1p63;

    /** For each slot the share of its own number as a fraction of 63 bits, its own number, its alias. */
    private final long[] slots;

    private final int size;

    /** A table of numbers and their weights, at least one of which is above 0. */
    AliasTable(SortedMap<Long, Double> weights) {
        size = weights.size();
        slots = new long[WORDS * size];
        double[] shares = new double[size];
        double total = total(weights);
        int[] poor = new int[size];
        int[] rich = new int[size];
        int poorCount = 0;
        int richCount = 0;
        int slot = 0;
        for (Map.Entry<Long, Double> entry : weights.entrySet()) {
            shares[slot] = entry.getValue() * size / total;
            slots[WORDS * slot + 1] = entry.getKey();
            if (shares[slot] < 1) {
                poor[poorCount++] = slot++;
            } else {
                rich[richCount++] = slot++;
            }
        }
        while (poorCount > 0 && richCount > 0) {
            int filled = poor[--poorCount];
            int giver = rich[richCount - 1];
            share(filled, shares[filled], giver);
            shares[giver] -= 1 - shares[filled];
            if (shares[giver] < 1) {
                richCount--;
                poor[poorCount++] = giver;
            }
        }
        // What is left over because of rounding gets a whole slot.
        while (richCount > 0) {
            share(rich[--richCount], 1, rich[richCount]);
        }
        while (poorCount > 0) {
            share(poor[--poorCount], 1, poor[poorCount]);
        }
    }

    /** The sum of the weights in a fixed order; the order in which {@code DoubleStream.sum} adds is not specified. */
    static double total(SortedMap<Long, Double> weights) {
        double total = 0;
        for (double weight : weights.values()) {
            total += weight;
        }
        return total;
    }

    private void share(int slot, double own, int alias) {
        slots[WORDS * slot] = (long) (own * ONE); // a whole slot becomes the highest long
        slots[WORDS * slot + 2] = slots[WORDS * alias + 1];
    }

    /** The number for a random fraction from {@link CounterRandom}. */
    long draw(long fraction) {
        int slot = WORDS * CounterRandom.digit(fraction, size);
        // Branch-free: a branch here would be mispredicted.
        int isAlias = (int) ((slots[slot] - 1 - CounterRandom.rest(fraction, size)) >>> 63);
        return slots[slot + 1 + isAlias];
    }
}
