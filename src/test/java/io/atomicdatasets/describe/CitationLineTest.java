package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CitationLineTest {
    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void theLineOfADatasetWithAllDefaultsTellsItsImagesAlone() {
        assertThat(line(Specs.of("num_images", 100_000)))
                .isEqualTo("atomic-datasets:2/eyJudW1faW1hZ2VzIjoxMDAwMDB9")
                .isEqualTo(cited("{\"num_images\":100000}"));
    }

    @Test
    void whatIsNotTheDefaultIsToldInCanonicalJson() {
        DatasetSpec spec = Specs.of(
                "seed",
                7,
                "output_dir",
                "mine",
                "num_images",
                2000,
                "mix",
                Map.of("line", new BigDecimal("0.60"), "blob", new BigDecimal("1e-9")),
                "max_objects",
                4,
                "hold_out",
                Map.of("num_images", 10, "when", List.of(Map.of("size", List.of(8, 9), "kind", "line"))),
                "annotations",
                true);

        assertThat(json(line(spec)))
                .isEqualTo(
                        "{\"annotations\":true,\"hold_out\":{\"num_images\":10,\"when\":[{\"kind\":\"line\",\"size\":[8,9]}]},"
                                + "\"mix\":{\"blob\":1e-9,\"line\":0.6,\"pattern\":0,\"rectangle\":0},\"num_images\":2000,\"seed\":7}");
    }

    @Test
    void aProtocolIsToldAsTheConditionsThatItStoodFor() {
        DatasetSpec spec = Specs.of("num_images", 5, "hold_out", Map.of("protocol", "extrapolation", "num_images", 1));

        assertThat(json(line(spec)))
                .isEqualTo("{\"hold_out\":{\"num_images\":1,\"when\":[{\"objects\":[3,4]}]},\"num_images\":5}");
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aLineIsReadAsTheRequestThatItWasWrittenOf(@ForAll("requests") DatasetSpec spec) throws Exception {
        String line = line(spec);

        CitationLine read = CitationLine.parse(line, Limits.TERMINAL);

        assertThat(read.request()).isEqualTo(spec.unnamed());
        assertThat(read.text()).isEqualTo(line);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aLineHoldsWhatIsNotTheDefaultAndNothingElse(@ForAll("requests") DatasetSpec spec) {
        JsonNode told = MAPPER.readTree(json(line(spec)));

        for (RequestField field : RequestField.values()) {
            boolean isTold = field != RequestField.OUTPUT_DIR && !field.in(spec).equals(field.defaultValue());
            assertThat(told.has(field.label())).as(field.label()).isEqualTo(isTold);
        }
    }

    /** Any valid requests, made from the table of fields, so that a new field is among them. */
    @Provide
    Arbitrary<DatasetSpec> requests() {
        List<Arbitrary<Optional<Map.Entry<String, Object>>>> members = new ArrayList<>();
        for (RequestField field : RequestField.values()) {
            Arbitrary<Map.Entry<String, Object>> member = values(field).map(value -> Map.entry(field.label(), value));
            members.add(field.isRequired() ? member.map(Optional::of) : member.optional(0.3));
        }
        return Combinators.combine(members)
                .as(given -> given.stream()
                        .flatMap(Optional::stream)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .map(CitationLineTest::read)
                .filter(Optional::isPresent)
                .map(Optional::orElseThrow);
    }

    private static Arbitrary<Object> values(RequestField field) {
        FieldType type = field.type(Limits.TERMINAL);
        if (type instanceof FieldType.Whole whole) {
            return Arbitraries.longs()
                    .between(whole.range().min(), whole.range().max())
                    .map(each -> each);
        }
        if (type instanceof FieldType.Wholes) {
            return Arbitraries.subsetOf(64, 65, 100, 128, 200, 254, 255)
                    .ofMinSize(1)
                    .map(List::copyOf);
        }
        if (type instanceof FieldType.Choice choice) {
            return Arbitraries.of(choice.words()).map(each -> each);
        }
        if (type instanceof FieldType.Flag) {
            return Arbitraries.of(true, false).map(each -> each);
        }
        if (type instanceof FieldType.Text) {
            return Arbitraries.of("a", "Mine-2", "x.y_z").map(each -> each);
        }
        if (type instanceof FieldType.Decimals decimals) {
            return decimals(decimals);
        }
        return Arbitraries.of(
                Map.of("protocol", "composition", "num_images", 3),
                Map.of("protocol", "interpolation", "num_images", 1_000),
                Map.of("num_images", 7, "when", List.of(Map.of("row", List.of(0, 3)), Map.of("family", "plus"))));
    }

    /** Weights, or shares of which the first gets what the others leave. */
    private static Arbitrary<Object> decimals(FieldType.Decimals type) {
        Arbitrary<BigDecimal> number = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.valueOf(type.max()))
                .ofScale(9);
        if (type.max() > 1) {
            return number.list().ofSize(type.members().size()).map(all -> members(type, all));
        }
        BigDecimal most = new BigDecimal("0.4");
        return Combinators.combine(number.map(most::multiply), number.map(most::multiply))
                .as((val, test) -> members(
                        type,
                        List.of(
                                BigDecimal.ONE.subtract(rounded(val)).subtract(rounded(test)),
                                rounded(val),
                                rounded(test))));
    }

    private static BigDecimal rounded(BigDecimal number) {
        return number.setScale(9, RoundingMode.DOWN);
    }

    private static Map<String, Object> members(FieldType.Decimals type, List<BigDecimal> numbers) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            members.put(type.members().get(i), numbers.get(i));
        }
        return members;
    }

    private static Optional<DatasetSpec> read(Map<String, Object> fields) {
        try {
            return Optional.of(DatasetSpec.read(fields, Limits.TERMINAL));
        } catch (InvalidSpecException e) {
            return Optional.empty();
        }
    }

    @Test
    void everyFieldButTheNameIsToldWhereItIsNotTheDefault() throws InvalidSpecException {
        Map<String, Object> examples = new LinkedHashMap<>();
        for (RequestField field : RequestField.values()) {
            examples.put(field.label(), field.example());
        }
        TreeSet<String> told = new TreeSet<>();
        for (DatasetSpec spec : List.of(
                DatasetSpec.read(examples, Limits.DEFAULT),
                Specs.of("num_images", 1, "min_gap", 0, "compression", "stored"))) {
            told.addAll(MAPPER.readTree(json(line(spec))).propertyNames());
        }

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RequestField.values())
                        .map(RequestField::label)
                        .filter(label -> !label.equals("output_dir"))
                        .toList());
    }

    /** Lines that were printed leave them out; so a default that changes raises the version of the images. */
    @Test
    void theDefaultsOfAVersionOfTheImagesNeverChange() throws Exception {
        assertThat(Versions.CURRENT.algorithm()).isEqualTo(2);
        assertThat(CitationLine.parse(cited("{\"num_images\":1}"), Limits.DEFAULT)
                        .request())
                .isEqualTo(Specs.of(
                        "num_images",
                        1,
                        "seed",
                        42,
                        "grid_size",
                        16,
                        "palette",
                        "gray",
                        "value_mode",
                        "independent",
                        "min_objects",
                        1,
                        "max_objects",
                        4,
                        "mix",
                        Map.of("blob", 0.4, "rectangle", 0.2, "line", 0.2, "pattern", 0.2),
                        "min_gap",
                        1,
                        "label",
                        "object_count",
                        "splits",
                        Map.of("train", 0.8, "val", 0.1, "test", 0.1),
                        "split_by",
                        "form",
                        "annotations",
                        false,
                        "compression",
                        "deflate",
                        "parquet",
                        false));
    }

    @Test
    void whiteSpaceWhereALineWasBrokenPlaysNoPart() throws Exception {
        String line = line(Specs.of("num_images", 100, "label", "composition"));
        String broken = "  " + line.substring(0, 16) + "\n  " + line.substring(16, 30) + "\u00a0\r\n"
                + line.substring(30) + "\n";

        assertThat(CitationLine.parse(broken, Limits.DEFAULT).text()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                  | must be atomic-datasets:VERSION/REQUEST in one line
            seed 42                             | must be atomic-datasets:VERSION/REQUEST in one line
            atomic-datasets:2                   | must be atomic-datasets:VERSION/REQUEST in one line
            atomic-datasets:2/                  | must be atomic-datasets:VERSION/REQUEST in one line
            atomic-datasets:02/e30              | must be atomic-datasets:VERSION/REQUEST in one line
            atomic-datasets:two/e30             | must be atomic-datasets:VERSION/REQUEST in one line
            other:2/e30                         | must be atomic-datasets:VERSION/REQUEST in one line
            url=atomic-datasets:2/e30           | must be atomic-datasets:VERSION/REQUEST in one line
            atomic-datasets:1/e30               | is of algorithm version 1, and this program makes version 2; a version of
            atomic-datasets:3/e30               | is of algorithm version 3, and this program makes version 2
            atomic-datasets:2/e30=              | must have nothing but letters, digits, - and _ behind the /: base64url
            atomic-datasets:2/e3+0              | must have nothing but letters, digits, - and _ behind the /: base64url
            atomic-datasets:2/eyJudW1faW1hZ2VzIjoxMDAwMDB9/e30 | must have nothing but letters, digits, - and _ behind the /
            atomic-datasets:2/e30e3             | does not end as base64url does; is the line copied whole?
            atomic-datasets:2/eyJudW1faW1hZ2VzIjoxMDAwMDB | holds no JSON object behind the /; is the line copied whole?
            """)
    void whatIsNoLineIsRefusedWithWhatIsWrong(String text, String told) {
        assertThat(refusal(text)).startsWith(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            []                                | holds no JSON object
            7                                 | holds no JSON object
            "'text'"                          | holds no JSON object
            null                              | holds null in place of a request
            {'num_images':1}{}                | holds no JSON object
            {'num_images':1,'num_images':2}   | holds no JSON object
            {'num_images':NaN}                | holds no JSON object
            {}                                | holds a request in which num_images is required
            {'num_images':null}               | holds a request in which num_images must be an integer between
            {'num_images':'5'}                | holds a request in which num_images must be an integer between
            {'num_images':0}                  | holds a request in which num_images must be between 1 and 10,000,000,000,000
            {'num_images':1e999999999}        | holds a request in which num_images must be between 1 and 10,000,000,000,000
            {'num_images':1,'colour':'red'}   | holds a request in which colour is unknown; the fields are annotations,
            {'num_images':1,'grid_size':7,'seed':-1} | holds a request in which seed must be between 0 and 9,007,199,254,740,991; grid_size must be between 8 and 32
            {'num_images':1,'hold_out':{'when':[{'size':99}],'num_images':1}} | holds a request in which hold_out/when/0/size must be
            {'num_images':1,'output_dir':'x'} | holds output_dir, which no citation does: a name has no effect
            """)
    void whatIsNoRequestIsRefusedWithWhatIsWrong(String json, String told) {
        assertThat(refusal(cited(json.replace('\'', '"')))).startsWith(told);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 500, 100_000})
    void howeverDeepItIsItIsRefused(int depth) {
        assertThat(refusal(cited("[".repeat(depth)))).startsWith("holds no JSON object");
        assertThat(refusal(cited("{\"mix\":" + "[".repeat(depth) + "]".repeat(depth) + "}")))
                .startsWith("holds ");
    }

    @Test
    void aLineThatIsCutOffAnywhereIsRefused() {
        String line = line(Specs.of("num_images", 12_345, "seed", 6, "label", "composition"));

        for (int end = 0; end < line.length(); end++) {
            assertThat(refusal(line.substring(0, end))).isNotBlank();
        }
    }

    @Test
    void theEntryForBibtexHasTheLineAsItsUrl() {
        DatasetSpec spec = Specs.of("num_images", 100_000, "output_dir", "my_set");
        Citation citation =
                Citation.of(Rights.UNLESS_SAID, spec, new Metadata.Generator(Program.NAME, Program.VERSION, 2, 2, 2));

        assertThat(citation.line()).isEqualTo("atomic-datasets:2/eyJudW1faW1hZ2VzIjoxMDAwMDB9");
        assertThat(citation.bibtex()).isEqualTo("""
                        @misc{my_set,
                          title = {{my\\_set: 100,000 labelled images of 16 x 16 cells}},
                          author = {{The makers of this dataset}},
                          howpublished = {Made by atomic-datasets %s},
                          note = {Seed 42, algorithm version 2, encoder version 2},
                          url = {atomic-datasets:2/eyJudW1faW1hZ2VzIjoxMDAwMDB9}
                        }
                        """.formatted(Program.VERSION));
    }

    @Test
    void noTerminalObeysWhatALineHides() {
        String hidden = "{\"num_images\":1,\"\\u001b]0;x\\u0007\\n\":1}";
        String line =
                "atomic-datasets:2/" + Base64.getUrlEncoder().withoutPadding().encodeToString(hidden.getBytes(UTF_8));

        InvalidCitationException refused =
                catchThrowableOfType(InvalidCitationException.class, () -> CitationLine.parse(line, Limits.TERMINAL));

        assertThat(refused.getMessage()).contains("\\u001b]0;x").matches("\\P{Cntrl}+");
    }

    @Test
    void theDocumentationTellsTheLineOfItsDataset() throws IOException {
        DatasetSpec spec = Specs.of(
                "num_images", 100_000, "palette", "arc", "annotations", true, "factors", true, "parquet", true);

        assertThat(Files.readString(Path.of("docs/dataset.md")))
                .contains(
                        "generate --num-images 100000 --palette arc --annotations --factors --parquet --output-dir datasets/arc",
                        "\n" + line(spec) + "\n",
                        "\n" + json(line(spec)) + "\n");
    }

    @Test
    void datasetsOfBeforeTellNoLine() throws IOException {
        assertThat(new DatasetFolder(Path.of("src/test/resources/layout-1"))
                        .metadata()
                        .citation())
                .isNull();
        assertThat(MAPPER.readValue("{\"license\":\"MIT\",\"creator\":\"me\",\"bibtex\":\"@misc{}\"}", Citation.class))
                .isEqualTo(new Citation("MIT", "me", null, "@misc{}"));
    }

    private static String refusal(String text) {
        return catchThrowableOfType(InvalidCitationException.class, () -> CitationLine.parse(text, Limits.TERMINAL))
                .getMessage();
    }

    private static String line(DatasetSpec spec) {
        return new CitationLine(Versions.CURRENT.algorithm(), spec).text();
    }

    private static String json(String line) {
        return new String(Base64.getUrlDecoder().decode(line.substring(line.indexOf('/') + 1)), UTF_8);
    }

    private static String cited(String json) {
        return "atomic-datasets:2/" + Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
    }
}
