package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service says while its disk refuses. */
class DiskTroubleTest {
    @TempDir
    Path directory;

    private LiveService service;

    @BeforeEach
    void start() {
        service = new LiveService(directory.resolve("datasets"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aDatasetThatTheDiskDoesNotLetGoStandsAndIsSeen() throws IOException {
        String dataset = "/datasets/" + service.make("{\"num_images\": 100, \"output_dir\": \"mine\"}");
        Path inTheWay = Files.writeString(directory.resolve("datasets/.staging"), "no directory");

        LiveService.Answer refused = service.send("DELETE", dataset, Map.of(), new byte[0]);

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.json().at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:disk-refused");
        assertThat(refused.json().at("/detail").asString()).contains("The dataset stays as it was");
        assertThat(service.get(dataset).json().at("/state").asString()).isEqualTo("succeeded");
        assertThat(service.get(dataset + "/train.npz").status()).isEqualTo(200);
        assertThat(service.get("/datasets").text()).contains("\"mine\"");

        Files.delete(inTheWay);
        assertThat(service.send("DELETE", dataset, Map.of(), new byte[0]).status())
                .isEqualTo(204);
        assertThat(service.get(dataset).status()).isEqualTo(404);
    }

    @Test
    void aServiceWhoseDirectoryIsGoneSaysSoAndTakesNothing() throws IOException {
        Files.move(directory.resolve("datasets"), directory.resolve("elsewhere"));
        await("/actuator/health", 503);

        LiveService.Answer refused = service.post("/datasets", "{\"num_images\": 100}");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("directory of the datasets is gone");
        assertThat(directory.resolve("datasets")).doesNotExist();

        Files.move(directory.resolve("elsewhere"), directory.resolve("datasets"));
        await("/actuator/health", 200);
        assertThat(service.post("/datasets", "{\"num_images\": 100}").status()).isEqualTo(201);
    }

    private void await(String path, int status) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (service.get(path).status() != status) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
