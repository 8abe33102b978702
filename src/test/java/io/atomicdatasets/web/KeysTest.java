package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class KeysTest {
    @TempDir
    static Path root;

    private static LiveService service;
    private static Path file;
    private static String key;
    private static String log;

    @BeforeAll
    static void start(CapturedOutput output) throws IOException {
        file = root.resolve("keys/api.key");
        service = new LiveService(
                root.resolve("datasets"),
                "--server.address=0.0.0.0",
                "--atomic-datasets.api-key-file=" + file,
                "--atomic-datasets.allowed-hosts=data.example",
                "--atomic-datasets.allowed-origins=https://page.example");
        key = Files.readString(file).strip();
        log = output.getOut();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aNewKeyIsMadeForTheOwnersEyesAlone() throws IOException {
        assertThat(key).hasSizeGreaterThan(40);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/datasets",
                "/images",
                "/actuator/prometheus",
                "/datasets/00000000-0000-0000-0000-000000000000",
                "/unknown"
            })
    void withoutTheKeyNothingIsToldButThatItIsWanted(String path) throws IOException {
        LiveService.Answer answer = service.get(path);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
        assertThat(answer.json().at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:key-wanted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/swagger-ui/index.html", "/v3/api-docs", "/atomic_datasets.py"})
    void whatTellsNothingIsOpen(String path) throws IOException {
        assertThat(service.get(path).status()).isEqualTo(200);
    }

    @Test
    void theLogTellsWhereThePageAndTheDatasetsAre() {
        assertThat(log)
                .contains("The page is at " + service.url() + "/ on this machine; the datasets are in "
                        + root.resolve("datasets"));
    }

    @Test
    void aWrongKeyIsToldToTheLogButNotWhatItWas(CapturedOutput output) throws IOException {
        service.get("/datasets", Map.of("X-API-Key", "a guess of somebody"));
        service.get("/datasets", Map.of("Authorization", "Bearer a guess of somebody"));
        service.get("/datasets", Map.of("X-API-Key", key));

        assertThat(output.getOut().lines().filter(line -> line.contains("a wrong API key was refused, from 127.0.0.1")))
                .hasSize(2);
        assertThat(output.getAll()).doesNotContain("a guess of somebody", key);
    }

    @Test
    void theListOfComponentsIsBehindTheKey() throws IOException {
        LiveService.Answer components = service.get("/actuator/sbom/application", Map.of("X-API-Key", key));

        assertThat(service.get("/actuator/sbom/application").status()).isEqualTo(401);
        assertThat(components.status()).isEqualTo(200);
        assertThat(components.json().at("/bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(components.json().at("/components").findValuesAsString("name"))
                .contains("picocli", "jackson-databind", "h2", "postgresql")
                .doesNotContain("junit-jupiter-api");
    }

    @Test
    void everyAnswerTellsBrowsersToTrustNothingButTheServiceItself() throws IOException {
        for (String path : List.of("/", "/datasets", "/unknown", "/actuator/health", "/v3/api-docs")) {
            assertThat(service.get(path).headers())
                    .as(path)
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("referrer-policy", "no-referrer")
                    .hasEntrySatisfying(
                            "content-security-policy",
                            policy -> assertThat(policy)
                                    .contains("default-src 'self'", "object-src 'none'", "base-uri 'none'")
                                    .contains("frame-ancestors 'none'")
                                    .doesNotContain("unsafe"));
        }
    }

    @Test
    void theKeyOpensByEitherHeader() throws IOException {
        assertThat(service.get("/datasets", Map.of("X-API-Key", key)).status()).isEqualTo(200);
        assertThat(service.get("/datasets", Map.of("Authorization", "Bearer " + key))
                        .status())
                .isEqualTo(200);
        assertThat(service.get("/datasets", Map.of("Authorization", "bearer  " + key))
                        .status())
                .isEqualTo(200);
        assertThat(service.get("/datasets", Map.of("X-API-Key", key + "x")).status())
                .isEqualTo(401);
        assertThat(service.get("/datasets", Map.of("X-API-Key", "")).status()).isEqualTo(401);
        assertThat(service.get("/datasets", Map.of("Authorization", "Basic " + key))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSessionIsAsGoodAsTheKeyUntilItIsEnded() throws IOException {
        assertThat(service.post("/session", "").status()).isEqualTo(401);
        LiveService.Answer begun = service.send("POST", "/session", Map.of("X-API-Key", key), new byte[0]);
        String cookie = begun.headers().get("set-cookie");

        assertThat(begun.status()).isEqualTo(204);
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200");
        String session = cookie.substring(0, cookie.indexOf(';'));
        assertThat(service.get("/datasets", Map.of("Cookie", session)).status()).isEqualTo(200);
        assertThat(service.send("POST", "/session", Map.of("Cookie", session), new byte[0])
                        .status())
                .isEqualTo(401);
        assertThat(service.get("/datasets", Map.of("Cookie", session + "0")).status())
                .isEqualTo(401);
        LiveService.Answer ended = service.send("DELETE", "/session", Map.of("Cookie", session), new byte[0]);
        assertThat(ended.headers().get("set-cookie")).contains("Max-Age=0");
    }

    @Test
    void probesMayComeUnderAnyHostAndScrapersWithTheKey() throws IOException {
        Map<String, String> foreign = Map.of("Host", "10.244.1.7:8080");
        assertThat(service.get("/actuator/health", foreign).status()).isEqualTo(200);
        assertThat(service.get("/actuator/health/liveness", foreign).status()).isEqualTo(200);
        assertThat(service.get("/actuator/prometheus", foreign).status()).isEqualTo(401);
        assertThat(service.get("/actuator/prometheus", Map.of("Host", "10.244.1.7:8080", "X-API-Key", key))
                        .status())
                .isEqualTo(200);
        assertThat(service.get("/actuator/info", foreign).status()).isEqualTo(421);
        assertThat(service.get("/actuator/healthy", foreign).status()).isEqualTo(421);
    }

    @Test
    void aKeyStandsWholeUnderItsNameOrNotAtAll() throws Exception {
        Path shared = root.resolve("shared/api.key");
        ExecutorService replicas = Executors.newFixedThreadPool(8);
        List<Callable<ApiKey>> starts = Collections.nCopies(50, () -> ApiKey.in(shared, Clock.systemUTC()));
        for (Future<ApiKey> start : replicas.invokeAll(starts)) {
            assertThat(start.get().is(Files.readString(shared).strip())).isTrue();
        }
        replicas.shutdown();
        assertThat(shared.getParent()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void hostsAndOriginsThatAreListedAreLetIn() throws IOException {
        Map<String, String> headers = new HashMap<>(Map.of("X-API-Key", key, "Host", "data.example"));
        assertThat(service.get("/datasets", headers).status()).isEqualTo(200);
        headers.put("Host", "other.example");
        assertThat(service.get("/datasets", headers).status()).isEqualTo(421);
        Map<String, String> page = new HashMap<>(LiveService.JSON);
        page.put("X-API-Key", key);
        page.put("Origin", "https://page.example");
        assertThat(service.send("POST", "/datasets", page, "{}".getBytes(UTF_8)).status())
                .isEqualTo(422);
        page.put("Origin", "https://other.example");
        assertThat(service.send("POST", "/datasets", page, "{}".getBytes(UTF_8)).status())
                .isEqualTo(403);
    }

    @Test
    void aSessionOutlivesARestartButNotItsTimeOrItsKey() throws IOException {
        String session = ApiKey.in(file, Clock.systemUTC()).session();

        assertThat(ApiKey.in(file, Clock.systemUTC()).isSession(session)).isTrue();
        Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(13));
        assertThat(ApiKey.in(file, tomorrow).isSession(session)).isFalse();
        Path other = Files.writeString(root.resolve("other.key"), "another key that is long enough");
        assertThat(ApiKey.in(other, Clock.systemUTC()).isSession(session)).isFalse();
        assertThat(ApiKey.in(file, Clock.systemUTC()).isSession("")).isFalse();
        assertThat(ApiKey.in(file, Clock.systemUTC()).isSession("00.00")).isFalse();
    }

    @Test
    void aKeyThatCanBeGuessedIsRefused() throws IOException {
        Path weak = Files.writeString(root.resolve("weak.key"), "secret");

        assertThatThrownBy(() -> ApiKey.in(weak, Clock.systemUTC())).hasMessageContaining("fewer than 16");
    }
}
