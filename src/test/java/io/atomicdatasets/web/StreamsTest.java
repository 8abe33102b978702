package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Images without a dataset, by a client of any speed, and for no more clients at once than there is room for. */
class StreamsTest {
    private static final int PLACES = 16;
    private static final int THREADS = 4;
    private static final String LONG = "/images?count=1048576&compression=stored";

    @TempDir
    static Path root;

    private static LiveService service;

    private final List<Socket> sockets = new ArrayList<>();

    /** A connection holds little of an answer; and an answer that fails on its way. */
    @Configuration(proxyBeanMethods = false)
    static class LittleBuffersAndAFault {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> littleBuffers() {
            return factory ->
                    factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "4096"));
        }

        @Bean
        Failing failing() {
            return new Failing();
        }
    }

    @RestController
    static class Failing {
        @GetMapping("/failing")
        void fail(HttpServletRequest request) throws IOException {
            Iterator<ByteBuffer> parts = List.of(ByteBuffer.allocate(0), ByteBuffer.allocate(100_000))
                    .iterator();
            StreamAnswer.Parts failing = () -> {
                if (!parts.hasNext()) {
                    throw new IllegalStateException("a fault of the test's");
                }
                return parts.next();
            };
            new StreamAnswer(request.startAsync(), failing, work -> new Thread(work).start(), () -> {}).open();
        }
    }

    @BeforeAll
    static void start() {
        service = LiveService.configured(
                LittleBuffersAndAFault.class,
                root.resolve("datasets"),
                "--server.tomcat.connection-timeout=10m",
                "--server.tomcat.threads.max=" + THREADS,
                "--server.tomcat.threads.min-spare=" + THREADS);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        awaitStatus("/images?count=1", 200);
    }

    private static void awaitStatus(String target, int status) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (service.get(target).status() != status) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"palette\": \"arc\", \"values\": [9, 2], \"value_mode\": \"same\", \"split_by\": \"shapes\"', "
                + "'palette=arc&values=9,2&value_mode=same&split_by=shapes', val",
        "'\"mix\": {\"blob\": 0.4, \"line\": 0.6}, \"annotations\": true', 'mix=blob=0.4,line=0.6&annotations=true', train",
        "'\"splits\": {\"train\": 0.7, \"val\": 0.3}, \"compression\": \"stored\"', "
                + "'splits=train%3D0.7,val%3D0.3&compression=stored', val",
        "'\"split_by\": \"shapes\", \"pairs\": \"move\", \"annotations\": true, \"factors\": true', "
                + "'split_by=shapes&pairs=move&annotations=true&factors=true', val",
    })
    void consecutiveAnswersHoldWhatADatasetOfTheRequestHolds(String fields, String query, String split)
            throws IOException {
        String dataset = "/datasets/" + service.make("{\"num_images\": 20000, " + fields + "}");
        Map<String, byte[]> held =
                arrays(service.get(dataset + "/" + split + ".npz").bytes());
        Map<String, ByteArrayOutputStream> streamed = new TreeMap<>();
        held.keySet().forEach(name -> streamed.put(name, new ByteArrayOutputStream()));
        for (int start = 0; streamed.get("labels.npy").size() < held.get("labels.npy").length; start += 7_000) {
            String target = "/images?" + query + "&split=" + split + "&count=7000&start=" + start;
            Map<String, byte[]> part = arrays(service.get(target).bytes());
            assertThat(part.keySet()).containsAll(held.keySet()).contains("candidates.npy");
            streamed.forEach((name, bytes) -> bytes.writeBytes(part.get(name)));
        }

        streamed.forEach(
                (name, bytes) -> assertThat(bytes.toByteArray()).as(name).startsWith(held.get(name)));
    }

    /** The elements of each array, without its head. */
    private static Map<String, byte[]> arrays(byte[] npz) throws IOException {
        Map<String, byte[]> arrays = new TreeMap<>();
        try (ZipFile zip =
                new ZipFile(Files.write(root.resolve("answer.npz"), npz).toFile())) {
            for (var entry : zip.stream().toList()) {
                byte[] npy = zip.getInputStream(entry).readAllBytes();
                arrays.put(entry.getName(), Arrays.copyOfRange(npy, 128, npy.length));
            }
        }
        return arrays;
    }

    @Test
    void anAnswerIsAFileThatMayBeKeptForEver() throws IOException {
        LiveService.Answer answer = service.get("/images?start=5&count=100&split=test");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/zip")
                .containsEntry("content-disposition", "attachment; filename=\"test-5-100.npz\"")
                .containsEntry("cache-control", "private, immutable, max-age=31536000")
                .containsEntry("algorithm-version", "2");
        assertThat(answer.headers().get("vary")).contains("Accept");
        assertThat(answer.headers().get("etag")).matches("\"[0-9a-f]{64}\"");
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream, application/octet-stream",
        "*/*, application/zip",
        "application/*, application/zip",
        "'application/octet-stream, application/zip;q=0.5', application/octet-stream",
        "'application/zip;q=0, application/octet-stream', application/octet-stream",
        "'application/octet-stream;q=0.1, */*', application/zip",
    })
    void theCellsAloneComeAsAFileOfNumPys(String accept, String type) throws IOException {
        LiveService.Answer answer = service.get("/images?count=100", Map.of("Accept", accept));

        assertThat(answer.headers()).containsEntry("content-type", type);
        assertThat(answer.text()).startsWith(type.endsWith("zip") ? "PK" : "\ufffdNUMPY");
        if (!type.endsWith("zip")) {
            byte[] cells = arrays(service.get("/images?count=100").bytes()).get("images.npy");
            assertThat(answer.bytes()).hasSize(128 + cells.length).endsWith(cells);
        }
    }

    @Test
    void noOtherTypeIsMade() throws IOException {
        LiveService.Answer answer = service.get("/images", Map.of("Accept", "image/png"));

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.json().at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:not-acceptable");
    }

    @Test
    void equalRequestsHaveOneTagHoweverTheyAreWritten() throws IOException {
        String tag = tag("/images?mix=blob=0.4,line=0.6&count=100", "*/*");

        for (String same : new String[] {
            "/images?count=100&mix=line=6e-1,blob=0.40",
            "/images?count=1e2&mix=blob%3D0.4%2Cline%3D0.6&seed=42&split=train&start=0&compression=deflate",
        }) {
            assertThat(tag(same, "*/*")).as(same).isEqualTo(tag);
        }
        for (String other : new String[] {
            "/images?mix=blob=0.4,line=0.6&count=101",
            "/images?mix=blob=0.4,line=0.6&count=100&start=1",
            "/images?mix=blob=0.4,line=0.6&count=100&seed=1",
            "/images?mix=blob=0.4,line=0.6&count=100&split=val",
            "/images?mix=blob=0.4,line=0.6&count=100&annotations=true",
            "/images?mix=blob=0.4,line=0.6&count=100&annotations=true&factors=true",
            "/images?mix=blob=0.4,line=0.5&count=100",
        }) {
            assertThat(tag(other, "*/*")).as(other).isNotEqualTo(tag);
        }
        assertThat(tag("/images?mix=blob=0.4,line=0.6&count=100", "application/octet-stream"))
                .isNotEqualTo(tag);
    }

    private static String tag(String target, String accept) throws IOException {
        LiveService.Answer head = service.send("HEAD", target, Map.of("Accept", accept), new byte[0]);
        assertThat(head.status()).as(target).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        return head.headers().get("etag");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            start=-1                          | /start
            start=9223372036854775808         | /start
            start=9223372036854775807         | /start
            start=1e30                        | /start
            count=0                           | /count
            count=1048577                     | /count
            count=1.5                         | /count
            count=                            | /count
            split=ood                         | /split
            split=TRAIN                       | /split
            seed=-1                           | /seed
            seed=1&seed=1                     | /seed
            seed=1&seed=2                     | /seed
            palette=rgb                       | /palette
            palette=arc&values=1,10,x         | /values/2
            palette=arc&values=1,10           | /values/1
            split_by=shapes&min_gap=0         | /split_by
            mix=blob                          | /mix
            mix=blob=x                        | /mix/blob
            mix=blob=0                        | /mix
            splits=train=0.5                  | /splits
            annotations=yes                   | /annotations
            annotations                       | /annotations
            factors=true                      | /factors
            num_images=5                      | /num_images
            output_dir=x                      | /output_dir
            shard_size=16384                  | /shard_size
            parquet=true                      | /parquet
            colour=red                        | /colour
            a/b~c=1                           | /a~1b~0c
            algorithm_version=x               | /algorithm_version
            """)
    void whatIsWrongIsToldByItsParameter(String query, String pointer) throws IOException {
        LiveService.Answer answer = service.get("/images?" + query);

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/problem+json")
                .doesNotContainKeys("etag", "cache-control", "content-disposition");
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json().at("/errors")).hasSize(1);
    }

    @Test
    void everyWrongParameterIsToldAtOnce() throws IOException {
        LiveService.Answer answer = service.get("/images?count=0&seed=1&seed=2&mix=blob=-1&colour=red");

        assertThat(answer.json().findValuesAsString("pointer"))
                .containsExactly("/seed", "/count", "/mix/blob", "/colour");
    }

    @Test
    void theImagesOfAnotherVersionAreNotMade() throws IOException {
        assertThat(service.get("/images?count=1&algorithm_version=2").status()).isEqualTo(200);

        LiveService.Answer answer = service.get("/images?count=1&algorithm_version=1");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:other-version");
    }

    @Test
    void clientsThatTakeNothingHoldAPlaceButNoThreadAndGiveItBack() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            slow.add(ask(LONG + "&seed=" + i));
        }
        for (Socket each : slow) { // It has a place once it got something.
            assertThat(each.getInputStream().readNBytes(15))
                    .asString(ISO_8859_1)
                    .isEqualTo("HTTP/1.1 200 \r\n");
        }

        assertThat(service.get("/actuator/health").status()).isEqualTo(200);
        assertThat(service.get("/datasets").status()).isEqualTo(200);
        LiveService.Answer refused = service.get("/images?count=1");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers())
                .containsEntry("retry-after", "5")
                .doesNotContainKeys("etag", "cache-control", "content-disposition");
        String etag = tag("/images?count=1", "*/*");
        assertThat(service.get("/images?count=1", Map.of("If-None-Match", "\"x\", W/" + etag))
                        .status())
                .as("nothing is made for who has it")
                .isEqualTo(304);
        assertThat(service.get("/images?count=1", Map.of("If-Match", "\"x\"")).status())
                .isEqualTo(412);

        slow.get(3).close();
        awaitStatus("/images?count=1", 200);
    }

    @Test
    void aClientThatTakesAnAnswerSlowlyGetsAllOfIt() throws IOException {
        String target = "/images?count=20000&palette=arc";
        byte[] whole = service.get(target).bytes();
        Socket socket = ask(target);
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (byte[] part = in.readNBytes(100); part.length > 0; part = in.readNBytes(100)) {
            taken.writeBytes(part);
        }

        String all = taken.toString(ISO_8859_1);
        assertThat(all).endsWith("\r\n0\r\n\r\n");
        assertThat(all.length()).isGreaterThan(whole.length);
    }

    @Test
    void anAnswerThatFailsOnItsWayIsNotTakenForWhole() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(service.url() + "/failing")).build();

        assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
        HttpResponse<InputStream> begun = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(begun.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> begun.body().transferTo(new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void imagesAreOnlyRead(String method) throws IOException {
        assertThat(service.send(method, "/images", Map.of(), new byte[0]).status())
                .isEqualTo(405);
    }

    /** Asks for something over a connection that holds little of the answer. */
    private Socket ask(String target) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(1024);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("localhost", service.port()));
        String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        new ByteArrayInputStream(request.getBytes(ISO_8859_1)).transferTo(socket.getOutputStream());
        return socket;
    }
}
