package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on PostgreSQL, the scheduler too. */
@ExtendWith(OutputCaptureExtension.class)
class PostgresServiceTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path root;

    @Test
    void aDatasetIsMadeWithItsJobInPostgres() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext service = new SpringApplicationBuilder(Server.class)
                        .run(
                                "--server.port=0",
                                "--atomic-datasets.root=" + root,
                                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"))) {
            String base = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
            String path = base + "/datasets/"
                    + send("POST", base + "/datasets", "{\"num_images\": 1000}")
                            .at("/id")
                            .asString();

            send("POST", path + "/confirm", "");

            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            JsonNode dataset = send("GET", path, "");
            while (!dataset.at("/state").asString().equals("succeeded")) {
                assertThat(System.nanoTime()).as(dataset.toString()).isLessThan(deadline);
                dataset = send("GET", path, "");
            }
            assertThat(root.resolve(dataset.at("/output_dir").asString()).resolve("train.npz"))
                    .exists();
            assertThat(root.resolve(".store/jobs.mv.db")).doesNotExist();
        }
    }

    @Test
    void withoutItsDatabaseTheServiceLivesAndSaysAtOnceWhatIsMissing(CapturedOutput output) throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                LiveService service = new LiveService(
                        root, "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"))) {
            assertThat(service.get("/actuator/health").status()).isEqualTo(200);

            postgres.close();

            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (service.get("/actuator/health").status() == 200) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            LiveService.Answer answer = service.get("/datasets");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.headers()).containsKey("retry-after");
            assertThat(answer.json().at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:store-down");
            assertThat(service.get("/actuator/health").status()).isEqualTo(503);
            assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(service.get("/actuator/prometheus").text()).containsPattern("atomic_datasets_queued.* NaN");
            assertThat(output.getAll()).as("nobody asked the database for them").doesNotContain("for the gauge");
            assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    private JsonNode send(String method, String uri, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new JsonMapper()
                .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
