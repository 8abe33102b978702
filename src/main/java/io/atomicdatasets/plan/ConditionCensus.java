package io.atomicdatasets.plan;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.HeldOut;
import io.atomicdatasets.spec.HoldOut;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How many images fulfil each condition that is held out. */
final class ConditionCensus {
    static final String POINTER = "/" + RequestField.HOLD_OUT.label();

    private final HoldOut holdOut;
    private final HeldOut heldOut;
    private final long[] fulfilling;
    private final String which;
    private long all;
    private long images;

    /** What is held out of a dataset; with pairs only of images whose partners are in their split. */
    ConditionCensus(HoldOut holdOut, boolean arePairs) {
        which = arePairs ? "whose partners are in their split" : "of this recipe";
        this.holdOut = holdOut;
        heldOut = new HeldOut(holdOut);
        fulfilling = new long[holdOut.when().size()];
    }

    void add(AtomicImage image) {
        int fulfilled = heldOut.fulfilledBy(image);
        images++;
        all += fulfilled == 0 ? 0 : 1;
        for (; fulfilled != 0; fulfilled &= fulfilled - 1) {
            fulfilling[Integer.numberOfTrailingZeros(fulfilled)]++;
        }
    }

    /** Whether each condition holds for some images and not for others, so that no more of them need be looked at, or there is no image. */
    boolean isUseful() {
        boolean areSome = all < images && IntStream.range(0, fulfilling.length).noneMatch(this::isUseless);
        return areSome || images == 0;
    }

    private boolean isUseless(int condition) {
        return fulfilling[condition] == 0 || fulfilling[condition] == images;
    }

    /** Conditions that hold for every image or for none. */
    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < fulfilling.length; i++) {
            if (isUseless(i)) {
                violations.add(new Violation(
                        holdOut.pointer(i),
                        told(
                                "%s holds for %s of %,d images %s; it must hold for some and not for others",
                                words(i), fulfilling[i] == 0 ? "none" : "each", images, which)));
            }
        }
        if (violations.isEmpty() && all == images) {
            violations.add(new Violation(
                    POINTER,
                    told("holds out each of %,d images %s, so nothing would be left to train on", images, which)));
        }
        return violations;
    }

    private String words(int condition) {
        String words = holdOut.when().get(condition).words();
        return holdOut.protocol()
                .map(protocol -> protocol.label() + " stands for " + words + ", which")
                .orElse(words);
    }

    private static String told(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
