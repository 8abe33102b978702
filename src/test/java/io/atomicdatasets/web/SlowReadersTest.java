package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take nothing of their answers hold no thread; they are given up later than any test here waits. */
class SlowReadersTest {
    private static final int MORE_THAN_THREADS = 40;
    private static final String LARGE = "/swagger-ui/swagger-ui-bundle.js";

    @TempDir
    static Path root;

    private static LiveService service;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() {
        service = new LiveService(root.resolve("datasets"), "--server.tomcat.connection-timeout=10m");
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
                "/swagger-ui/swagger-ui-bundle.js",
                "/v3/api-docs",
                "/style.css",
                "/datasets",
                "/nowhere",
                "/actuator/health",
                "/actuator/prometheus"
            })
    void answersThatNobodyTakesKeepNobodyWaiting(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            takeNothing(request);
        }

        assertThat(service.get("/actuator/health").status()).isEqualTo(200);
        assertThat(service.get("/datasets").status()).isEqualTo(200);
    }

    @Test
    void aClientThatTakesALongAnswerSlowlyGetsAllOfIt() throws IOException {
        LiveService.Answer answer = service.get(LARGE);
        while (answer.status() == 429) { // Clients of another test have just hung up.
            answer = service.get(LARGE);
        }
        byte[] whole = answer.bytes();
        Socket socket = takeNothing("GET " + LARGE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        for (byte[] part = in.readNBytes(1000); part.length > 0; part = in.readNBytes(1000)) {
            taken.writeBytes(part);
        }

        assertThat(Arrays.copyOfRange(taken.toByteArray(), taken.size() - whole.length, taken.size()))
                .isEqualTo(whole);
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
}
