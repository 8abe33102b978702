package io.atomicdatasets.spec;

import java.util.List;
import java.util.Optional;

/**
 * How images are divided among splits.
 *
 * @param splits the share of each, of what is not held out
 * @param splitBy what of an image decides which it belongs to
 * @param holdOut what is in a split of its own, if anything
 */
public record Division(Splits splits, SplitBy splitBy, Optional<HoldOut> holdOut) {
    public static final Division DEFAULT = byForm(Splits.DEFAULT);

    private static final List<Split> WITHOUT_OOD = List.of(Split.TRAIN, Split.VAL, Split.TEST);
    private static final List<Split> ALL = List.of(Split.values());

    /** Splits of these shares, with nothing held out. */
    public Division(Splits splits, SplitBy splitBy) {
        this(splits, splitBy, Optional.empty());
    }

    /** Splits of these shares, by the form of images. */
    public static Division byForm(Splits splits) {
        return new Division(splits, SplitBy.FORM);
    }

    /** Whether the objects of an image decide its split, which then have to stand apart. */
    boolean needsGap() {
        return splitBy == SplitBy.SHAPES || holdOut.isPresent();
    }

    /** The splits there are, in their order. */
    List<Split> present() {
        return holdOut.isPresent() ? ALL : WITHOUT_OOD;
    }
}
