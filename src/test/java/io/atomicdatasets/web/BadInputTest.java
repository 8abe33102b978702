package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue in {@code bad-input/}: each entry is a request and the status it must get. */
class BadInputTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path root;

    private static LiveService service;
    private static String id;
    private static String linkedId;

    @BeforeAll
    static void start() throws IOException {
        service = new LiveService(root);
        id = service.make("{\"num_images\": 100, \"output_dir\": \"sound\"}");
        linkedId = service.make("{\"num_images\": 100, \"output_dir\": \"linked\"}");
        Files.createSymbolicLink(root.resolve("sound/linked.npz"), Path.of("/etc/hostname"));
        Path train = root.resolve("linked/train.npz");
        Files.move(train, root.resolve("elsewhere"));
        Files.createSymbolicLink(train, root.resolve("elsewhere"));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        assertNothingWasMade();
    }

    static List<Arguments> catalogue() throws IOException {
        List<Arguments> entries = new ArrayList<>();
        for (String file : List.of("bodies", "headers", "paths", "ranges")) {
            try (InputStream in = BadInputTest.class.getResourceAsStream("/bad-input/" + file + ".json")) {
                for (JsonNode entry : JSON.readTree(in)) {
                    entries.add(Arguments.of(
                            Named.of(file + ": " + entry.at("/name").asString(), entry)));
                }
            }
        }
        return entries;
    }

    @ParameterizedTest
    @MethodSource("catalogue")
    void eachGetsItsStatusAndNothingOfTheInside(JsonNode entry) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        entry.at("/headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(),
                        header.getValue().isNull() ? null : header.getValue().asString()));
        String target = entry.at("/target").asString().replace("{id}", id);

        LiveService.Answer answer =
                service.send(entry.at("/method").asString(), target, headers, body(entry.at("/body")));

        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(entry.at("/status").asInt());
        if (answer.status() >= 400) {
            assertThat(answer.text()).doesNotContain("Exception", "\tat ", "java.", root.toString());
        }
        if (answer.headers().getOrDefault("content-type", "").equals("application/problem+json")) {
            assertThat(answer.json().at("/type").asString()).startsWith("urn:atomic-datasets:problem:");
            assertThat(answer.json().at("/detail").asString()).isNotBlank();
        }
    }

    @Test
    void aFileThatBecameALinkIsGone() throws IOException {
        assertThat(service.get("/datasets/" + linkedId + "/train.npz").status()).isEqualTo(410);
    }

    /** After all of the catalogue, in whatever order it was run. */
    private static void assertNothingWasMade() throws IOException {
        try (var standing = Files.list(root)) {
            assertThat(standing.map(file -> file.getFileName().toString()))
                    .containsOnly(".store", "sound", "linked", "elsewhere");
        }
    }

    private static byte[] body(JsonNode body) throws IOException {
        if (body.isString()) {
            return body.asString().getBytes(UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (body.has("utf16")) {
            bytes.write(0xFE);
            bytes.write(0xFF);
            bytes.writeBytes(body.at("/utf16").asString().getBytes(UTF_16BE));
        } else if (body.has("gzip")) {
            try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                out.write(new byte[body.at("/gzip").asInt()]);
            }
        } else {
            bytes.writeBytes(body.at("/repeat/0").asString().getBytes(UTF_8));
            byte[] middle = body.at("/repeat/1").asString().getBytes(UTF_8);
            for (int i = 0; i < body.at("/times").asInt(); i++) {
                bytes.writeBytes(middle);
            }
            bytes.writeBytes(body.at("/repeat/2").asString().getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
