package io.atomicdatasets.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as people write them in a terminal or a URL: {@code 1,000,000}, {@code 1_000_000}, {@code 1 000 000},
 * {@code 1M}, {@code 100k}, {@code 1e6}.
 */
final class NumberText {
    private static final Pattern PLAIN = Pattern.compile("[+-]?[0-9]{1,1000}(\\.[0-9]{1,1000})?([eE][+-]?[0-9]{1,8})?");
    /** Groups of three, all with the same separator: a comma, an underscore, an apostrophe, or a space of any width. */
    private static final Pattern GROUPED =
            Pattern.compile("[+-]?[0-9]{1,3}([,_' \\u00a0\\u202f])[0-9]{3}(?:\\1[0-9]{3})*");

    private static final Pattern SCALED = Pattern.compile("(.*[0-9]) ?([kKMG])");
    private static final Map<String, Integer> ZEROS = Map.of("k", 3, "K", 3, "M", 6, "G", 9);
    private static final Pattern LONG_INTEGER = Pattern.compile("(?<![\\w.])[0-9]{5,}(?!\\w|\\.\\w)");

    private NumberText() {}

    /** The integer that a text stands for, or the text itself if it is none. */
    static Object count(String text) {
        Matcher scaled = SCALED.matcher(text.strip());
        if (!scaled.matches()) {
            return unscaled(text);
        }
        return unscaled(scaled.group(1)) instanceof BigDecimal number
                ? number.scaleByPowerOfTen(ZEROS.getOrDefault(scaled.group(2), 0))
                : text;
    }

    private static Object unscaled(String text) {
        String number = text.strip();
        return GROUPED.matcher(number).matches() ? new BigDecimal(number.replaceAll("[^0-9+-]", "")) : decimal(text);
    }

    /** The decimal that a text stands for, or the text itself if it is none. */
    static Object decimal(String text) {
        String number = text.strip();
        return PLAIN.matcher(number).matches() ? new BigDecimal(number) : text;
    }

    /** A message with thousands separators in its integers of five or more digits: {@code 1,000,000,000}. */
    static String grouped(String message) {
        return LONG_INTEGER
                .matcher(message)
                .replaceAll(digits -> String.format(Locale.ROOT, "%,d", new BigInteger(digits.group())));
    }
}
