package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.AtomicDatasets;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process of its own that is killed and started again. */
class RestartTest {
    /** Between two questions, so that the service has the cores for what is awaited. */
    private static final long POLL_NANOS = 20_000_000;

    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private Process service;

    @BeforeEach
    void choosePort() throws IOException {
        port = LiveService.steadyPort();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void aKilledServiceKnowsWhatItAcknowledgedAndFinishesWhatWasConfirmed() throws Exception {
        start();
        String waiting = submit("{\"num_images\": 10, \"output_dir\": \"waiting\"}");
        String running = submit("{\"num_images\": 400000, \"output_dir\": \"running\"}");
        String queued = submit("{\"num_images\": 20, \"output_dir\": \"queued\"}");
        confirm(running);
        confirm(queued);
        await(running, "running");

        service.destroyForcibly().waitFor();
        start();

        assertThat(state(waiting)).isEqualTo("awaiting_confirmation");
        await(running, "succeeded");
        await(queued, "succeeded");
        assertThat(root.resolve("running/train.npz")).exists();
        confirm(waiting);
        await(waiting, "succeeded");
        assertThat(root.resolve(".staging")).doesNotExist();
    }

    @Test
    void aServiceThatIsAskedToStopQueuesItsRunAndGoesOnFromItsCheckpointLater() throws Exception {
        start("--atomic-datasets.checkpoint-interval=1ms");
        String running = submit("{\"num_images\": 500000, \"output_dir\": \"running\"}");
        confirm(running);
        Path staged = root.resolve(".staging").resolve(running.substring("/datasets/".length()) + ".1");
        await(() -> Files.exists(staged.resolve("checkpoint.json")), "a checkpoint");

        service.destroy();

        assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(root.resolve("running")).doesNotExist();
        Path written = root.resolveSibling(root.getFileName() + ".written");
        Files.createLink(written, staged.resolve("dataset/train.npz"));
        start();
        await(running, "succeeded");
        assertThat(Files.isSameFile(written, root.resolve("running/train.npz")))
                .as("the file that was begun before is the one that was ended")
                .isTrue();
        Files.delete(written);
    }

    @Test
    void aServiceThatEverybodyCouldReachDoesNotStart() throws Exception {
        launch("--server.address=0.0.0.0");

        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isNotZero();
        assertThat(log())
                .contains("server.address is 0.0.0.0", "Set it to 127.0.0.1")
                .doesNotContain("\tat ");
    }

    private void start(String... options) throws Exception {
        launch(options);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                if (get("/actuator/health").at("/status").asString().equals("UP")) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            LockSupport.parkNanos(POLL_NANOS);
            assertThat(service.isAlive()).as("the service lives: " + log()).isTrue();
            assertThat(System.nanoTime()).as("the service starts").isLessThan(deadline);
        }
    }

    private void launch(String... more) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it is started often, and then starts sooner
                "-cp",
                System.getProperty("java.class.path"),
                AtomicDatasets.class.getName(),
                "serve",
                "--server.port=" + port,
                "--atomic-datasets.root=" + root));
        command.addAll(List.of(more));
        Path log = root.resolveSibling(root.getFileName() + ".log");
        service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private String log() throws IOException {
        return Files.readString(root.resolveSibling(root.getFileName() + ".log"));
    }

    private String submit(String body) throws Exception {
        return "/datasets/" + post("/datasets", body).at("/id").asString();
    }

    private void confirm(String path) throws Exception {
        post(path + "/confirm", "");
    }

    private String state(String path) throws Exception {
        return get(path).at("/state").asString();
    }

    private void await(String path, String state) throws Exception {
        await(() -> state(path).equals(state), "becomes " + state);
    }

    private static void await(Callable<Boolean> condition, String what) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private JsonNode get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    private JsonNode post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode send(HttpRequest request) throws Exception {
        return new JsonMapper()
                .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
