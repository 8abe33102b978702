package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

/** Pearson's test of counts against what was expected, at a significance of 0.001. */
final class ChiSquare {
    private static final double NORMAL_QUANTILE = 3.0902; // of 0.999

    private ChiSquare() {}

    /** Fails when counts this far from the weights come up less than once in a thousand times. */
    static void assertFits(String what, long[] counts, double[] weights) {
        double total = 0;
        double weight = 0;
        for (int i = 0; i < counts.length; i++) {
            total += counts[i];
            weight += weights[i];
        }
        double statistic = 0;
        int classes = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = total * weights[i] / weight;
            if (weights[i] == 0) {
                assertThat(counts[i]).as(what + " " + i).isZero();
                continue;
            }
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
            classes++;
        }
        assertThat(statistic).as(what).isLessThan(quantile(classes - 1));
    }

    /** Fails when two samples are so different less than once in a thousand times. */
    static void assertSame(String what, long[] a, long[] b) {
        double totalA = sum(a);
        double totalB = sum(b);
        double statistic = 0;
        int classes = 0;
        for (int i = 0; i < a.length; i++) {
            if (a[i] + b[i] > 0) {
                double difference = a[i] * Math.sqrt(totalB / totalA) - b[i] * Math.sqrt(totalA / totalB);
                statistic += difference * difference / (a[i] + b[i]);
                classes++;
            }
        }
        assertThat(statistic).as(what).isLessThan(quantile(classes - 1));
    }

    private static double sum(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** The 0.999 quantile by Wilson and Hilferty's approximation. */
    private static double quantile(int freedom) {
        if (freedom == 0) {
            return 1e-9;
        }
        double spread = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - spread + NORMAL_QUANTILE * Math.sqrt(spread), 3);
    }
}
