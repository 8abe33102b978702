package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI description in the hands of others: a linter, and a generator of clients in TypeScript. */
class GeneratedClientTest {
    private static final Path SOURCES = Path.of("src/test/typescript");

    @TempDir
    static Path directory;

    @TempDir
    static Path root;

    private static LiveService service;

    @BeforeAll
    static void start() throws Exception {
        Requirement.require(isInstalled("npm"), "npm");
        for (String name : List.of("package.json", "package-lock.json", "tsconfig.json", "client.ts")) {
            Files.copy(SOURCES.resolve(name), directory.resolve(name));
        }
        run("npm", "ci", "--no-audit", "--no-fund");
        service = new LiveService(root, "--atomic-datasets.allowed-hosts=data.example");
        Files.write(
                directory.resolve("api.json"),
                service.get("/v3/api-docs", Map.of("Host", "data.example")).bytes());
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void aLinterHasNothingToWarnOf() throws Exception {
        JsonNode report = new JsonMapper().readTree(run("npm", "run", "--silent", "lint"));

        assertThat(report.at("/totals/errors").asInt(-1)).isZero();
        assertThat(report.at("/problems")).as(report.toPrettyString()).isEmpty();
    }

    @Test
    void aClientThatIsGeneratedCompilesAndMakesADataset() throws Exception {
        run("npm", "run", "--silent", "generate");
        run("npm", "run", "--silent", "compile");
        Files.writeString(directory.resolve("compiled/package.json"), "{\"type\": \"module\"}");

        JsonNode told = new JsonMapper().readTree(run("node", "compiled/client.js", service.url()));

        assertThat(told.at("/readable").asString()).isEqualTo("250.00 KB");
        assertThat(told.at("/state").asString()).isEqualTo("succeeded");
        assertThat(told.at("/files").valueStream().map(JsonNode::asString)).contains("train.npz", "metadata.json");
        assertThat(told.at("/label").asInt()).isBetween(1, 4);
        assertThat(told.at("/refused/0").asString()).isEqualTo("/num_images");
        assertThat(root.resolve("from-typescript/train.npz")).isRegularFile();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** What a program prints that ends well within two minutes. */
    private static String run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path complaints = Files.createTempFile(directory, "complaints", "");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(complaints.toFile())
                .start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended && process.exitValue() == 0)
                .as(Files.readString(out, UTF_8) + Files.readString(complaints, UTF_8))
                .isTrue();
        return Files.readString(out, UTF_8);
    }
}
