package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The line of a citation, from which a dataset is made again: {@code atomic-datasets:2/eyJudW1faW1hZ2VzIjoyMDAwMH0} is the version
 * of its images and, in base64url without padding (RFC 4648, section 5), its request as canonical JSON (RFC 8785) without what is
 * as usual. Equal requests have equal lines.
 *
 * @param algorithmVersion of the images: a program of the same makes the same arrays
 * @param request what was asked for but a name, which has no effect on what is in the files
 */
public record CitationLine(int algorithmVersion, DatasetSpec request) {
    private static final int LONGEST_MESSAGE = 2_000;
    /** Control, format and other characters that are not to be seen. */
    private static final Pattern INVISIBLE = Pattern.compile("\\p{C}");

    private static final Pattern LINE = Pattern.compile(Program.NAME + ":([1-9][0-9]{0,8})/(.+)");
    private static final Pattern WHITE_SPACE = Pattern.compile("(?U)[\\s\\p{Cf}]+");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final String COPIED_WHOLE = "; is the line copied whole?";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    public CitationLine {
        request = request.unnamed();
    }

    /** The line itself. */
    public String text() {
        byte[] json = CanonicalJson.toBytes(request.toFieldsWithoutDefaults());
        return Program.NAME + ":" + algorithmVersion + "/"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(json);
    }

    /**
     * Reads a line. White space plays no part, as a line is broken where it is printed.
     *
     * @throws InvalidCitationException if it is none, or of a dataset that this program cannot make
     */
    public static CitationLine parse(String text, Limits limits) throws InvalidCitationException {
        Matcher line = LINE.matcher(WHITE_SPACE.matcher(text).replaceAll(""));
        if (!line.matches()) {
            throw new InvalidCitationException("must be " + Program.NAME
                    + ":VERSION/REQUEST in one line, as metadata.json and README.md of a dataset tell it");
        }
        int version = Integer.parseInt(line.group(1));
        int ours = Versions.CURRENT.algorithm();
        if (version != ours) {
            throw new InvalidCitationException(
                    "is of algorithm version " + version + ", and this program makes version " + ours
                            + "; a version of " + Program.NAME + " that makes " + version + " makes the dataset again");
        }
        return new CitationLine(version, request(line.group(2), limits));
    }

    private static DatasetSpec request(String base64, Limits limits) throws InvalidCitationException {
        Map<String, Object> fields = fields(decoded(base64));
        if (fields.containsKey(RequestField.OUTPUT_DIR.label())) {
            throw new InvalidCitationException(
                    "holds output_dir, which no citation does: a name has no effect on what is in a dataset");
        }
        try {
            return DatasetSpec.read(fields, limits);
        } catch (InvalidSpecException e) {
            throw refused(e);
        }
    }

    /** Why a line makes no dataset whose request is refused, in the words of the request, as nobody typed its fields. */
    public static InvalidCitationException refused(InvalidSpecException e) {
        return new InvalidCitationException(
                "holds a request in which "
                        + printable(e.violations().stream()
                                .map(violation -> violation.field() + " " + violation.readable())
                                .collect(Collectors.joining("; "))),
                e);
    }

    /** Without what a terminal would obey: nobody sees in a line which names are in it. */
    private static String printable(String message) {
        String shown = INVISIBLE
                .matcher(message)
                .replaceAll(each -> String.format("\\\\u%04x", each.group().codePointAt(0)));
        return shown.length() > LONGEST_MESSAGE ? shown.substring(0, LONGEST_MESSAGE) + " ..." : shown;
    }

    private static String decoded(String base64) throws InvalidCitationException {
        if (!BASE64URL.matcher(base64).matches()) {
            throw new InvalidCitationException(
                    "must have nothing but letters, digits, - and _ behind the /: base64url without padding");
        }
        try {
            return new String(Base64.getUrlDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidCitationException("does not end as base64url does" + COPIED_WHOLE, e);
        }
    }

    private static Map<String, Object> fields(String json) throws InvalidCitationException {
        try {
            Map<String, Object> fields = MAPPER.readValue(json, new TypeReference<>() {});
            if (fields != null) {
                return fields;
            }
        } catch (JacksonException e) {
            throw new InvalidCitationException("holds no JSON object behind the /" + COPIED_WHOLE, e);
        }
        throw new InvalidCitationException("holds null in place of a request");
    }
}
