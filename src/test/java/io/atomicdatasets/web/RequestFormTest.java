package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the page's form and the OpenAPI schema say of a request is what the table of fields says. */
class RequestFormTest {
    private static final String PAGE = page();

    private static String page() {
        try (InputStream in = RequestFormTest.class.getResourceAsStream("/static/index.html")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theFormHasTheFieldsOfTheTableAndNoOthers() {
        List<String> names = Pattern.compile("data-pointer=\"/([a-z_]+)\"")
                .matcher(PAGE)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RequestField.values())
                        .map(RequestField::label)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void theFormComesWithTheDefaultsAndTellsTheRanges(RequestField field) {
        FieldType type = field.type(Limits.DEFAULT);
        if (type instanceof FieldType.Decimals decimals) {
            Map<?, ?> shares = (Map<?, ?>) field.defaultValue().orElseThrow();
            for (String member : decimals.members()) {
                BigDecimal share = (BigDecimal) shares.get(member);
                assertThat(valueOf(field.label() + "." + member)).isEqualTo(share.toPlainString());
            }
        } else if (type instanceof FieldType.Choice choice) {
            String select = part("<select id=\"" + field.label() + "\">", "</select>");
            assertThat(found("value=\"([a-z_]+)\"", select)).isEqualTo(choice.words());
            assertThat(found("value=\"([a-z_]+)\" selected", select))
                    .isEqualTo(
                            field.defaultValue().map(Object::toString).stream().toList());
        } else if (type instanceof FieldType.Flag) {
            assertThat(PAGE).contains("<input id=\"" + field.label() + "\" type=\"checkbox\">");
        } else if (type instanceof FieldType.Conditions) {
            assertThat(found("value=\"([a-z]+)\"", part("<select id=\"hold_out.protocol\">", "</select>")))
                    .containsExactly("composition", "interpolation", "extrapolation");
            assertThat(valueOf(field.label() + ".num_images")).isEmpty();
        } else if (!field.isRequired()) {
            assertThat(valueOf(field.label()))
                    .isEqualTo(field.defaultValue().map(Object::toString).orElse(""));
        }
        if (type instanceof FieldType.Whole) {
            String hint = part("data-pointer=\"/" + field.label() + "\"", "</div>");
            assertThat(hint.replace("2⁵³ − 1", "9,007,199,254,740,991")).contains(">" + type.allowed());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSchemaIsTheTableWithinTheConfiguredLimits(RequestField field) {
        Limits limits = new Limits(12_345, 1_000_000);
        Schema<?> request = new RequestSchema(limits).schema();
        Schema<?> schema = request.getProperties().get(field.label());

        assertThat(request.getProperties()).hasSize(RequestField.values().length);
        assertThat(request.getRequired()).containsExactly("num_images");
        assertThat(schema.getDescription()).isEqualTo(field.text());
        if (field.type(limits) instanceof FieldType.Whole whole) {
            assertThat(schema.getMinimum())
                    .isEqualTo(BigDecimal.valueOf(whole.range().min()));
            assertThat(schema.getMaximum())
                    .isEqualTo(BigDecimal.valueOf(whole.range().max()));
        }
        if (field.type(limits) instanceof FieldType.Choice choice) {
            assertThat(schema.getEnum()).hasToString(choice.words().toString());
        }
        if (field.type(limits) instanceof FieldType.Conditions) {
            List<Set<String>> required = new ArrayList<>();
            for (Schema<?> either : schema.getOneOf()) {
                required.add(Set.copyOf(either.getRequired()));
                assertThat(either.getProperties().keySet()).containsExactlyInAnyOrderElementsOf(either.getRequired());
            }
            assertThat(required)
                    .as("conditions or their name, and never both or neither")
                    .containsExactly(Set.of("when", "num_images"), Set.of("protocol", "num_images"));
        }
        if (field.type(limits) instanceof FieldType.Decimals decimals) {
            assertThat(schema.getProperties().keySet()).containsExactlyElementsOf(decimals.members());
        }
        if (field == RequestField.NUM_IMAGES) {
            assertThat(schema.getMaximum()).isEqualTo(BigDecimal.valueOf(12_345));
        } else {
            assertThat(Optional.ofNullable(schema.getDefault()).map(String::valueOf))
                    .isEqualTo(field.defaultValue().map(String::valueOf));
        }
    }

    private static String valueOf(String id) {
        return found("value=\"([^\"]*)\"", part("<input id=\"" + id + "\"", ">"))
                .get(0);
    }

    private static String part(String from, String to) {
        int start = PAGE.indexOf(from);
        assertThat(start).as(from).isNotNegative();
        return PAGE.substring(start, PAGE.indexOf(to, start));
    }

    private static List<String> found(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.results().map(result -> result.group(1)).toList();
    }
}
