package io.atomicdatasets.spec;

/**
 * How images are divided among splits.
 *
 * @param splits the share of each
 * @param splitBy what of an image decides which it belongs to
 */
public record Division(Splits splits, SplitBy splitBy) {
    public static final Division DEFAULT = byForm(Splits.DEFAULT);

    /** Splits of these shares, by the form of images. */
    public static Division byForm(Splits splits) {
        return new Division(splits, SplitBy.FORM);
    }
}
