package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.cli.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a port of its own, over HTTP. */
class ServiceTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path root;

    private static ConfigurableApplicationContext service;
    private static String base;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        client = HttpClient.newHttpClient();
        service = new SpringApplicationBuilder(Server.class).run("--server.port=0", "--atomic-datasets.root=" + root);
        base = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aDatasetIsPlannedConfirmedFollowedAndDownloaded() throws Exception {
        HttpResponse<String> planned = post("/datasets", "{\"num_images\": 100000}");
        JsonNode dataset = json(planned);

        assertThat(planned.statusCode()).isEqualTo(201);
        assertThat(dataset.at("/state").asString()).isEqualTo("awaiting_confirmation");
        assertThat(dataset.at("/estimate/readable").asString()).isEqualTo("24.41 MB");
        assertThat(dataset.at("/estimate/bytes").asLong()).isEqualTo(25_600_000);
        assertThat(dataset.at("/request/seed").asLong()).isEqualTo(42);
        assertThat(dataset.at("/request/splits/train").decimalValue()).isEqualTo(new BigDecimal("0.8"));
        String path = planned.headers().firstValue("Location").orElseThrow();
        assertThat(path).isEqualTo("/datasets/" + dataset.at("/id").asString());

        HttpResponse<String> confirmed = post(dataset.at("/links/confirm").asString(), "");
        assertThat(confirmed.statusCode()).isEqualTo(202);
        assertThat(confirmed.headers().firstValue("Location")).contains(path + "/progress");

        awaitState(path, "succeeded");
        HttpResponse<String> progress = get(path + "/progress");
        assertThat(progress.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(json(progress).at("/percentage").asInt()).isEqualTo(100);
        assertThat(json(progress).at("/splits/train/n").asLong()).isEqualTo(80_000);
        assertThat(json(progress).at("/text").asString())
                .startsWith("Generating images: 100%|##########| 100000/100000 [");

        JsonNode files = json(get(path + "/files"));
        assertThat(files).hasSize(7);
        for (JsonNode file : files) {
            HttpResponse<byte[]> download = bytes(file.at("/href").asString());
            assertThat(download.statusCode()).isEqualTo(200);
            assertThat(download.body()).hasSize(file.at("/bytes").asInt());
            assertThat(sha256(download.body())).isEqualTo(file.at("/sha256").asString());
        }
        assertThat(bytes(path + "/train.npz").headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"train.npz\"");
        assertThat(bytes(path + "/report").headers().firstValue("Content-Type")).contains("image/png");
        assertThat(json(get(path + "/metadata")).at("/id").asString())
                .isEqualTo(dataset.at("/id").asString());
        assertThat(post(path + "/confirm", "").statusCode()).isEqualTo(200);

        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(root.resolve(dataset.at("/output_dir").asString())).doesNotExist();
    }

    @Test
    void serviceAndTerminalMakeTheSameBytes(@TempDir Path elsewhere) throws Exception {
        String path = make("{\"num_images\": 3000, \"palette\": \"arc\", \"label\": \"composition\"}");
        Path other = elsewhere.resolve("same");
        int code = Terminal.run(
                "generate",
                "--num-images",
                "3000",
                "--palette",
                "arc",
                "--label",
                "composition",
                "--yes",
                "--output-dir",
                other.toString());

        assertThat(code).isZero();
        for (String name : new String[] {"train.npz", "val.npz", "test.npz"}) {
            assertThat(bytes(path + "/" + name).body()).isEqualTo(Files.readAllBytes(other.resolve(name)));
        }
    }

    @Test
    void requestsAtTheSameTimeGetDifferentNames() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(client.sendAsync(
                    request("POST", "/datasets", "{\"num_images\": 10}"), HttpResponse.BodyHandlers.ofString()));
        }
        Set<String> names = new TreeSet<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            names.add(json(answer.get()).at("/output_dir").asString());
        }

        assertThat(names).hasSize(8).allMatch(name -> name.matches("\\d{4}-\\d\\d-\\d\\d-v\\d+"));
    }

    @Test
    void aLargeRunIsCancelledWithinSecondsAndLeavesNothing() throws Exception {
        String path = "/datasets/"
                + json(post("/datasets", "{\"num_images\": 50000000, \"output_dir\": \"large\"}"))
                        .at("/id")
                        .asString();
        post(path + "/confirm", "");
        awaitState(path, "running");
        long start = System.nanoTime();

        assertThat(post(path + "/cancel", "").statusCode()).isIn(200, 202);

        awaitState(path, "cancelled");
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(5);
        assertThat(root.resolve("large")).doesNotExist();
        assertThat(root.resolve(".staging/large.name")).doesNotExist();
        assertThat(files()).noneMatch(file -> file.contains(path.substring("/datasets/".length())));
        assertThat(get(path + "/files").statusCode()).isEqualTo(409);
        assertThat(json(get(path + "/files")).at("/state").asString()).isEqualTo("cancelled");
    }

    @Test
    void filesOfADatasetThatSomebodyRemovedAreGoneEvenWhenTheNameIsUsedAgain() throws Exception {
        String first = make("{\"num_images\": 10, \"output_dir\": \"reused\"}");
        try (var files = Files.list(root.resolve("reused"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(root.resolve("reused"));
        assertThat(get(first + "/files").statusCode()).isEqualTo(410);

        String second = make("{\"num_images\": 20, \"output_dir\": \"reused\"}");

        assertThat(get(first + "/train.npz").statusCode()).isEqualTo(410);
        assertThat(bytes(second + "/train.npz").statusCode()).isEqualTo(200);
    }

    @Test
    void datasetsAreListedInPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            post("/datasets", "{\"num_images\": 10}");
        }
        JsonNode first = json(get("/datasets?page_size=2"));
        JsonNode second = json(get("/datasets?page_size=2&page_token="
                + first.at("/next_page_token").asString()));

        assertThat(first.at("/items")).hasSize(2);
        assertThat(second.at("/items/0/id").asString())
                .isNotIn(
                        first.at("/items/0/id").asString(),
                        first.at("/items/1/id").asString());
        assertThat(first.at("/items/1/created_at").asString())
                .isGreaterThan(second.at("/items/0/created_at").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"num_images\": 0}                                  | 422 | /num_images",
                "{\"num_images\": -1}                                 | 422 | /num_images",
                "{\"num_images\": 1.9}                                | 422 | /num_images",
                "{\"num_images\": \"5\"}                              | 422 | /num_images",
                "{\"num_images\": 1000000000000000000000000000000}    | 422 | /num_images",
                "{\"num_images\": 1e400}                              | 422 | /num_images",
                "{\"num_images\": null}                               | 422 | /num_images",
                "{}                                                   | 422 | /num_images",
                "{\"num_images\": 1, \"colour\": 2}                   | 422 | /colour",
                "{\"num_images\": 1, \"splits\": {\"train\": 0.9}}    | 422 | /splits",
                "{\"num_images\": 1, \"mix\": {\"blob\": 0}}          | 422 | /mix",
                "{\"num_images\": 1, \"output_dir\": \"../x\"}        | 422 | /output_dir",
                "{\"num_images\": 1, \"output_dir\": \"/etc\"}        | 422 | /output_dir",
                "{\"num_images\": 1, \"seed\": 9007199254740992}      | 422 | /seed",
                "[]                                                   | 422 | ``",
                "null                                                 | 422 | ``",
                "{\"num_images\": 1, \"num_images\": 2}               | 400 |",
                "{\"num_images\": 1} {}                               | 400 |",
                "{\"num_images\": 1                                   | 400 |",
                "{\"num_images\": NaN}                                | 400 |",
                "``                                                   | 400 |",
            })
    void aBadRequestIsExplainedAndWritesNothing(String body, int status, String pointer) throws Exception {
        Set<String> before = files();

        HttpResponse<String> answer = post("/datasets", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).at("/type").asString()).startsWith("urn:atomic-datasets:problem:");
        if (pointer != null) {
            assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aBodyThatIsTooLargeOrNotJsonIsRefused() throws Exception {
        assertThat(post("/datasets", " ".repeat(70_000)).statusCode()).isEqualTo(413);
        HttpRequest plain = HttpRequest.newBuilder(URI.create(base + "/datasets"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"num_images\": 1}"))
                .build();
        assertThat(send(plain).statusCode()).isEqualTo(415);
    }

    @Test
    void aTakenNameIsAConflict() throws Exception {
        assertThat(post("/datasets", "{\"num_images\": 10, \"output_dir\": \"taken\"}")
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<String> second = post("/datasets", "{\"num_images\": 10, \"output_dir\": \"Taken\"}");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).at("/detail").asString()).contains("'Taken' is reserved");
    }

    @Test
    void aDatasetIsPreviewedSampledAndVerified() throws Exception {
        String path = "/datasets/"
                + json(post("/datasets", "{\"num_images\": 2000, \"annotations\": true}"))
                        .at("/id")
                        .asString();
        byte[] preview = bytes(path + "/preview?n=9").body();
        assertThat(preview).startsWith(0x89, 'P', 'N', 'G');
        assertThat(get(path + "/preview?n=0").statusCode()).isEqualTo(422);
        assertThat(get(path + "/samples/train/0").statusCode()).isEqualTo(409);
        post(path + "/confirm", "");
        awaitState(path, "succeeded");

        assertThat(bytes(path + "/preview?n=9").body()).isEqualTo(preview);
        JsonNode sample = json(get(path + "/samples/train/1599"));
        int objects = sample.at("/objects").size();
        for (int i = 0; i < objects; i++) {
            String mask = String.valueOf(i + 1);
            assertThat(sample.at("/masks").toString().split("[\\[\\],]+"))
                    .filteredOn(mask::equals)
                    .hasSize(sample.at("/objects/" + i + "/size").asInt());
        }
        assertThat(sample.at("/cells")).hasSize(16);
        assertThat(sample.at("/objects")).hasSize(sample.at("/label").asInt());
        assertThat(get(path + "/samples/train/1600").statusCode()).isEqualTo(404);
        assertThat(get(path + "/samples/trains/0").statusCode()).isEqualTo(404);
        HttpRequest picture = HttpRequest.newBuilder(URI.create(base + path + "/samples/val/0"))
                .header("Accept", "image/png")
                .build();
        assertThat(send(picture).headers().firstValue("Content-Type")).contains("image/png");

        assertThat(get(path + "/verification").statusCode()).isEqualTo(404);
        assertThat(post(path + "/verification?regenerate=maybe", "").statusCode())
                .isEqualTo(422);
        assertThat(post(path + "/verification?regenerate=true", "").statusCode())
                .isEqualTo(202);
        assertThat(awaitVerification(path).at("/passed").asBoolean()).isTrue();
        Path file = root.resolve(json(get(path)).at("/output_dir").asString()).resolve("test.npz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        post(path + "/verification", "");
        JsonNode verification = awaitVerification(path);
        assertThat(verification.at("/passed").asBoolean()).isFalse();
        assertThat(verification.at("/files/2/name").asString()).isEqualTo("test.npz");
        assertThat(verification.at("/files/2/actual").asString())
                .isNotEqualTo(verification.at("/files/2/expected").asString());
    }

    private static JsonNode awaitVerification(String path) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        JsonNode now = json(get(path + "/verification"));
        while (now.at("/state").asString().equals("running")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            now = json(get(path + "/verification"));
        }
        return now;
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        for (String path : new String[] {
            "/nowhere",
            "/datasets/x",
            "/datasets/00000000-0000-4000-8000-000000000000",
            "/datasets/00000000-0000-4000-8000-000000000000/progress",
        }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(json(get(path)).at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:not-found");
        }
        String path = make("{\"num_images\": 10}");
        assertThat(get(path + "/files/passwd").statusCode()).isEqualTo(404);
        assertThat(get(path + "/files/..%5cx").statusCode()).isIn(400, 404);
        assertThat(send("PUT", "/datasets", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void foreignHostsAndForeignPagesAreKeptOut() throws Exception {
        HttpRequest rebound = HttpRequest.newBuilder(URI.create(base + "/datasets"))
                .header("Host", "evil.example")
                .build();
        assertThat(send(rebound).statusCode()).isEqualTo(421);
        HttpRequest crossSite = HttpRequest.newBuilder(URI.create(base + "/datasets"))
                .header("Origin", "http://evil.example")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"num_images\": 1}"))
                .build();
        assertThat(send(crossSite).statusCode()).isEqualTo(403);
    }

    @Test
    void theDescriptionNamesEveryFieldWithItsRangeAndEveryError() throws Exception {
        JsonNode api = json(get("/v3/api-docs"));
        JsonNode request = api.at("/components/schemas/DatasetRequest/properties");

        assertThat(request.propertyNames())
                .containsExactlyInAnyOrder(
                        "num_images",
                        "seed",
                        "output_dir",
                        "grid_size",
                        "palette",
                        "min_objects",
                        "max_objects",
                        "mix",
                        "min_gap",
                        "label",
                        "splits",
                        "annotations",
                        "compression");
        assertThat(request.at("/grid_size/minimum").asInt()).isEqualTo(8);
        assertThat(request.at("/grid_size/default").asInt()).isEqualTo(16);
        for (JsonNode property : request) {
            String name = property.toString();
            assertThat(property.has("description") || property.has("$ref"))
                    .as(name)
                    .isTrue();
        }
        assertThat(api.at("/paths/~1datasets/post/responses").propertyNames())
                .contains("201", "400", "409", "413", "415", "422");
        assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        assertThat(json(get("/actuator/health")).at("/status").asString()).isEqualTo("UP");
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
    }

    private static String make(String body) throws Exception {
        String path = "/datasets/" + json(post("/datasets", body)).at("/id").asString();
        assertThat(post(path + "/confirm", "").statusCode()).isEqualTo(202);
        awaitState(path, "succeeded");
        return path;
    }

    private static void awaitState(String path, String state) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String now = "";
        while (!now.equals(state)) {
            assertThat(System.nanoTime())
                    .as("waits for " + state + ", is " + now)
                    .isLessThan(deadline);
            now = json(get(path + "/progress")).at("/state").asString();
        }
    }

    private static Set<String> files() throws IOException {
        Set<String> files = new TreeSet<>();
        try (var walk = Files.walk(root)) {
            walk.filter(file -> !file.startsWith(root.resolve(".store"))).forEach(file -> files.add(file.toString()));
        }
        return files;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(request(method, path, body));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<byte[]> bytes(String path) throws Exception {
        return client.send(request("GET", path, ""), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
