package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.HandMadeShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** A dataset that is cut into shards, over HTTP. */
class ShardsTest {
    private static final int SHARDS = 120;

    @TempDir
    static Path root;

    private static LiveService service;
    private static String dataset;

    @BeforeAll
    static void start() throws Exception {
        service = new LiveService(root);
        dataset = "/datasets/" + service.make("{\"num_images\": 1000, \"output_dir\": \"cut\"}");
        HandMadeShards.cut(root.resolve("cut"), SHARDS);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyFileOfTheListIsThereAndTellsWhatItHolds() throws Exception {
        JsonNode files = service.get(dataset + "/files").json();

        assertThat(files).hasSize(3 * SHARDS + 7);
        assertThat(files.at("/1/name").asString()).isEqualTo("train-00001.npz");
        assertThat(files.at("/1/split").asString()).isEqualTo("train");
        assertThat(files.at("/1/first_candidate").asLong()).isEqualTo(16_384);
        long images = 0;
        for (JsonNode file : files) {
            LiveService.Answer answer = service.get(file.at("/href").asString());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers())
                    .containsEntry("etag", '"' + file.at("/sha256").asString() + '"');
            assertThat(answer.bytes()).hasSize(file.at("/bytes").asInt());
            images += file.at("/images").asLong();
        }
        assertThat(images).isEqualTo(1000);
    }

    @Test
    void aShardIsSentInPartsAsAnyFileIs() throws IOException {
        String shard = dataset + "/files/val-00003.npz";

        LiveService.Answer part = service.get(shard, Map.of("Range", "bytes=4-8"));
        LiveService.Answer head = service.send("HEAD", shard, Map.of(), new byte[0]);

        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("00003");
        assertThat(head.headers()).containsEntry("content-disposition", "attachment; filename=\"val-00003.npz\"");
        assertThat(service.get(shard, Map.of("If-None-Match", head.headers().get("etag")))
                        .status())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "/train.npz, train",
        "/files/train.npz, train",
        "/val.npz, val",
        "/test.npz, test",
        "/files/test-00120.npz, test"
    })
    void whoAsksForASplitAsOneFileIsToldItsShards(String path, String split) throws IOException {
        LiveService.Answer answer = service.get(dataset + path);

        assertThat(answer.status()).isEqualTo(404);
        JsonNode problem = answer.json();
        assertThat(problem.at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:not-found");
        assertThat(problem.at("/detail").asString())
                .isEqualTo(
                        "The images of %1$s are in 120 files, %1$s-00000.npz to %1$s-00119.npz; /files lists all files."
                                .formatted(split));
        assertThat(problem.at("/shard_count").asInt()).isEqualTo(SHARDS);
        assertThat(problem.at("/shards")).hasSize(100);
        assertThat(problem.at("/shards/99").asString()).isEqualTo(split + "-00099.npz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/files/train-0.npz",
                "/files/train-000001.npz",
                "/files/TRAIN-00000.npz",
                "/files/chunks",
                "/files/stray-00000.npz"
            })
    void anyOtherNameIsUnknown(String path) throws IOException {
        Files.write(root.resolve("cut/stray-00000.npz"), new byte[1]);

        LiveService.Answer answer = service.get(dataset + path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().has("shards")).isFalse();
    }

    @Test
    void aFileBesideTheListIsNotServedWhateverItsName() throws IOException {
        Files.write(root.resolve("cut/train-00777.npz"), new byte[1]);

        assertThat(service.get(dataset + "/files/train-00777.npz").status()).isEqualTo(404);
    }

    @Test
    void digestsAreVerifiedAndAChangedShardIsNamed() throws Exception {
        Path shard = root.resolve("cut/train-00007.npz");
        byte[] sound = Files.readAllBytes(shard);
        Files.write(shard, new String(sound, UTF_8).replace("7", "8").getBytes(UTF_8));

        service.post(dataset + "/verification", "");
        JsonNode verification;
        do {
            verification = service.get(dataset + "/verification").json();
        } while (verification.at("/state").asString().equals("running"));

        Files.write(shard, sound);
        assertThat(verification.at("/passed").asBoolean()).isFalse();
        assertThat(verification.at("/files")).hasSize(3 * SHARDS + 6);
        for (JsonNode file : verification.at("/files")) {
            assertThat(file.at("/expected").equals(file.at("/actual")))
                    .isEqualTo(!file.at("/name").asString().equals("train-00007.npz"));
        }
    }

    @Test
    void imagesAreMadeAgainFromTheTableOfChunks() throws IOException {
        LiveService.Answer sample = service.get(dataset + "/samples/train/799");

        assertThat(sample.status()).isEqualTo(200);
        assertThat(sample.json().at("/cells")).hasSize(16);
    }

    @Test
    void aDatasetThatWasPutIntoTheRootIsFoundAndDeletedWithAllItsFiles(@TempDir Path other) throws IOException {
        try (LiveService maker = new LiveService(other)) {
            maker.make("{\"num_images\": 100, \"output_dir\": \"found\"}");
        }
        FileSystemUtils.deleteRecursively(other.resolve(".store"));
        HandMadeShards.cut(other.resolve("found"), 5);

        try (LiveService finder = new LiveService(other)) {
            JsonNode found = finder.get("/datasets").json().at("/items/0");
            assertThat(found.at("/state").asString()).isEqualTo("succeeded");
            assertThat(found.at("/request/shard_size").asInt()).isEqualTo(16_384);
            String path = "/datasets/" + found.at("/id").asString();
            assertThat(finder.get(path + "/files/test-00004.npz").status()).isEqualTo(200);
            assertThat(finder.send("DELETE", path, Map.of(), new byte[0]).status())
                    .isEqualTo(204);
        }
        assertThat(other.resolve("found")).doesNotExist();
    }
}
