package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send and take little by little hold no thread that others would need. */
class SlowClientsTest {
    private static final int MANY = 100;
    private static final String LARGE = "/swagger-ui/swagger-ui-bundle.js";
    private static final String LONG_BODY = "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n{";

    @TempDir
    static Path root;

    private static LiveService service;
    private static String key;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Path file = root.resolve("api.key");
        service = new LiveService(
                root.resolve("datasets"),
                "--atomic-datasets.api-key-file=" + file,
                "--atomic-datasets.body-deadline=3s",
                "--server.tomcat.connection-timeout=5s");
        key = Files.readString(file).strip();
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
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\n" + LONG_BODY,
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\n" + LONG_BODY,
                "POST /datasets HTTP/1.1\r\nHost: evil.example\r\n" + LONG_BODY,
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\n" + LONG_BODY,
                "PUT /session HTTP/1.1\r\nHost: localhost\r\n" + LONG_BODY,
                "POST /WEB-INF/x HTTP/1.1\r\nHost: localhost\r\n" + LONG_BODY,
                "POST /a;b HTTP/1.1\r\nHost: localhost\r\n" + LONG_BODY,
                "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n" + LONG_BODY,
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\nExpect: 100-continue\r\n" + LONG_BODY,
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\nContent-Type: application/x-www-form-urlencoded"
                        + "\r\nContent-Length: 60000\r\n\r\na",
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\nContent-Type: multipart/form-data; boundary=x"
                        + "\r\nContent-Length: 60000\r\n\r\n-",
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\nX-API-Key: KEY\r\nX-Half: "
            })
    void requestsThatNeverEndKeepNobodyWaiting(String beginning) throws IOException {
        for (int i = 0; i < MANY; i++) {
            send(beginning.replace("KEY", key));
        }

        assertThat(health()).isEqualTo("HTTP/1.1 200 ");
        assertThat(service.get("/datasets", Map.of("X-API-Key", key)).status()).isEqualTo(200);
    }

    @Test
    void idleConnectionsKeepNobodyWaiting() throws IOException {
        for (int i = 0; i < 1000; i++) {
            send("");
        }

        assertThat(health()).isEqualTo("HTTP/1.1 200 ");
    }

    @Test
    void longAnswersFindRoomAgainWhenWhoTookNothingIsGivenUp() throws IOException {
        AtomicReference<LiveService.Answer> last = new AtomicReference<>();
        await(
                () -> { // a busy machine gives up the first before it has read the last, so there are always new ones
                    for (int i = 0; i < MANY; i++) {
                        takeNothing("GET " + LARGE + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    }
                    last.set(service.get(LARGE));
                    return last.get().status() == 429;
                });
        LiveService.Answer refused = last.get();
        assertThat(refused.headers()).containsKey("retry-after");
        assertThat(refused.text()).contains("problem:busy");

        await(() -> service.get(LARGE).status() == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key: KEY\r\n", "X-API-Key: KEY\r\nExpect: 100-continue\r\n"})
    void aBodyThatIsTooSlowIsAnsweredAndItsConnectionClosed(String header) throws IOException {
        Socket socket = send("POST /datasets HTTP/1.1\r\nHost: localhost\r\n" + header.replace("KEY", key) + LONG_BODY);

        String answer = all(socket);

        assertThat(answer).contains("HTTP/1.1 408 ", "Connection: close", "problem:body-too-slow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "evil.example"})
    void aRefusedRequestIsAnsweredAtTheDeadlineTheLatest(String host) throws IOException {
        Socket socket = send("POST /datasets HTTP/1.1\r\nHost: " + host + "\r\n" + LONG_BODY);

        assertThat(all(socket))
                .contains("Connection: close", "application/problem+json")
                .containsPattern("401|421");
    }

    @Test
    void aRefusedRequestWithAWholeBodyKeepsItsConnection() throws IOException {
        String refused = "POST /datasets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
        String last = "GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        Socket socket = send(refused + refused + last);

        assertThat(all(socket)).containsPattern("(?s)HTTP/1.1 401 .*HTTP/1.1 401 .*HTTP/1.1 200 ");
    }

    @Test
    void requestsWithBodiesMayFollowEachOtherAtOnce() throws IOException {
        String head = "POST /datasets?dry_run=true HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key
                + "\r\nContent-Type: application/json\r\n";
        String body = "{\"num_images\":1}";
        String chunked = head + "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"nu\r\nc\r\nm_images\":1}\r\n0\r\n\r\n";
        String whole = head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        String last = "DELETE /session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        Socket socket = send(chunked + whole + chunked + last);

        assertThat(all(socket)).containsPattern("(?s)(HTTP/1.1 200 .*){3}HTTP/1.1 204 ");
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredThoughItIsSentWhole() throws IOException {
        byte[] large = new byte[500_000];

        LiveService.Answer answer =
                service.send("POST", "/datasets", Map.of("X-API-Key", key, "Content-Type", "application/json"), large);

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aChunkWithoutALengthEndsTheConnection() throws IOException {
        Socket socket = send("POST /datasets HTTP/1.1\r\nHost: localhost\r\nX-API-Key: " + key
                + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");

        assertThat(all(socket)).doesNotContain("HTTP/1.1 500", "HTTP/1.1 2");
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket("localhost", service.port());
        sockets.add(socket);
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return socket;
    }

    /** Asks for something over a connection that holds little of the answer. */
    private Socket takeNothing(String text) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.setReceiveBufferSize(1024);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress("localhost", service.port()));
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        return socket;
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

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }

    /** The status line, which must come long before a slow client is given up. */
    private String health() throws IOException {
        Socket socket = send("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        socket.setSoTimeout(4000);
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
    }
}
