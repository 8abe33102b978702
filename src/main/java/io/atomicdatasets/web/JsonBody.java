package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Reads a body as exactly one JSON object, its numbers as they were written; what they mean is for {@code spec} to say. */
@Component
final class JsonBody {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .addModule(new SimpleModule().addDeserializer(Object.class, new JsonValues()))
            .build();

    private final Limits limits;

    JsonBody(Limits limits) {
        this.limits = limits;
    }

    /** Where reading stopped; the parser's own words tell of its settings, which help nobody. */
    private static String describe(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String message = e.getOriginalMessage();
        String what = message.startsWith("Duplicate") ? "has a key twice" : "cannot be read as one JSON value";
        return at == null
                ? "The body " + what + "."
                : "The body " + what + ", at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
    }

    /** JSON is UTF-8 (RFC 8259, section 8.1), and what is compressed would have to be unpacked to be measured. */
    private static void requirePlainUtf8(HttpServletRequest request) {
        Charset charset = MediaType.parseMediaType(request.getContentType()).getCharset();
        if (charset != null && !charset.equals(UTF_8)) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body must be in UTF-8.");
        }
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body must not be compressed.");
        }
    }

    private static String utf8(byte[] body) {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text; // RFC 8259, section 8.1
        } catch (CharacterCodingException e) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, "The body is not UTF-8.");
        }
    }

    /** The request for a dataset that the body holds. */
    DatasetSpec readSpec(HttpServletRequest request) throws InvalidSpecException {
        return DatasetSpec.read(read(request), limits);
    }

    private Map<String, Object> read(HttpServletRequest request) throws InvalidSpecException {
        requirePlainUtf8(request);
        byte[] body = Reception.body(request);
        Object value;
        try {
            value = mapper.readValue(utf8(body), Object.class);
        } catch (JacksonException e) {
            throw new ProblemException(ProblemType.MALFORMED_JSON, describe(e));
        } catch (ArithmeticException | NumberFormatException e) { // an exponent beyond what a decimal can have
            throw new InvalidSpecException(List.of(new Violation("", "must hold numbers with smaller exponents")));
        }
        if (!(value instanceof Map<?, ?> members)) {
            throw new InvalidSpecException(List.of(new Violation("", "must be an object")));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        members.forEach((name, member) -> fields.put(String.valueOf(name), member));
        return fields;
    }
}
