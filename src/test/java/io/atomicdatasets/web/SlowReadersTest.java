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
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clients that take nothing of their answers hold no thread; they are given up later than any test here waits. */
class SlowReadersTest {
    private static final int THREADS = 4;
    private static final int MORE_THAN_THREADS = 10;
    private static final int MORE_THAN_BUFFERS = 60;
    private static final String EMPTY_OBJECT = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    private static final String LARGE = "/swagger-ui/swagger-ui-bundle.js";

    @TempDir
    static Path root;

    private static LiveService service;

    /** A connection holds no more than some answers. */
    @Configuration(proxyBeanMethods = false)
    static class LittleBuffers {
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> littleBuffers() {
            return factory ->
                    factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "4096"));
        }
    }

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() {
        service = LiveService.configured(
                LittleBuffers.class,
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
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/swagger-ui/swagger-ui-bundle.js",
                "/v3/api-docs",
                "/css/base.css",
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

    /** However short answers are, enough of them fill the buffers of a connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /datasets HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /nowhere HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "POST /datasets HTTP/1.1\r\nHost: localhost\r\n" + EMPTY_OBJECT,
                "POST /datasets HTTP/1.1\r\nHost: evil.example\r\n" + EMPTY_OBJECT,
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\n" + EMPTY_OBJECT,
                "TRACE /datasets HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "PATCH /datasets HTTP/1.1\r\nHost: localhost\r\n\r\n"
            })
    void requestsWhoseAnswersNobodyTakesKeepNobodyWaiting(String request) throws IOException {
        for (int i = 0; i < MORE_THAN_THREADS; i++) {
            takeNothing(request.repeat(MORE_THAN_BUFFERS));
        }

        for (int i = 0; i < MORE_THAN_BUFFERS; i++) { // while one connection after the other is full
            assertThat(service.get("/actuator/health").status()).isEqualTo(200);
        }
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
