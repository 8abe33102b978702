package io.atomicdatasets.spec;

import java.util.Locale;

/** Numbers of things: {@code 1 image}, {@code 2,000 images}. */
public final class Counted {
    private Counted() {}

    /** The number with its noun, which is given in the singular and takes an s. */
    public static String of(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }
}
