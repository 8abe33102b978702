package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service on a port of its own, spoken to byte by byte, so that no client corrects what a test sends. */
final class LiveService implements AutoCloseable {
    static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private static final JsonMapper MAPPER = new JsonMapper();

    private final ConfigurableApplicationContext context;
    private final Path root;
    private final int port;

    LiveService(Path root, String... settings) {
        this(0, root, settings);
    }

    /** On this port, or on any that is free for 0. */
    LiveService(int port, Path root, String... settings) {
        this(new Class<?>[] {Server.class}, port, root, settings);
    }

    /** With what a configuration adds to it. */
    static LiveService configured(Class<?> configuration, Path root, String... settings) {
        return new LiveService(new Class<?>[] {Server.class, configuration}, 0, root, settings);
    }

    private LiveService(Class<?>[] sources, int port, Path root, String... settings) {
        List<String> words = new ArrayList<>(List.of("--server.port=" + port, "--atomic-datasets.root=" + root));
        words.addAll(Arrays.asList(settings));
        context = new SpringApplicationBuilder(sources).run(words.toArray(String[]::new));
        this.root = root;
        this.port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port", ""));
    }

    /**
     * A free port below those that outgoing connections are given, one of which might be a client's that tries again. At random,
     * since other tests look for one at the same time.
     */
    static int steadyPort() throws IOException {
        for (int port : new Random().ints(100, 20_000, 30_000).toArray()) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException e) {
                // Somebody has it.
            }
        }
        throw new IOException("no free port between 20000 and 30000");
    }

    int port() {
        return port;
    }

    /** The directory of its datasets. */
    Path root() {
        return root;
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** An answer; header names in lower case. */
    record Answer(int status, Map<String, String> headers, String latin1) {
        byte[] bytes() {
            return latin1.getBytes(ISO_8859_1);
        }

        String text() {
            return new String(bytes(), UTF_8);
        }

        JsonNode json() {
            return MAPPER.readTree(bytes());
        }
    }

    Answer get(String target) throws IOException {
        return send("GET", target, Map.of(), new byte[0]);
    }

    Answer get(String target, Map<String, String> headers) throws IOException {
        return send("GET", target, headers, new byte[0]);
    }

    Answer post(String target, String body) throws IOException {
        return send("POST", target, JSON, body.getBytes(UTF_8));
    }

    /** Sends a request; a header without a value is left out, Host too. */
    Answer send(String method, String target, Map<String, String> headers, byte[] body) throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", "localhost:" + port);
        all.put("Connection", "close");
        if (body.length > 0 || method.equals("POST")) {
            all.put("Content-Length", String.valueOf(body.length));
        }
        all.putAll(headers);
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        all.forEach((name, value) -> head.append(value == null ? "" : name + ": " + value + "\r\n"));
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            try {
                socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
                socket.getOutputStream().write(body);
            } catch (SocketException e) {
                // It answered before it had read all, and hung up.
            }
            return answer(socket);
        }
    }

    private static Answer answer(Socket socket) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(bytes);
        } catch (SocketException e) {
            // What came before it hung up counts.
        }
        String text = bytes.toString(ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = text.substring(end + 4).getBytes(ISO_8859_1);
        boolean chunked = headers.getOrDefault("transfer-encoding", "").equals("chunked");
        int status = Integer.parseInt(lines[0].substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        return new Answer(status, headers, new String(chunked ? unchunked(body) : body, ISO_8859_1));
    }

    private static byte[] unchunked(byte[] body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        String text = new String(body, ISO_8859_1);
        int at = 0;
        while (at < body.length) {
            int line = text.indexOf("\r\n", at);
            int length = Integer.parseInt(text.substring(at, line), 16);
            whole.write(body, line + 2, length);
            at = line + 2 + length + 2;
        }
        return whole.toByteArray();
    }

    /** Plans a dataset; gives its id. */
    String plan(String body) throws IOException {
        Answer answer = post("/datasets", body);
        if (answer.status() != 201) {
            throw new AssertionError(answer.text());
        }
        return answer.json().at("/id").asString();
    }

    /** Plans, confirms and awaits a dataset; gives its id. */
    String make(String body) throws IOException {
        return make(body, "succeeded");
    }

    /** The same until it is in a state. */
    String make(String body, String state) throws IOException {
        String id = plan(body);
        post("/datasets/" + id + "/confirm", "");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Map<String, String> waiting = state.equals("succeeded") ? Map.of("Prefer", "wait=20") : Map.of();
        while (!get("/datasets/" + id + "/progress", waiting)
                .json()
                .at("/state")
                .asString()
                .equals(state)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(get("/datasets/" + id).text());
            }
        }
        return id;
    }

    /** Puts a dataset into a state behind the service's back. */
    void force(String id, String state) {
        JdbcClient jdbc = context.getBean(JdbcClient.class);
        jdbc.sql("delete from scheduled_tasks where task_instance = :id")
                .param("id", id)
                .update();
        jdbc.sql("update job set state = :state where id = cast(:id as uuid)")
                .param("state", state)
                .param("id", id)
                .update();
    }

    @Override
    public void close() {
        context.close();
    }
}
