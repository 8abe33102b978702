package io.atomicdatasets.spec;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a dataset's directory: one portable path segment.
 *
 * @param value 1..128 characters of {@code A-Z a-z 0-9 . _ -} that start with a letter or digit and do not end with a
 *     dot, and not a Windows device name
 */
public record DatasetName(String value) {
    /** What a name must be, for the person who chose another. */
    public static final String RULE =
            "must be one directory name of 1 to 128 letters, digits, '.', '_' or '-' that starts with"
                    + " a letter or digit, does not end with a dot, and is not a Windows device name";

    /** Syntax of {@code output_dir} except for Windows device names: not all regex dialects have look-arounds. */
    static final String PATTERN = "(datasets/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?";

    static final String ALLOWED = "up to 128 letters, digits, dots, dashes and underscores";

    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9_-])?");
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
    private static final String ROOT_PREFIX = "datasets/";

    public DatasetName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("output_dir " + RULE);
        }
    }

    /** The name that a request's {@code output_dir} means; a leading {@code datasets/} is dropped. */
    static Optional<DatasetName> parse(String text) {
        String name = text.startsWith(ROOT_PREFIX) ? text.substring(ROOT_PREFIX.length()) : text;
        return isValid(name) ? Optional.of(new DatasetName(name)) : Optional.empty();
    }

    /** The name of the {@code version}-th dataset of a day, such as {@code 2026-11-23-v1}. */
    public static DatasetName of(LocalDate day, int version) {
        return new DatasetName(day + "-v" + version);
    }

    /** Equal for names that would be the same directory on a case-insensitive file system. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** Whether a text is a valid name. */
    public static boolean isValid(String name) {
        return SYNTAX.matcher(name).matches() && !DEVICE.matcher(name).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
