package io.atomicdatasets.dataset;

/**
 * How many different images there are.
 *
 * @param about the number, exact where the error is 0
 * @param error its relative standard error
 */
public record DistinctImages(long about, double error) {
    static DistinctImages exactly(long number) {
        return new DistinctImages(number, 0);
    }
}
