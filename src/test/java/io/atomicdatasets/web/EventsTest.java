package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class EventsTest {
    /** A second's work and more: several reports are told of it. */
    private static final String LARGE = "{\"num_images\": 1500000}";

    private static final String SMALL = "{\"num_images\": 1000}";

    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();
    private LiveService service;

    @BeforeEach
    void start() {
        service = new LiveService(root, "--atomic-datasets.threads=1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    /** One event of a stream. */
    private record Event(String id, String name, JsonNode data) {}

    private HttpRequest request(String id, String lastEventId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(service.url() + "/datasets/" + id + "/progress"))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(60));
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        return request.build();
    }

    private HttpResponse<Stream<String>> follow(String id, String lastEventId) throws Exception {
        return client.send(request(id, lastEventId), HttpResponse.BodyHandlers.ofLines());
    }

    private static Event next(Iterator<String> lines) {
        String id = "";
        String name = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                return new Event(id, name, new JsonMapper().readTree(line.substring("data: ".length())));
            }
        }
        throw new AssertionError("the stream ended");
    }

    private static List<Event> all(Stream<String> lines) {
        List<Event> events = new ArrayList<>();
        List<String> rest = lines.toList();
        Iterator<String> iterator = rest.iterator();
        for (long left = rest.stream().filter(line -> line.startsWith("data: ")).count(); left > 0; left--) {
            events.add(next(iterator));
        }
        return events;
    }

    private String confirmed(String body) throws IOException {
        String id = service.plan(body);
        assertThat(service.post("/datasets/" + id + "/confirm", "").status()).isEqualTo(202);
        return id;
    }

    private static String dataOf(List<Event> events, String name, String pointer) {
        return String.join(
                " ",
                events.stream()
                        .filter(event -> event.name.equals(name))
                        .map(event -> event.data.at(pointer).asString())
                        .toList());
    }

    @Test
    void aRunIsToldFromItsPlanToItsEndAndThenTheStreamEnds() throws Exception {
        String id = service.plan(LARGE);
        HttpResponse<Stream<String>> answer = follow(id, "");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        service.post("/datasets/" + id + "/confirm", "");

        List<Event> events = all(answer.body());

        assertThat(dataOf(events, "state", "/state"))
                .startsWith("awaiting_confirmation ")
                .contains(" running ")
                .endsWith(" succeeded");
        List<Long> counts = events.stream()
                .filter(event -> event.data.at("/phase").asString("").equals("generating"))
                .map(event -> event.data.at("/n").asLong())
                .toList();
        assertThat(counts).isSorted().hasSizeGreaterThan(2);
        assertThat(new HashSet<>(counts)).hasSizeGreaterThan(2);
        assertThat(events).allSatisfy(event -> assertThat(event.id).isNotEmpty());
        Event last = events.get(events.size() - 1);
        assertThat(last.name).isEqualTo("state");
        assertThat(events.get(events.size() - 2).data.at("/splits/train/n").asLong())
                .isEqualTo(1_200_000);

        assertThat(follow(id, last.id).statusCode()).isEqualTo(204);
    }

    @Test
    void whoComesBackIsNotToldAgainWhatItKnows() throws Exception {
        String id = service.plan(SMALL);
        Event first;
        try (Stream<String> lines = follow(id, "").body()) {
            first = next(lines.iterator());
        }
        assertThat(first.name).isEqualTo("progress");

        try (Stream<String> lines = follow(id, first.id).body()) {
            Event again = next(lines.iterator());
            assertThat(again.name).isEqualTo("state");
            assertThat(again.data.at("/state").asString()).isEqualTo("awaiting_confirmation");
        }
    }

    @Test
    void farMoreListenToOneRunThanThereAreThreads() throws Exception {
        String id = service.plan("{\"num_images\": 100000}");
        List<CompletableFuture<List<Event>>> listeners = new ArrayList<>();
        List<CompletableFuture<HttpResponse<Stream<String>>>> answers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            CompletableFuture<HttpResponse<Stream<String>>> answer =
                    client.sendAsync(request(id, ""), HttpResponse.BodyHandlers.ofLines());
            answers.add(answer);
        }
        for (CompletableFuture<HttpResponse<Stream<String>>> answer : answers) {
            assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
        service.post("/datasets/" + id + "/confirm", "");

        for (CompletableFuture<HttpResponse<Stream<String>>> answer : answers) {
            listeners.add(answer.thenApply(response -> all(response.body())));
        }
        for (CompletableFuture<List<Event>> listener : listeners) {
            assertThat(dataOf(listener.get(60, TimeUnit.SECONDS), "state", "/state"))
                    .endsWith("succeeded");
        }
    }

    @Test
    void whoWaitsForItsTurnIsToldItsPlaceByEveryAnswerAndAgainWhenItChanges() throws Exception {
        String running = service.make("{\"num_images\": 50000000}", "running");
        String before = confirmed(SMALL);
        String id = service.plan(SMALL);
        JsonNode answered = service.post("/datasets/" + id + "/confirm", "").json();
        JsonNode found = service.get("/datasets/" + id).json();
        JsonNode listed = service.get("/datasets?page_size=1").json().at("/items/0");

        for (JsonNode told : List.of(answered, found, listed)) {
            assertThat(told.at("/queue_position").asInt()).isEqualTo(2);
            assertThat(Instant.parse(told.at("/estimated_start").asString())).isAfter(Instant.now());
        }
        assertThat(service.get("/datasets/" + running)
                        .json()
                        .at("/queue_position")
                        .isMissingNode())
                .isTrue();
        try (Stream<String> lines = follow(id, "").body()) {
            Iterator<String> events = lines.iterator();
            assertThat(nextPlace(events)).isEqualTo(2);
            service.post("/datasets/" + before + "/cancel", "");
            assertThat(nextPlace(events)).isEqualTo(1);
        }
    }

    private static int nextPlace(Iterator<String> lines) {
        Event event;
        do {
            event = next(lines);
        } while (!event.name.equals("progress"));
        return event.data.at("/queue_position").asInt();
    }

    @Test
    void whoHangsUpIsForgottenWithoutAWord(CapturedOutput output) throws Exception {
        String id = confirmed(LARGE);
        try (Socket socket = new Socket("localhost", service.port())) {
            socket.setSoLinger(true, 0); // closes with a reset, so that the next write fails
            socket.getOutputStream()
                    .write(("GET /datasets/" + id + "/progress HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Accept: text/event-stream\r\n\r\n")
                            .getBytes(US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }

        assertThat(dataOf(all(follow(id, "").body()), "state", "/state")).endsWith("succeeded");
        assertThat(output.getAll()).doesNotContain("refused").doesNotContain("Exception");
    }

    @Test
    void aDeletedDatasetsStreamEnds() throws Exception {
        String id = service.plan(SMALL);
        HttpResponse<Stream<String>> answer = follow(id, "");

        service.send("DELETE", "/datasets/" + id, Map.of(), new byte[0]);

        assertThat(dataOf(all(answer.body()), "state", "/state")).isEqualTo("awaiting_confirmation");
    }

    @Test
    void streamsEndInOrderWhenTheServiceStops() throws Exception {
        String id = confirmed(LARGE);
        HttpResponse<Stream<String>> answer = follow(id, "");

        service.close();

        assertThat(all(answer.body())).isNotEmpty(); // a stream that is cut off throws
    }

    @Test
    void anUnknownDatasetIsAProblemAndAHeadRequestIsNoListener() throws Exception {
        String id = service.plan(SMALL);

        LiveService.Answer unknown = service.get(
                "/datasets/00000000-0000-0000-0000-000000000000/progress", Map.of("Accept", "text/event-stream"));
        LiveService.Answer head = service.send(
                "HEAD", "/datasets/" + id + "/progress", Map.of("Accept", "text/event-stream"), new byte[0]);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.headers()).containsEntry("content-type", "application/problem+json");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).containsEntry("content-type", "text/event-stream");
    }
}
