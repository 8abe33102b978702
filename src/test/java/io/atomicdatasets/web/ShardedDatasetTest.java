package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.cli.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A dataset that is made in shards, from its plan to its end. */
class ShardedDatasetTest extends ServiceFixture {
    private static final String REQUEST = "{\"num_images\": 40000, \"shard_size\": 16384, \"output_dir\": \"%s\"}";

    @Test
    void serviceAndTerminalMakeTheSameShards(@TempDir Path elsewhere) throws Exception {
        String path = make(REQUEST.formatted("mine"));
        Path other = elsewhere.resolve("mine");

        assertThat(Terminal.run(
                        "generate",
                        "--num-images=40000",
                        "--shard-size=16384",
                        "--yes",
                        "--quiet",
                        "--output-dir=" + other))
                .isZero();

        List<String> shards = names(path).filter(name -> name.endsWith(".npz")).toList();
        assertThat(shards)
                .contains("train-00000.npz", "train-00001.npz", "train-00002.npz", "val-00000.npz", "test-00000.npz");
        for (String name : shards) {
            assertThat(bytes(path + "/files/" + name).body())
                    .as(name)
                    .isEqualTo(Files.readAllBytes(other.resolve(name)));
        }
    }

    @Test
    void anImageOfAShardIsTheOneOfTheWholeFile() throws Exception {
        String sharded = make(REQUEST.formatted("sharded"));
        String whole = make("{\"num_images\": 40000}");

        for (String sample : new String[] {"train/0", "train/31999", "val/3999", "test/2000"}) {
            assertThat(json(get(sharded + "/samples/" + sample))).isEqualTo(json(get(whole + "/samples/" + sample)));
        }
        assertThat(get(sharded + "/samples/train/32000").statusCode()).isEqualTo(404);
    }

    @Test
    void shardsAreMadeAgainAndCompared() throws Exception {
        String path = make(REQUEST.formatted("again"));

        post(path + "/verification?regenerate=true", "");
        JsonNode verification = json(get(path + "/verification"));
        while (verification.at("/state").asString().equals("running")) {
            verification = json(get(path + "/verification"));
        }

        assertThat(verification.at("/passed").asBoolean()).isTrue();
        assertThat(StreamSupport.stream(verification.at("/files").spliterator(), false)
                        .map(file -> file.at("/name").asString()))
                .containsAll(names(path).filter(name -> name.endsWith(".npz")).toList());
    }

    @Test
    void theListOfDigestsIsThatOfAllFiles() throws Exception {
        String path = make(REQUEST.formatted("sums"));

        assertThat(new String(bytes(path + "/files/SHA256SUMS").body(), StandardCharsets.US_ASCII).lines())
                .containsExactlyInAnyOrderElementsOf(
                        StreamSupport.stream(json(get(path + "/files")).spliterator(), false)
                                .filter(file -> !List.of("SHA256SUMS", "metadata.json")
                                        .contains(file.at("/name").asString()))
                                .map(file -> file.at("/sha256").asString() + "  "
                                        + file.at("/name").asString())
                                .toList());
    }

    private static Stream<String> names(String path) throws Exception {
        return StreamSupport.stream(json(get(path + "/files")).spliterator(), false)
                .map(file -> file.at("/name").asString());
    }
}
