package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI description: sound in itself, and true whatever is sent. */
class DescriptionTest {
    private static final int REQUESTS = Integer.getInteger("contract.requests", 1000);
    private static final long SEED = Long.getLong("contract.seed", 1);
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    @TempDir
    static Path root;

    private static LiveService service;
    private static String finished;
    private static JsonNode description;

    @BeforeAll
    static void start() throws IOException {
        service = new LiveService(root, "--atomic-datasets.max-awaiting=30", "--atomic-datasets.max-images=1000");
        finished = service.make("{\"num_images\": 100}");
        description = service.get("/v3/api-docs").json();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** One operation of the description. */
    private record Operation(String path, String method, JsonNode node) {}

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        description
                .at("/paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(new Operation(
                                path.getKey(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                method.getValue()))));
        return operations;
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(description.at("/openapi").asString()).startsWith("3.");
        for (JsonNode reference : description.findValues("$ref")) {
            assertThat(description.at(reference.asString().substring(1)).isMissingNode())
                    .as(reference.asString())
                    .isFalse();
        }
    }

    @Test
    void everyOperationTellsWhatItAnswersAndAllThatItsPathNames() {
        assertThat(operations()).hasSizeGreaterThan(15);
        assertThat(operations().stream()
                        .map(operation -> operation.node.at("/operationId").asString()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
        for (Operation operation : operations()) {
            assertThat(operation.node.at("/summary").asString())
                    .as(operation.path)
                    .isNotBlank();
            assertThat(operation.node.at("/responses")).as(operation.path).isNotEmpty();
            operation
                    .node
                    .at("/responses")
                    .properties()
                    .forEach(answer -> assertThat(answer.getValue().has("$ref")
                                    || answer.getValue().has("description"))
                            .as("%s %s %s", operation.method, operation.path, answer.getKey())
                            .isTrue());
            List<String> declared = new ArrayList<>();
            operation.node.at("/parameters").forEach(parameter -> {
                assertThat(parameter.has("schema") || parameter.has("$ref")).isTrue();
                if (parameter.at("/in").asString().equals("path")) {
                    declared.add(parameter.at("/name").asString());
                }
            });
            List<String> named = PARAMETER
                    .matcher(operation.path)
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(declared).as(operation.path).containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void whateverIsSentGetsAnAnswerThatIsDescribed() throws IOException {
        Random random = new Random(SEED);
        List<Operation> operations = operations();
        Map<String, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            Operation operation = operations.get(random.nextInt(operations.size()));
            String target = target(operation, random);
            String body = operation.node.has("requestBody") ? body(random) : "";

            LiveService.Answer answer = service.send(operation.method, target, LiveService.JSON, body.getBytes(UTF_8));

            String request = "request %d of seed %d: %s %s %s -> %s"
                    .formatted(i, SEED, operation.method, target, body, answer.text());
            assertThat(answer.status()).as(request).isLessThan(500);
            assertThat(answer.text()).as(request).doesNotContain("\tat ", "Exception");
            assertThat(operation.node.at("/responses").has(String.valueOf(answer.status())))
                    .as(request)
                    .isTrue();
            statuses.merge(operation.method + " " + answer.status(), 1, Integer::sum);
        }
        // Not only the door was tried.
        assertThat(statuses.keySet()).contains("GET 200", "GET 404", "GET 422", "POST 201", "POST 422", "POST 409");
        assertThat(service.get("/datasets/" + finished + "/train.npz").status()).isEqualTo(200);
    }

    private static String target(Operation operation, Random random) {
        Matcher names = PARAMETER.matcher(operation.path);
        StringBuilder target = new StringBuilder();
        while (names.find()) {
            names.appendReplacement(
                    target,
                    Matcher.quoteReplacement(URLEncoder.encode(pathValue(names.group(1), operation, random), UTF_8)));
        }
        names.appendTail(target);
        String separator = "?";
        for (JsonNode parameter : operation.node.at("/parameters")) {
            if (parameter.at("/in").asString().equals("query") && random.nextInt(3) == 0) {
                String value = URLEncoder.encode(text(random), UTF_8);
                target.append(separator)
                        .append(parameter.at("/name").asString())
                        .append('=')
                        .append(value);
                separator = "&";
            }
        }
        return target.toString();
    }

    private static String pathValue(String name, Operation operation, Random random) {
        if (random.nextInt(6) == 0) {
            String text = text(random).replaceAll("[./\\\\%;\\p{Cntrl}]", "x"); // others do not come through the door
            return text.isBlank() ? "x" : text;
        }
        return switch (name) {
            case "id" ->
                operation.method.equals("DELETE") || random.nextInt(8) == 0
                        ? new java.util.UUID(random.nextLong(), random.nextLong()).toString()
                        : finished; // which the others still need
            case "split" -> List.of("train", "val", "test").get(random.nextInt(3));
            case "index" -> String.valueOf(random.nextInt(120));
            default ->
                List.of("train.npz", "metadata.json", "chunks.npy", "segments.npy", "croissant.json", "SHA256SUMS")
                        .get(random.nextInt(6));
        };
    }

    private static String body(Random random) {
        if (random.nextInt(20) == 0) {
            return "{\"num_images\": 10}";
        }
        Map<String, Object> fields = new TreeMap<>();
        JsonNode known = description.at("/components/schemas/DatasetRequest/properties");
        known.properties().forEach(field -> {
            if (random.nextInt(4) == 0 || field.getKey().equals("num_images")) {
                fields.put(field.getKey(), value(random, 2));
            }
        });
        if (random.nextInt(10) == 0) {
            fields.put(text(random), value(random, 2));
        }
        return new JsonMapper().writeValueAsString(fields);
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> random.nextInt(40);
            case 1 -> random.nextLong();
            case 2 -> random.nextDouble();
            case 3 -> text(random);
            case 4 -> random.nextBoolean();
            case 5 -> java.math.BigDecimal.valueOf(random.nextInt(1000), random.nextInt(30));
            case 6 ->
                List.of("gray", "arc", "stored", "composition", "dominant_kind").get(random.nextInt(5));
            case 7 -> List.of(value(random, depth - 1), value(random, depth - 1));
            default -> Map.of("blob", value(random, depth - 1), "train", value(random, depth - 1));
        };
    }

    private static String text(Random random) {
        String[] texts = {
            "",
            "0",
            "1",
            "-1",
            "50",
            "1001",
            "1e3",
            "9999999999999999999999",
            "true",
            "null",
            "succeeded",
            "deleting",
            "..",
            "a b",
            "\u0000",
            "\r\nX: y",
            "\u202e",
            "\ud83d\ude00",
            "'; drop table job; --",
            "<script>",
            "%00",
            "${jndi:x}",
        };
        return texts[random.nextInt(texts.length)];
    }
}
