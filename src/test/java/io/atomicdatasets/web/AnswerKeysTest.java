package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The keys of every JSON answer, in their order, are the ones in {@code answer-keys.txt}: a record that is renamed somewhere
 * inside cannot break clients by accident. Who adds a key adds it there.
 */
class AnswerKeysTest {
    @TempDir
    static Path root;

    private static LiveService service;

    @BeforeAll
    static void start() {
        service = new LiveService(root);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void everyAnswerHasTheKeysThatClientsKnow() throws IOException {
        String request = "{\"num_images\": 100, \"seed\": 1, \"annotations\": true, \"factors\": true, "
                + "\"split_by\": \"shapes\", \"pairs\": \"move\", \"compression\": \"stored\"}";
        List<String> lines = new ArrayList<>();
        describe(lines, "POST /datasets?dry_run=true", service.post("/datasets?dry_run=true", request));
        describe(lines, "POST /preview?n=2", service.post("/preview?n=2", request));
        LiveService.Answer planned = service.post("/datasets", request);
        describe(lines, "POST /datasets", planned);
        String failed = service.plan(request);
        service.force(failed, "failed");
        describe(lines, "GET /datasets/{id} (failed)", service.get("/datasets/" + failed));
        describe(lines, "GET /datasets/{id}/progress (failed)", service.get("/datasets/" + failed + "/progress"));

        String dataset = "/datasets/" + service.make(request);
        describe(lines, "GET /datasets?page_size=1", service.get("/datasets?page_size=1"));
        describe(lines, "GET /datasets/{id}", service.get(dataset));
        describe(lines, "GET /datasets/{id}/progress", service.get(dataset + "/progress"));
        describe(lines, "GET /datasets/{id}/files", service.get(dataset + "/files"));
        describe(lines, "GET /datasets/{id}/samples/train/0", service.get(dataset + "/samples/train/0"));
        describe(lines, "GET /datasets/{id}/samples/train?n=2", service.get(dataset + "/samples/train?n=2"));
        service.post(dataset + "/verification", "");
        describe(lines, "GET /datasets/{id}/verification", verified(dataset));
        describe(lines, "POST /datasets (wrong)", service.post("/datasets", "{\"num_images\": 0}"));
        describe(lines, "POST /datasets/{id}/cancel (succeeded)", service.post(dataset + "/cancel", ""));

        assertThat(lines).isEqualTo(golden());
    }

    private static LiveService.Answer verified(String dataset) throws IOException {
        LiveService.Answer answer;
        do {
            answer = service.get(dataset + "/verification");
        } while (answer.json().at("/state").asString().equals("running"));
        return answer;
    }

    /** One line for the call, one for each key below it, such as {@code items[].estimate.bytes}. */
    private static void describe(List<String> lines, String call, LiveService.Answer answer) {
        lines.add(call + " " + answer.status());
        Set<String> keys = new LinkedHashSet<>();
        collect(keys, "", answer.json());
        keys.forEach(key -> lines.add("  " + key));
    }

    private static void collect(Set<String> keys, String path, JsonNode node) {
        node.forEach(element -> {
            if (node.isArray()) {
                collect(keys, path + "[]", element);
            }
        });
        node.properties().forEach(member -> {
            String key = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            keys.add(key);
            collect(keys, key, member.getValue());
        });
    }

    private static List<String> golden() throws IOException {
        try (InputStream file = AnswerKeysTest.class.getResourceAsStream("/answer-keys.txt")) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
