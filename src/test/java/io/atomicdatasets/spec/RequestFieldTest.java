package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldTest {
    /** The records that are parts of a request and no fields of one. */
    private static final List<Class<?>> PARTS =
            List.of(Recipe.class, ObjectValues.class, Division.class, FileOptions.class);

    @Test
    void everyComponentOfARequestIsAFieldAndTheOtherWayRound() {
        assertThat(components(DatasetSpec.class))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RequestField.values())
                        .map(RequestField::label)
                        .toList());
    }

    private static List<String> components(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (PARTS.contains(component.getType())) {
                names.addAll(components(component.getType()));
            } else {
                names.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT));
            }
        }
        return names;
    }

    @Test
    void theExamplesMakeOneRequestThatUsesEveryField() throws InvalidSpecException {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RequestField field : RequestField.values()) {
            fields.put(field.label(), field.example());
        }

        DatasetSpec spec = DatasetSpec.read(fields, Limits.DEFAULT);

        assertThat(spec.toFields()).isEqualTo(fields);
    }

    @Test
    void aRequestWithoutAFieldHasItsDefault() {
        DatasetSpec spec = Specs.of("num_images", 5);

        for (RequestField field : RequestField.values()) {
            if (!field.isRequired()) {
                assertThat(field.in(spec)).as(field.label()).isEqualTo(field.defaultValue());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldTellsWhatItSaysInASentence(RequestField field) {
        assertThat(field.text()).endsWith(".").hasSizeBetween(20, 200);
        assertThat(field.type(Limits.DEFAULT).allowed()).isNotBlank();
    }

    @Test
    void theLargestNumberOfImagesIsTheConfiguredOne() {
        assertThat(RequestField.NUM_IMAGES.type(new Limits(12_345, 1_000_000)).allowed())
                .isEqualTo("1 to 12,345");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            100000      | 100000
            100,000     | 100000
            1,000,000   | 1000000
            1_000_000   | 1000000
            1 000 000   | 1000000
            1'000'000   | 1000000
            1M          | 1000000
            1.5M        | 1500000
            100k        | 100000
            100 k       | 100000
            2G          | 2000000000
            1e6         | 1000000
            1E+6        | 1000000
            -5          | -5
            1,000k      | 1000000
            """)
    void aCountIsReadAsPeopleWriteIt(String text, long count) {
        assertThat(NumberText.count(text))
                .isInstanceOfSatisfying(
                        java.math.BigDecimal.class,
                        number -> assertThat(number).isEqualByComparingTo(java.math.BigDecimal.valueOf(count)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ten",
                "1,00",
                "1,000_000",
                "1e99999999999",
                "1e2147483648",
                "0x10",
                "1 k k",
                "\u0661",
                "NaN",
                "M",
                "1,0000"
            })
    void whatIsNoCountStaysTextForTheReaderToRefuse(String text) {
        assertThat(NumberText.count(text)).isEqualTo(text);
    }

    @Test
    void membersAreReadAsTheTerminalWritesThem() {
        FieldType mix = RequestField.MIX.type(Limits.DEFAULT);

        assertThat(mix.parse("blob=0.4,line=0.6"))
                .isEqualTo(Map.of("blob", new java.math.BigDecimal("0.4"), "line", new java.math.BigDecimal("0.6")));
        assertThat(mix.parse("blob=x")).isEqualTo(Map.of("blob", "x"));
        assertThat(List.of("", "blob", "blob=1,blob=2", "blob=1,", "blob=1=2"))
                .allSatisfy(text -> assertThat(mix.parse(text)).isEqualTo(text));
    }

    @Test
    void listsAreReadAndWrittenAsTheTerminalHasThem() {
        FieldType values = RequestField.VALUES.type(Limits.DEFAULT);

        assertThat(values.parse("1, 3,7"))
                .isEqualTo(List.of(
                        new java.math.BigDecimal("1"), new java.math.BigDecimal("3"), new java.math.BigDecimal("7")));
        assertThat(values.parse("1,x,")).isEqualTo(List.of(new java.math.BigDecimal("1"), "x", ""));
        assertThat(values.write(List.of(1, 3, 7))).isEqualTo("1,3,7");
    }

    @Test
    void longNumbersInAMessageAreGrouped() {
        assertThat(new Violation("/seed", "must be between 0 and 9007199254740991; 0.123456789 and a12345 stay")
                        .readable())
                .isEqualTo("must be between 0 and 9,007,199,254,740,991; 0.123456789 and a12345 stay");
    }
}
