package io.atomicdatasets.web;

import java.util.Arrays;

/**
 * The strong entity tag of an answer: other bytes have another.
 *
 * @param opaque what stands between the quotes; nothing in it needs to be quoted
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3">RFC 9110, section 8.8.3</a>
 */
record EntityTag(String opaque) {
    /** As headers have it. */
    String quoted() {
        return "\"" + opaque + "\"";
    }

    /** Whether a list of entity tags names this one; a weak tag is only good for a weak comparison. */
    boolean isIn(String tags, boolean strongly) {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .map(tag -> !strongly && tag.startsWith("W/") ? tag.substring(2) : tag)
                .anyMatch(tag -> tag.equals("*") || tag.equals(quoted()));
    }
}
