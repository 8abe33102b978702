package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a port of its own, over HTTP. */
abstract class ServiceFixture {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path root;

    private static ConfigurableApplicationContext service;
    static String base;
    static HttpClient client;

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

    static String make(String body) throws Exception {
        String path = "/datasets/" + json(post("/datasets", body)).at("/id").asString();
        assertThat(post(path + "/confirm", "").statusCode()).isEqualTo(202);
        awaitState(path, "succeeded");
        return path;
    }

    static void awaitState(String path, String state) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String now = "";
        HttpRequest progress = request("GET", path + "/progress", "");
        boolean isEnd = Set.of("succeeded", "failed", "cancelled").contains(state);
        HttpRequest waiting = HttpRequest.newBuilder(progress, (name, value) -> true)
                .header("Prefer", "wait=5")
                .build();
        while (!now.equals(state)) {
            assertThat(System.nanoTime())
                    .as("waits for " + state + ", is " + now)
                    .isLessThan(deadline);
            now = json(send(isEnd ? waiting : progress)).at("/state").asString();
        }
    }

    static Set<String> files() throws IOException {
        Set<String> files = new TreeSet<>();
        try (var walk = Files.walk(root)) {
            walk.filter(file -> !file.startsWith(root.resolve(".store"))).forEach(file -> files.add(file.toString()));
        }
        return files;
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    static HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(request(method, path, body));
    }

    static HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> bytes(String path) throws Exception {
        return client.send(request("GET", path, ""), HttpResponse.BodyHandlers.ofByteArray());
    }

    static HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
