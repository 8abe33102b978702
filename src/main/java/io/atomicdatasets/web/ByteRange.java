package io.atomicdatasets.web;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file that a {@code Range} header asks for.
 *
 * <p>Headers that ask for several parts, in another unit, or in a way that is no range are not ranges here, and are answered
 * with the whole file, as RFC 9110, section 14.2, allows.
 *
 * @param first its first byte
 * @param last its last byte, {@code first} or more; below {@code first} if the file has no byte of what was asked for
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, section 14</a>
 */
record ByteRange(long first, long last) {
    private static final ByteRange UNSATISFIABLE = new ByteRange(0, -1);
    private static final Pattern ONE_RANGE = Pattern.compile("bytes=[ \t]*([0-9]*)-([0-9]*)[ \t]*");
    private static final int LONGEST_LONG = 18;

    /** What a header asks of a file of this length; nothing if it is to be ignored. */
    static Optional<ByteRange> of(String header, long length) {
        Matcher range = ONE_RANGE.matcher(header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long suffix = number(range.group(2));
            return Optional.of(
                    suffix == 0 || length == 0
                            ? UNSATISFIABLE
                            : new ByteRange(Math.max(0, length - suffix), length - 1));
        }
        long first = number(range.group(1));
        long last = range.group(2).isEmpty() ? length - 1 : Math.min(number(range.group(2)), length - 1);
        return Optional.of(first > last ? UNSATISFIABLE : new ByteRange(first, last));
    }

    boolean isSatisfiable() {
        return first <= last;
    }

    long length() {
        return last - first + 1;
    }

    /** More digits than a file can have bytes are as good as the most. */
    private static long number(String digits) {
        return digits.length() > LONGEST_LONG ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
