package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.cli.Terminal;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A dataset from its plan to its end. */
class LifeOfADatasetTest extends ServiceFixture {
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
        assertThat(json(progress).at("/overall_percentage").asInt()).isEqualTo(100);
        assertThat(json(progress).at("/splits/train/n").asLong()).isEqualTo(80_000);
        assertThat(json(progress).at("/text").asString())
                .startsWith("Generating images: 100%|##########| 100000/100000 [");

        JsonNode files = json(get(path + "/files"));
        assertThat(files).hasSize(10);
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
    void aLargeRunIsCancelledAndLeavesNothing() throws Exception {
        String path = "/datasets/"
                + json(post("/datasets", "{\"num_images\": 50000000, \"output_dir\": \"large\"}"))
                        .at("/id")
                        .asString();
        post(path + "/confirm", "");
        awaitState(path, "running");

        assertThat(post(path + "/cancel", "").statusCode()).isIn(200, 202);

        awaitState(path, "cancelled");
        assertThat(root.resolve("large")).doesNotExist();
        assertThat(root.resolve(".staging/large.name")).doesNotExist();
        assertThat(files()).noneMatch(file -> file.contains(path.substring("/datasets/".length())));
        assertThat(get(path + "/files").statusCode()).isEqualTo(409);
        assertThat(json(get(path + "/files")).at("/state").asString()).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=50", "respond-async, Wait = \"50\"", "return=\"a, wait=0\", wait=50; x=y"})
    void whoPrefersToWaitIsAnsweredWhenTheRunHasEnded(String preference) throws Exception {
        String path = "/datasets/"
                + json(post("/datasets", "{\"num_images\": 200000}")).at("/id").asString();

        HttpResponse<String> confirmed = send(preferring(preference, request("POST", path + "/confirm", "")));

        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(json(confirmed).at("/state").asString()).isEqualTo("succeeded");
        assertThat(confirmed.headers().firstValue("Preference-Applied")).contains("wait=50");
    }

    @Test
    void whoWaitsForALongRunIsToldAfterThatTimeHowFarItIs() throws Exception {
        String path = "/datasets/"
                + json(post("/datasets", "{\"num_images\": 50000000}"))
                        .at("/id")
                        .asString();

        HttpResponse<String> confirmed = send(preferring("wait=1", request("POST", path + "/confirm", "")));
        HttpResponse<String> progress = send(preferring("wait=1", request("GET", path + "/progress", "")));

        assertThat(confirmed.statusCode()).isEqualTo(202);
        assertThat(confirmed.headers().firstValue("Location")).contains(path + "/progress");
        assertThat(json(progress).at("/state").asString()).isEqualTo("running");
        assertThat(progress.headers().firstValue("Preference-Applied")).contains("wait=1");
        assertThat(progress.headers().firstValue("Cache-Control")).contains("no-store");
        CompletableFuture<HttpResponse<String>> waiting = client.sendAsync(
                preferring("wait=3600", request("GET", path + "/progress", "")), HttpResponse.BodyHandlers.ofString());
        post(path + "/cancel", "");
        assertThat(json(waiting.get()).at("/state").asString()).isEqualTo("cancelled");
        assertThat(waiting.get().headers().firstValue("Preference-Applied")).contains("wait=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wait", "wait=", "wait=-1", "wait=soon", "wait=99999999999", "x=wait=9", "handling=lenient"})
    void aPreferenceThatCannotBeReadIsNoneAndNoError(String preference) throws Exception {
        String path = "/datasets/"
                + json(post("/datasets", "{\"num_images\": 10}")).at("/id").asString();

        HttpResponse<String> progress = send(preferring(preference, request("GET", path + "/progress", "")));

        assertThat(progress.statusCode()).isEqualTo(200);
        assertThat(progress.headers().firstValue("Preference-Applied")).isEmpty();
    }

    private static HttpRequest preferring(String preference, HttpRequest request) {
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .header("Prefer", preference)
                .build();
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
}
