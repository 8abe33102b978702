package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class HoldOutReaderTest {
    private static final Map<String, Object> RED_LINES = Map.of("kind", "line", "value", 3);

    @Test
    void conditionsAreToldAsTheyWereGiven() {
        DatasetSpec spec = with(when(RED_LINES, Map.of("objects", List.of(2, 3), "row", 0)), "palette", "arc");

        assertThat(spec.count(Split.OOD)).isEqualTo(50);
        assertThat(spec.allImages()).isEqualTo(150);
        assertThat(spec.presentSplits()).containsExactly(Split.TRAIN, Split.VAL, Split.TEST, Split.OOD);
        assertThat(spec.toFields().get("hold_out"))
                .isEqualTo(when(RED_LINES, Map.of("objects", List.of(2, 3), "row", 0)));
        assertThat(Specs.of(flat(spec.toFields()))).isEqualTo(spec);
    }

    @Test
    void whatIsNotAskedForIsNotThere() {
        DatasetSpec spec = Specs.of("num_images", 100);

        assertThat(spec.toFields()).doesNotContainKey("hold_out");
        assertThat(spec.presentSplits()).containsExactly(Split.TRAIN, Split.VAL, Split.TEST);
        assertThat(spec.count(Split.OOD)).isZero();
    }

    @Test
    void aProtocolBecomesConditions() {
        assertThat(conditions(with(protocol("composition"), "palette", "arc")))
                .isEqualTo(List.of(
                        Map.of("kind", "blob", "value", 1),
                        Map.of("kind", "rectangle", "value", 2),
                        Map.of("kind", "line", "value", 3),
                        Map.of("kind", "pattern", "value", 4)));
        assertThat(conditions(with(
                        protocol("composition"),
                        "palette",
                        "arc",
                        "values",
                        List.of(5, 9),
                        "mix",
                        Map.of("blob", 1, "line", 1, "pattern", 1))))
                .as("values are taken again where there are fewer of them than kinds")
                .isEqualTo(List.of(
                        Map.of("kind", "blob", "value", 5),
                        Map.of("kind", "line", "value", 9),
                        Map.of("kind", "pattern", "value", 5)));
        assertThat(conditions(with(protocol("interpolation")))).isEqualTo(List.of(Map.of("size", List.of(8, 9))));
        assertThat(conditions(with(protocol("extrapolation"), "max_objects", 6)))
                .isEqualTo(List.of(Map.of("objects", List.of(5, 6))));
    }

    @Test
    void whatIsHeldOutIsTheSameByAnyName() {
        DatasetSpec named = with(protocol("interpolation"));
        HoldOut told = Specs.of(flat(named.toFields())).division().holdOut().orElseThrow();
        HoldOut asked = named.division().holdOut().orElseThrow();

        assertThat(asked).isEqualTo(told).hasSameHashCodeAs(told);
        assertThat(asked).isNotEqualTo(new HoldOut(asked.when(), asked.protocol(), 51));
        assertThat(asked.pointer(0)).isEqualTo("/hold_out/protocol");
        assertThat(told.pointer(0)).isEqualTo("/hold_out/when/0");
    }

    static List<Arguments> wrong() {
        List<Object> tooMany = new ArrayList<>();
        IntStream.range(0, 17).forEach(row -> tooMany.add(Map.of("row", row % 16, "column", row)));
        return List.of(
                Arguments.of("conditions", ""),
                Arguments.of(List.of(RED_LINES), ""),
                Arguments.of(7, ""),
                Arguments.of(Map.of("num_images", 5), ""),
                Arguments.of(Map.of("when", List.of(RED_LINES), "protocol", "composition", "num_images", 5), ""),
                Arguments.of(Map.of("when", List.of(RED_LINES)), "/num_images"),
                Arguments.of(Map.of("protocol", "composition", "num_images", 0), "/num_images"),
                Arguments.of(Map.of("protocol", "composition", "num_images", -1), "/num_images"),
                Arguments.of(Map.of("protocol", "composition", "num_images", new BigDecimal("1.5")), "/num_images"),
                Arguments.of(Map.of("protocol", "composition", "num_images", "5"), "/num_images"),
                Arguments.of(Map.of("protocol", "composition", "num_images", 1_000_000_001L), "/num_images"),
                Arguments.of(Map.of("protocol", "composition", "num_images", 5, "seed", 1), "/seed"),
                Arguments.of(Map.of("protocol", "memory", "num_images", 5), "/protocol"),
                Arguments.of(Map.of("protocol", 1, "num_images", 5), "/protocol"),
                Arguments.of(when(), "/when"),
                Arguments.of(Map.of("when", "line", "num_images", 5), "/when"),
                Arguments.of(Map.of("when", RED_LINES, "num_images", 5), "/when"),
                Arguments.of(when(tooMany.toArray()), "/when"),
                Arguments.of(when("line"), "/when/0"),
                Arguments.of(when(Map.of()), "/when/0"),
                Arguments.of(when(RED_LINES, RED_LINES), "/when/1"),
                Arguments.of(when(Map.of("kind", "line", "value", List.of(3, 3)), RED_LINES), "/when/1"),
                Arguments.of(when(Map.of("kind", "line", "size", 1), Map.of("kind", "line")), "/when/0/size"),
                Arguments.of(when(Map.of("colour", 3)), "/when/0/colour"),
                Arguments.of(when(RED_LINES, Map.of("kind", "circle")), "/when/1/kind"),
                Arguments.of(when(Map.of("kind", List.of("line", "blob"))), "/when/0/kind"),
                Arguments.of(when(Map.of("kind", 2)), "/when/0/kind"),
                Arguments.of(when(Map.of("family", "line")), "/when/0/family"),
                Arguments.of(when(Map.of("family", "l", "kind", "line")), "/when/0/family"),
                Arguments.of(when(Map.of("value", 0)), "/when/0/value"),
                Arguments.of(when(Map.of("value", 10)), "/when/0/value"),
                Arguments.of(when(Map.of("value", "3")), "/when/0/value"),
                Arguments.of(when(Map.of("value", List.of(3))), "/when/0/value"),
                Arguments.of(when(Map.of("value", List.of(3, 4, 5))), "/when/0/value"),
                Arguments.of(when(Map.of("value", List.of(4, 3))), "/when/0/value"),
                Arguments.of(when(Map.of("value", List.of(3, 300))), "/when/0/value/1"),
                Arguments.of(when(Map.of("value", List.of("3", 4))), "/when/0/value/0"),
                Arguments.of(when(Map.of("value", List.of(List.of(3), 4))), "/when/0/value/0"),
                Arguments.of(when(Map.of("size", 1)), "/when/0/size"),
                Arguments.of(when(Map.of("size", 16)), "/when/0/size"),
                Arguments.of(when(Map.of("objects", 0)), "/when/0/objects"),
                Arguments.of(when(Map.of("objects", 5)), "/when/0/objects"),
                Arguments.of(when(Map.of("row", -1)), "/when/0/row"),
                Arguments.of(when(Map.of("row", 16)), "/when/0/row"),
                Arguments.of(when(Map.of("column", List.of(20, 31))), "/when/0/column"),
                Arguments.of(when(Map.of("objects", List.of(1, 4))), "/when/0"),
                Arguments.of(when(RED_LINES, Map.of("value", List.of(1, 9), "row", List.of(0, 31))), "/when/1"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeHeldOutIsNamed(Object holdOut, String pointer) {
        assertThat(violations("hold_out", holdOut)).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/hold_out" + pointer);
            assertThat(violation.detail()).matches("(must|is) .*");
        });
    }

    @Test
    void nullIsNoCondition() {
        assertThat(violations("hold_out", null)).extracting(Violation::pointer).containsExactly("/hold_out");
        assertThat(violations("hold_out", when(Collections.singletonMap("kind", null))))
                .extracting(Violation::pointer)
                .containsExactly("/hold_out/when/0/kind");
        assertThat(violations("hold_out", when(new Object[] {null})))
                .extracting(Violation::pointer)
                .containsExactly("/hold_out/when/0");
    }

    @Test
    void aConditionIsOfTheRecipe() {
        assertThat(violations("hold_out", when(Map.of("kind", "blob")), "mix", Map.of("line", 1, "pattern", 1)))
                .containsExactly(new Violation(
                        "/hold_out/when/0/kind", "must be of this recipe, in which it is line or pattern"));
        assertThat(violations("hold_out", when(Map.of("kind", "line")), "mix", Map.of("line", 1)))
                .containsExactly(new Violation(
                        "/hold_out/when/0", "must not hold for every image, as nothing would be left to train on"));
        assertThat(violations("hold_out", when(Map.of("value", List.of(4, 6))), "values", List.of(1, 3, 7)))
                .containsExactly(
                        new Violation("/hold_out/when/0/value", "must be of this recipe, in which it is 1, 3 or 7"));
        assertThat(violations("hold_out", when(Map.of("value", List.of(2, 6))), "values", List.of(1, 3, 7)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"kind": "line", "size": 12}                     | size   | 2 to 8 with kind line
            {"family": "line_diagonal", "size": [9, 15]}     | size   | 2 to 8 with family line_diagonal
            {"kind": "blob", "size": 2}                      | size   | 3 to 15 with kind blob
            {"kind": "rectangle", "size": 13}                | size   | 4, 6, 8, 9, 10, 12 or 15 with kind rectangle
            {"family": "plus", "size": [6, 8], "row": 13}    | size   | 5, 9 or 13 with family plus
            {"kind": "line", "family": "l"}                  | family | line_horizontal, line_vertical, line_diagonal or line_anti_diagonal with kind line
            {"kind": "rectangle", "row": 15}                 | row    | 0 to 14 with kind rectangle
            {"family": "line_vertical", "size": 8, "row": 9} | row    | 0 to 8 with family line_vertical, size 8
            {"kind": "blob", "size": [14, 15], "row": 14, "column": 14} | column | 0 to 9 with kind blob, size 14 to 15, row 14
            {"column": 16, "value": 3}                       | column | 0 to 15
            """)
    void whatNoObjectCanBeIsRefusedWithWhatItCanBe(String condition, String factor, String possible) {
        Map<?, ?> given = new JsonMapper().readValue(condition, Map.class);

        assertThat(violations("hold_out", when(given)))
                .containsExactly(new Violation(
                        "/hold_out/when/0/" + factor, "must be of this recipe, in which it is " + possible));
    }

    @Test
    void aConditionThatHoldsWhereverAnObjectFitsHoldsForEveryImage() {
        assertThat(violations(
                        "hold_out",
                        when(Map.of("size", List.of(2, 8), "row", List.of(0, 15), "column", List.of(0, 31))),
                        "mix",
                        Map.of("line", 1)))
                .containsExactly(new Violation(
                        "/hold_out/when/0", "must not hold for every image, as nothing would be left to train on"));
        assertThat(violations("hold_out", when(Map.of("row", List.of(0, 14))), "mix", Map.of("rectangle", 1)))
                .extracting(Violation::pointer)
                .containsExactly("/hold_out/when/0");
        assertThat(violations("hold_out", when(Map.of("row", List.of(0, 13))), "mix", Map.of("rectangle", 1)))
                .isEmpty();
    }

    @Test
    void aProtocolIsOfTheRecipe() {
        assertThat(violations("hold_out", protocol("composition"), "mix", Map.of("line", 1)))
                .containsExactly(new Violation(
                        "/hold_out/protocol",
                        "composition needs a mix of at least two kinds and objects of at least two values"));
        assertThat(violations("hold_out", protocol("composition"), "values", List.of(4)))
                .extracting(Violation::pointer)
                .containsExactly("/hold_out/protocol");
        assertThat(violations("hold_out", protocol("extrapolation"), "min_objects", 3))
                .containsExactly(new Violation(
                        "/hold_out/protocol", "extrapolation needs a max_objects at least 2 above min_objects"));
    }

    @Test
    void objectsMustStandApart() {
        assertThat(violations("hold_out", when(RED_LINES), "min_gap", 0))
                .containsExactly(
                        new Violation("/hold_out", "needs min_gap of at least 1, so that objects can be told apart"));
    }

    @Test
    void imagesThatAreHeldOutCountAgainstTheLimitOfCells() {
        Map<String, Object> fields = Specs.fields(
                "num_images", 6, "palette", "arc", "hold_out", Map.of("when", List.of(RED_LINES), "num_images", 5));

        assertThat(catchThrowableOfType(
                                InvalidSpecException.class, () -> DatasetSpec.read(fields, new Limits(100, 2_560)))
                        .violations())
                .containsExactly(new Violation(
                        "/hold_out/num_images",
                        "together with the images that are not held out, times 256 cells per image, is above this installation's limit of"
                                + " 2560 cells, so at most 10 images are possible in all"));
    }

    @Test
    void imagesThatAreHeldOutCountAgainstTheLimitOfImagesAndOfShards() {
        Map<String, Object> holdOut = Map.of("protocol", "interpolation", "num_images", 6);

        assertThat(catchThrowableOfType(
                                InvalidSpecException.class,
                                () -> DatasetSpec.read(
                                        Specs.fields("num_images", 5, "hold_out", holdOut),
                                        new Limits(10, Long.MAX_VALUE)))
                        .violations())
                .containsExactly(
                        new Violation(
                                "/hold_out/num_images",
                                "together with the images that are not held out is above this installation's limit of 10 images"));
        assertThat(catchThrowableOfType(
                                InvalidSpecException.class,
                                () -> DatasetSpec.read(
                                        Specs.fields(
                                                "num_images",
                                                1,
                                                "shard_size",
                                                16_384,
                                                "hold_out",
                                                Map.of("protocol", "interpolation", "num_images", 1L << 50)),
                                        Limits.NONE))
                        .violations())
                .extracting(Violation::pointer)
                .containsExactly("/shard_size");
    }

    @Test
    void inATerminalItIsJson() {
        FieldType type = RequestField.HOLD_OUT.type(Limits.TERMINAL);
        Object given = type.parse("{\"when\": [{\"kind\": \"line\", \"value\": [3, 4]}], \"num_images\": 1e1}");
        DatasetSpec spec = Specs.of("num_images", 100, "palette", "arc", "hold_out", given);

        assertThat(spec.count(Split.OOD)).isEqualTo(10);
        assertThat(type.parse(type.write(spec.toFields().get("hold_out"))))
                .isEqualTo(RequestField.HOLD_OUT
                        .in(spec)
                        .map(value -> type.parse(type.write(value)))
                        .orElseThrow());
        for (String noJson : List.of("", "{", "{} {}", "{\"num_images\": 1, \"num_images\": 2}", "line")) {
            assertThat(type.parse(noJson)).isEqualTo(noJson);
        }
    }

    private static Map<String, Object> when(Object... conditions) {
        return Map.of("when", Arrays.asList(conditions), "num_images", 50L);
    }

    private static Map<String, Object> protocol(String name) {
        return Map.of("protocol", name, "num_images", 50);
    }

    private static DatasetSpec with(Map<String, Object> holdOut, Object... others) {
        List<Object> fields = new ArrayList<>(List.of("num_images", 100, "hold_out", holdOut));
        Collections.addAll(fields, others);
        return Specs.of(fields.toArray());
    }

    private static Object conditions(DatasetSpec spec) {
        return ((Map<?, ?>) spec.toFields().get("hold_out")).get("when");
    }

    private static Object[] flat(Map<String, Object> fields) {
        return fields.entrySet().stream()
                .flatMap(field -> java.util.stream.Stream.of(field.getKey(), field.getValue()))
                .toArray();
    }

    private static List<Violation> violations(Object... fields) {
        List<Object> all = new ArrayList<>(List.of("num_images", 100, "palette", "arc"));
        Collections.addAll(all, fields);
        InvalidSpecException refused = catchThrowableOfType(
                InvalidSpecException.class, () -> DatasetSpec.read(Specs.fields(all.toArray()), Limits.DEFAULT));
        return refused == null ? List.of() : refused.violations();
    }
}
