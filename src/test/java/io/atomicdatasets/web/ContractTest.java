package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** States, idempotency, entity tags, paging and limits over HTTP. */
class ContractTest {
    private static final String SMALL = "{\"num_images\": 10}";

    @TempDir
    static Path root;

    private static LiveService service;

    @BeforeAll
    static void start() {
        // So many are planned here that the usual limit would be met.
        service = new LiveService(root, "--atomic-datasets.max-awaiting=500", "--atomic-datasets.max-queued=300");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "awaiting_confirmation, 202, 200, 409, 409, 204",
        "queued,                202, 200, 409, 409, 409",
        "running,               202, 202, 409, 409, 409",
        "cancelling,            409, 202, 409, 409, 409",
        "publishing,            202, 409, 409, 409, 409",
        "succeeded,             200, 409, 409, 410, 204",
        "failed,                409, 409, 202, 409, 204",
        "cancelled,             409, 200, 202, 409, 204",
        "expired,               410, 410, 410, 410, 204",
    })
    void everyCallInEveryStateAnswersAsTheTableSays(
            String state, int confirm, int cancel, int retry, int files, int delete) throws IOException {
        assertThat(call(state, "POST", "/confirm")).isEqualTo(confirm);
        assertThat(call(state, "POST", "/cancel")).isEqualTo(cancel);
        assertThat(call(state, "POST", "/retry")).isEqualTo(retry);
        // A dataset that was only said to have succeeded has no directory: its files are gone.
        for (String path : List.of(
                "/files",
                "/files/train.npz",
                "/train.npz",
                "/files.tar",
                "/metadata",
                "/report",
                "/samples/train/0",
                "/samples/train")) {
            assertThat(call(state, "GET", path)).as(path).isEqualTo(files);
        }
        assertThat(call(state, "GET", "/progress")).isEqualTo(200);
        assertThat(call(state, "GET", "")).isEqualTo(200);
        assertThat(call(state, "GET", "/preview?n=1")).isEqualTo(state.equals("expired") ? 410 : 200);
        assertThat(call(state, "DELETE", "")).isEqualTo(delete);
    }

    private static int call(String state, String method, String path) throws IOException {
        String id = service.plan(SMALL);
        service.force(id, state);
        LiveService.Answer answer = service.send(method, "/datasets/" + id + path, Map.of(), new byte[0]);
        if (answer.status() == 409) {
            assertThat(answer.json().at("/state").asString()).isEqualTo(state);
        }
        service.force(id, "cancelled");
        service.send("DELETE", "/datasets/" + id, Map.of(), new byte[0]);
        return answer.status();
    }

    @Test
    void theSameKeyAndRequestIsAnsweredWithTheSameDatasetEvenAtTheSameTime() throws Exception {
        Map<String, String> headers = new HashMap<>(LiveService.JSON);
        headers.put("Idempotency-Key", "one-of-mine");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(() -> service.send("POST", "/datasets", headers, SMALL.getBytes(UTF_8))
                        .json()
                        .at("/id")
                        .asString());
            }
            List<String> ids = new ArrayList<>();
            for (Future<String> id : pool.invokeAll(calls)) {
                ids.add(id.get());
            }
            assertThat(ids).doesNotContain("").containsOnly(ids.get(0));
        } finally {
            pool.shutdown();
        }

        LiveService.Answer other = service.send("POST", "/datasets", headers, "{\"num_images\": 11}".getBytes(UTF_8));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().at("/detail").asString()).contains("Idempotency-Key");
    }

    @Test
    void twoHundredConfirmationsAtOnceMakeOneRun() throws Exception {
        String id = service.plan(SMALL);
        ExecutorService pool = Executors.newFixedThreadPool(50);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                calls.add(() -> service.post("/datasets/" + id + "/confirm", "").status());
            }
            for (Future<Integer> status : pool.invokeAll(calls)) {
                assertThat(status.get()).isIn(200, 202);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aDatasetThatDidNotChangeIsNotSentAgain() throws IOException {
        String id = service.plan(SMALL);
        String etag = service.get("/datasets/" + id).headers().get("etag");

        LiveService.Answer same = service.get("/datasets/" + id, Map.of("If-None-Match", etag));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.text()).isEmpty();
        service.post("/datasets/" + id + "/cancel", "");
        assertThat(service.get("/datasets/" + id, Map.of("If-None-Match", etag)).status())
                .isEqualTo(200);
    }

    @Test
    void pagesAreNotShiftedByWhatIsAskedForMeanwhile() throws IOException {
        List<String> ids = List.of(service.plan(SMALL), service.plan(SMALL), service.plan(SMALL));
        JsonNode first = service.get("/datasets?page_size=2").json();
        service.plan(SMALL);

        JsonNode second = service.get("/datasets?page_size=1&page_token="
                        + first.at("/next_page_token").asString())
                .json();

        assertThat(first.at("/items/0/id").asString()).isEqualTo(ids.get(2));
        assertThat(second.at("/items/0/id").asString()).isEqualTo(ids.get(0));
    }

    @Test
    void limitsAreKeptAndSayWhenToComeBack(@TempDir Path other) throws IOException {
        try (LiveService narrow = new LiveService(
                other,
                "--atomic-datasets.max-awaiting=1",
                "--atomic-datasets.max-images=1000",
                "--atomic-datasets.max-body=1KB",
                "--atomic-datasets.max-page-size=5",
                "--atomic-datasets.max-queued=0")) {
            String id = narrow.plan(SMALL);
            LiveService.Answer tooMany = narrow.post("/datasets", SMALL);

            assertThat(tooMany.status()).isEqualTo(429);
            assertThat(tooMany.headers()).containsKey("retry-after");
            LiveService.Answer full = narrow.post("/datasets/" + id + "/confirm", "");
            assertThat(full.status()).isEqualTo(429);
            assertThat(full.headers()).containsKey("retry-after");
            assertThat(narrow.post("/datasets", "{\"num_images\": 1001}").status())
                    .isEqualTo(422);
            assertThat(narrow.post("/datasets", SMALL + " ".repeat(1024)).status())
                    .isEqualTo(413);
            assertThat(narrow.get("/datasets?page_size=6").status()).isEqualTo(422);
        }
    }

    @Test
    void aDiskWithoutRoomIsToldInBytes(@TempDir Path other) throws IOException {
        try (LiveService full = new LiveService(other, "--atomic-datasets.disk-reserve=1000000TB")) {
            LiveService.Answer refused = full.post("/datasets", SMALL);

            assertThat(refused.status()).isEqualTo(507);
            assertThat(refused.json().at("/needed_bytes").asLong()).isPositive();
            assertThat(refused.json().at("/free_bytes").asLong()).isZero();
        }
    }
}
