package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of a dataset is what it holds. */
class TruthTest extends ServiceFixture {
    @Test
    void aDatasetIsPreviewedSampledAndVerified() throws Exception {
        String path = "/datasets/"
                + json(post("/datasets", "{\"num_images\": 2000, \"annotations\": true}"))
                        .at("/id")
                        .asString();
        byte[] preview = bytes(path + "/preview?n=9").body();
        assertThat(preview).startsWith(0x89, 'P', 'N', 'G');
        assertThat(get(path + "/preview?n=0").statusCode()).isEqualTo(422);
        assertThat(get(path + "/samples/train/0").statusCode()).isEqualTo(409);
        post(path + "/confirm", "");
        awaitState(path, "succeeded");

        assertThat(bytes(path + "/preview?n=9").body()).isEqualTo(preview);
        JsonNode sample = json(get(path + "/samples/train/1599"));
        int objects = sample.at("/objects").size();
        for (int i = 0; i < objects; i++) {
            String mask = String.valueOf(i + 1);
            assertThat(sample.at("/masks").toString().split("[\\[\\],]+"))
                    .filteredOn(mask::equals)
                    .hasSize(sample.at("/objects/" + i + "/size").asInt());
        }
        assertThat(sample.at("/cells")).hasSize(16);
        assertThat(sample.at("/objects")).hasSize(sample.at("/label").asInt());
        assertThat(get(path + "/samples/train/1600").statusCode()).isEqualTo(404);
        assertThat(get(path + "/samples/trains/0").statusCode()).isEqualTo(404);
        JsonNode last = json(get(path + "/samples/train?from=1590&n=256"));
        assertThat(last.at("/count").asInt()).isEqualTo(1600);
        assertThat(last.at("/items")).hasSize(10);
        assertThat(last.at("/items/9")).isEqualTo(sample);
        assertThat(json(get(path + "/samples/val")).at("/items")).hasSize(48);
        assertThat(json(get(path + "/samples/train?from=1600")).at("/items")).isEmpty();
        assertThat(get(path + "/samples/trains").statusCode()).isEqualTo(404);
        for (String wrong :
                new String[] {"from=-1", "from=x", "from=1e1", "n=0", "n=257", "n=", "from=9999999999999999999"}) {
            assertThat(get(path + "/samples/train?" + wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
        HttpRequest picture = HttpRequest.newBuilder(URI.create(base + path + "/samples/val/0"))
                .header("Accept", "image/png")
                .build();
        assertThat(send(picture).headers().firstValue("Content-Type")).contains("image/png");

        assertThat(get(path + "/verification").statusCode()).isEqualTo(404);
        assertThat(post(path + "/verification?regenerate=maybe", "").statusCode())
                .isEqualTo(422);
        assertThat(post(path + "/verification?regenerate=true", "").statusCode())
                .isEqualTo(202);
        assertThat(awaitVerification(path).at("/passed").asBoolean()).isTrue();
        Path file = root.resolve(json(get(path)).at("/output_dir").asString()).resolve("test.npz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        post(path + "/verification", "");
        JsonNode verification = awaitVerification(path);
        assertThat(verification.at("/passed").asBoolean()).isFalse();
        assertThat(verification.at("/files/2/name").asString()).isEqualTo("test.npz");
        assertThat(verification.at("/files/2/actual").asString())
                .isNotEqualTo(verification.at("/files/2/expected").asString());
    }

    private static JsonNode awaitVerification(String path) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        JsonNode now = json(get(path + "/verification"));
        while (now.at("/state").asString().equals("running")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            now = json(get(path + "/verification"));
        }
        return now;
    }
}
