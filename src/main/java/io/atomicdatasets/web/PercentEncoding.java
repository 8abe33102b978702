package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** The way in which URLs write bytes (RFC 3986, section 2.1). */
final class PercentEncoding {
    private PercentEncoding() {}

    /** Whether each % stands before two hexadecimal digits, and what they mean is UTF-8. */
    static boolean isSound(@Nullable String text) {
        if (text == null || text.indexOf('%') < 0) {
            return true;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next != '%') {
                bytes.write(next < 0x80 ? next : '?');
                continue;
            }
            int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            bytes.write((high << 4) | low);
            at += 2;
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
