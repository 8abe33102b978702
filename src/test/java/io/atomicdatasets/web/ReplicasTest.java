package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Two services over one PostgreSQL and one root, which start together on an empty database. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasTest {
    private static final String SMALL = "{\"num_images\": 100}";
    private static final String LONG = "{\"num_images\": 20000000}";
    private static final int FOUND = 60;

    @TempDir
    static Path root;

    private static EmbeddedPostgres postgres;
    private static JdbcClient jdbc;
    private static LiveService first;
    private static LiveService second;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        jdbc = JdbcClient.create(postgres.getPostgresDatabase());
        beginLogging();
        List<LiveService> both = started("postgres");
        first = both.get(0);
        second = both.get(1);
    }

    /** Here, since a process has one logging system, and two applications that begin it at once break it. */
    private static void beginLogging() {
        LoggingSystem logging = LoggingSystem.get(ReplicasTest.class.getClassLoader());
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        second.close();
        postgres.close();
    }

    private static List<LiveService> started(String database) {
        List<CompletableFuture<LiveService>> starting = Stream.of("first", "second")
                .map(name -> CompletableFuture.supplyAsync(() -> new LiveService(
                        root,
                        "--atomic-datasets.instance=" + name,
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", database))))
                .toList();
        return starting.stream().map(CompletableFuture::join).toList();
    }

    @Test
    @Order(1)
    void anyReplicaAnswersForWhatAnotherWasAsked() throws Exception {
        String id = first.make(SMALL);

        for (String what : List.of("/progress", "/files", "/samples/train/0")) {
            assertThat(second.get("/datasets/" + id + what).json())
                    .isEqualTo(first.get("/datasets/" + id + what).json());
        }
    }

    @Test
    @Order(2)
    void anyReplicaTellsOfAVerification() throws Exception {
        String verification = "/datasets/" + first.make(SMALL) + "/verification";
        assertThat(second.get(verification).status()).isEqualTo(404);

        first.post(verification, "");

        AtomicReference<JsonNode> told = new AtomicReference<>();
        await(() -> {
            told.set(second.get(verification).json());
            return !told.get().at("/state").asString().equals("running");
        });
        assertThat(told.get().at("/passed").asBoolean()).isTrue();
    }

    @Test
    @Order(3)
    void aVerificationWhoseProcessDiedIsToldAsInterruptedAndBeginsAnew() throws Exception {
        String id = first.make(SMALL);
        jdbc.sql("insert into verification values (?, ?, 'running', 1, 8, null, now() - interval '1 minute')")
                .params(UUID.fromString(id), UUID.randomUUID())
                .update();

        assertThat(second.get("/datasets/" + id + "/verification")
                        .json()
                        .at("/state")
                        .asString())
                .isEqualTo("interrupted");
        assertThat(second.post("/datasets/" + id + "/verification", "").status())
                .isEqualTo(202);
    }

    @Test
    @Order(4)
    void whatAllConfirmAtOnceIsMadeOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add((i % 2 == 0 ? first : second).plan(SMALL));
        }

        List<CompletableFuture<LiveService.Answer>> answers = new ArrayList<>();
        for (String id : ids) {
            for (LiveService replica : List.of(first, second)) {
                answers.add(answer(() -> replica.post("/datasets/" + id + "/confirm", "")));
            }
        }

        assertThat(answers).extracting(answer -> answer.join().status()).isSubsetOf(200, 202);
        for (String id : ids) {
            await(() -> state(second, id).equals("succeeded"));
        }
        assertThat(jdbc.sql("select distinct attempt from job")
                        .query(Integer.class)
                        .list())
                .containsExactly(1);
        assertThat(jdbc.sql("select count(*) - count(distinct name) from job")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @Order(5)
    void theOtherReplicaTellsWhoWorksCancelsAndTellsItsListeners() throws Exception {
        String one = first.make(LONG, "running");
        String other = first.make(LONG, "running");
        String waiting = first.make(SMALL, "queued");
        Map<String, String> workers = workers(second);
        assertThat(workers).containsOnlyKeys(one, other).containsValues("first", "second");
        JsonNode queued = second.get("/datasets/" + waiting + "/progress").json();
        assertThat(queued.at("/queue_position").asInt()).isEqualTo(1);
        assertThat(Instant.parse(queued.at("/estimated_start").asString())).isAfter(Instant.now());

        LiveService idle = workers.get(one).equals("first") ? second : first;
        CompletableFuture<LiveService.Answer> events =
                answer(() -> idle.get("/datasets/" + one + "/progress", Map.of("Accept", "text/event-stream")));
        assertThat(idle.post("/datasets/" + one + "/cancel", "").status()).isEqualTo(202);
        assertThat(events.join().text()).contains("data: {\"state\":\"cancelled\"}");
        first.post("/datasets/" + other + "/cancel", "");
        await(() -> state(second, waiting).equals("succeeded"));
    }

    @Test
    @Order(6)
    void metricsTellReplicasApart() throws IOException {
        assertThat(first.get("/actuator/prometheus").text()).contains("atomic_datasets_running{instance=\"first\"}");
        assertThat(second.get("/actuator/info").json().at("/instance").asString())
                .isEqualTo("second");
    }

    @Test
    @Order(7)
    void datasetsThatBothFindAreAdoptedOnce() throws Exception {
        String name = first.get("/datasets/" + first.make(SMALL))
                .json()
                .at("/output_dir")
                .asString();
        String metadata = Files.readString(root.resolve(name).resolve("metadata.json"));
        String id = first.get("/datasets?page_size=1").json().at("/items/0/id").asString();
        for (int i = 0; i < FOUND; i++) {
            Path copy = Files.createDirectory(root.resolve("found-" + i));
            Files.writeString(
                    copy.resolve("metadata.json"),
                    metadata.replace(id, UUID.randomUUID().toString()));
        }
        jdbc.sql("create database another").update();

        for (LiveService replica : started("another")) {
            try (replica) {
                assertThat(replica.get("/datasets?page_size=1000")
                                .json()
                                .at("/items")
                                .size())
                        .isGreaterThan(FOUND);
            }
        }
    }

    private static Map<String, String> workers(LiveService service) throws IOException {
        Map<String, String> workers = new HashMap<>();
        service.get("/actuator/info")
                .json()
                .at("/running")
                .forEach(worker -> workers.put(
                        worker.at("/dataset").asString(), worker.at("/instance").asString()));
        return workers;
    }

    private static String state(LiveService service, String id) throws IOException {
        return service.get("/datasets/" + id + "/progress").json().at("/state").asString();
    }

    private static CompletableFuture<LiveService.Answer> answer(Callable<LiveService.Answer> call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
