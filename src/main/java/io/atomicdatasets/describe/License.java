package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What others may do with a dataset.
 *
 * @param value an SPDX identifier as the SPDX list writes it, such as {@code CC-BY-4.0}, or the http or https URL of terms
 */
public record License(String value) {
    /** Nothing that YAML, Markdown or JSON would have to escape. */
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]{1,2000}");

    /** All may do anything. */
    public static final License CC0 = new License("CC0-1.0");

    /** What is allowed, in words. */
    public static final String ALLOWED =
            "an SPDX identifier such as CC0-1.0 or CC-BY-4.0, or the URL of your terms, such as https://example.org/terms";

    /** Identifiers that are not deprecated, by their lower-case forms. */
    private static final class Spdx {
        static final Map<String, String> BY_KEY = read();

        private static Map<String, String> read() {
            try (InputStream file = License.class.getResourceAsStream("spdx-licenses.txt")) {
                return new String(file.readAllBytes(), US_ASCII)
                        .lines()
                        .collect(Collectors.toUnmodifiableMap(id -> id.toLowerCase(Locale.ROOT), Function.identity()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public License {
        if (!isUrl(value) && !value.equals(spdx(value).orElse(null))) {
            throw new IllegalArgumentException("'" + value + "' is not " + ALLOWED);
        }
    }

    /**
     * The licence that a text means; the case of SPDX identifiers does not matter.
     *
     * @throws IllegalArgumentException if it is neither an identifier nor a URL; its message says what is allowed
     */
    public static License of(String text) {
        return new License(spdx(text.strip()).orElse(text.strip()));
    }

    private static Optional<String> spdx(String text) {
        return Optional.ofNullable(Spdx.BY_KEY.get(text.toLowerCase(Locale.ROOT)));
    }

    private static boolean isUrl(String text) {
        try {
            return URL.matcher(text).matches() && URI.create(text).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether it is known by an SPDX identifier. */
    public boolean isSpdx() {
        return !isUrl(value);
    }

    /** Where its text stands. */
    public String url() {
        return isSpdx() ? "https://spdx.org/licenses/" + value : value;
    }

    @Override
    public String toString() {
        return value;
    }
}
