package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference of a request's fields, {@code docs/request.md}, is the table of fields and nothing else. */
class RequestReferenceTest {
    private static final Path PAGE = Path.of("docs/request.md");
    private static final boolean RENEW = Boolean.getBoolean("docs.renew");
    private static final String HEAD = """
            # A request, field by field

            In JSON the fields are members of the body of `POST /datasets`; in the terminal they are options of `generate` and
            `preview`, where `output_dir` is a path and `preview` has none. Only `num_images` is required. All but `num_images`, `output_dir`,
            `shard_size` and `parquet` are also parameters of `GET /images`, written as in the terminal ([streams](dataset.md#streams)).
            `--from-citation LINE` stands for all options but `--output-dir` ([cite a dataset](dataset.md#cite-a-dataset)).

            | field | option | allowed | unless given | meaning |
            |---|---|---|---|---|
            """;
    private static final String NUMBERS = """

            ## Numbers

            Numbers are what JSON means by them: `100000`, `1e5` and `100000.0` are the same integer; `1.9` and `"5"` are none.
            Decimals are rounded to 9 places, halves to even. Shares may miss 1 by 10^-9, as sums of binary fractions do: `val`
            and `test` keep their rounded shares and `train` gets the rest. The request in an answer and in `metadata.json` has
            all values resolved and exact, so that sending it again makes the same dataset.

            The terminal and the page also take `1,000,000`, `1_000_000`, `1 000 000`, `1e6`, `1M` and `100k` for integers.

            The largest `num_images` is a setting of the service (`atomic-datasets.max-images`); so is the largest product of
            images and cells (`atomic-datasets.max-cells`). Images that are held out count in both, and the cells of partners in the latter.

            ## Every field at once

            ```json
            """;

    @Test
    void thePageIsTheTable() throws IOException {
        String page = page();
        if (RENEW) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("renew it with: mvn test -Dtest=RequestReferenceTest -Ddocs.renew=true")
                .hasContent(page);
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (RequestField field : RequestField.values()) {
            String unit = field.unit().isEmpty() ? "" : " " + field.unit();
            String otherwise = field.isRequired()
                    ? "required"
                    : field.defaultValue().map(value -> "`" + json(value) + "`").orElseGet(() -> without(field));
            page.append("| `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                            field.label(),
                            field.option(),
                            field.type(Limits.DEFAULT).allowed() + unit,
                            otherwise,
                            field.text()));
        }
        return page.append(NUMBERS).append(example()).append("```\n").toString();
    }

    /** What a request without this field gets, where that is no value of its own. */
    private static String without(RequestField field) {
        return switch (field) {
            case OUTPUT_DIR -> "the next free name";
            case VALUES -> "the whole palette";
            case HOLD_OUT, PAIRS -> "nothing";
            case SHARD_SIZE -> "one file per split";
            default -> throw new AssertionError(field.label() + " has no default");
        };
    }

    private static String example() {
        StringBuilder json = new StringBuilder();
        for (RequestField field : RequestField.values()) {
            json.append(json.isEmpty() ? "{\n" : ",\n")
                    .append("  \"%s\": %s".formatted(field.label(), json(field.example())));
        }
        return json.append("\n}\n").toString();
    }

    private static String json(Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .map(member -> "\"%s\": %s".formatted(member.getKey(), json(member.getValue())))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> items) {
            return items.stream().map(RequestReferenceTest::json).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String ? "\"" + value + "\"" : value.toString();
    }
}
