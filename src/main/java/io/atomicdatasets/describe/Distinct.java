package io.atomicdatasets.describe;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.atomicdatasets.dataset.DistinctImages;

/**
 * How many different images there are.
 *
 * @param about the number
 * @param error its relative standard error; 0 where it was counted exactly
 */
public record Distinct(long about, double error) {
    private static final double ERROR_OF_SKETCHES = 0.012;

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Distinct {}

    static Distinct of(DistinctImages images) {
        return new Distinct(images.about(), images.error());
    }

    /** As layout 1 told it: an estimate, always. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Distinct ofNumber(long about) {
        return new Distinct(about, ERROR_OF_SKETCHES);
    }
}
