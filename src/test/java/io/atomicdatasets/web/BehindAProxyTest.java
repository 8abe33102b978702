package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Addresses in answers are those under which the client knows the service, also below paths and behind proxies. */
class BehindAProxyTest {
    @TempDir
    static Path root;

    private static LiveService service;

    @BeforeAll
    static void start() {
        service = new LiveService(
                root, "--server.servlet.context-path=/atomic", "--server.forward-headers-strategy=native");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** As it comes from a proxy that took a path off, and ended TLS; with nothing taken off for an empty one. */
    private static LiveService.Answer send(String method, String target, String prefix, String body)
            throws IOException {
        Map<String, String> headers = new HashMap<>(LiveService.JSON);
        headers.put("Host", "localhost");
        headers.put("Origin", "https://localhost");
        headers.put("X-Forwarded-Proto", "https");
        if (!prefix.isEmpty()) {
            headers.put("X-Forwarded-Prefix", prefix);
        }
        return service.send(method, "/atomic" + target, headers, body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | /atomic
            /user/a/proxy/8080     | /user/a/proxy/8080/atomic
            /tools/                | /tools/atomic
            //evil.example         | /atomic
            https://evil.example   | /atomic
            /a/%2e%2e              | /atomic
            /a, /b                 | /atomic
            """)
    void addressesBeginWithThePathThatTheProxyTookOff(String prefix, String base) throws IOException {
        LiveService.Answer planned = send("POST", "/datasets", prefix, "{\"num_images\": 20}");
        assertThat(planned.status()).isEqualTo(201);
        String self = base + "/datasets/" + planned.json().at("/id").asString();

        assertThat(planned.headers()).containsEntry("location", self);
        for (JsonNode link : planned.json().at("/links")) {
            assertThat(link.asString()).startsWith(self);
        }
        assertThat(send("GET", "/datasets?page_size=1", prefix, "")
                        .json()
                        .at("/items/0/links/self")
                        .asString())
                .isEqualTo(self);
    }

    @Test
    void aConfirmedRunIsFollowedAndItsFilesFoundThere() throws Exception {
        String id = send("POST", "/datasets", "/tools", "{\"num_images\": 20}")
                .json()
                .at("/id")
                .asString();
        LiveService.Answer confirmed = send("POST", "/datasets/" + id + "/confirm", "/tools", "");
        assertThat(confirmed.headers()).containsEntry("location", "/tools/atomic/datasets/" + id + "/progress");
        LiveService.Answer files;
        do {
            files = send("GET", "/datasets/" + id + "/files", "/tools", "");
        } while (files.status() == 409);

        assertThat(files.json().at("/0/href").asString()).startsWith("/tools/atomic/datasets/" + id + "/files/");
    }

    @Test
    void swaggerUiFindsItsDescription() throws IOException {
        assertThat(send("GET", "/swagger-ui.html", "/tools", "").headers().get("location"))
                .endsWith("/tools/atomic/swagger-ui/index.html");
        assertThat(send("GET", "/v3/api-docs/swagger-config", "/tools", "")
                        .json()
                        .at("/url")
                        .asString())
                .isEqualTo("/tools/atomic/v3/api-docs");
        assertThat(send("GET", "/v3/api-docs", "/tools", "")
                        .json()
                        .at("/servers/0/url")
                        .asString())
                .endsWith("/tools/atomic");
    }
}
