package io.atomicdatasets.spark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of S3 as Hadoop's client asks for, with one bucket in memory. An object is there once a put, or the completion of an upload
 * in parts, was heard to its end; every object that ever was there is remembered.
 */
final class S3Server implements AutoCloseable {
    static final String BUCKET = "bucket";

    private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");
    private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final Map<String, SortedMap<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final List<Put> history = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> breaksOff = key -> false;

    /** An object that was there at some time. */
    record Put(String key, byte[] bytes) {}

    S3Server() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Settings of Spark for this server. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        String prefix = "spark.hadoop.fs.s3a.";
        settings.put(
                prefix + "endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
        settings.put(prefix + "endpoint.region", "us-east-1");
        settings.put(prefix + "path.style.access", "true");
        settings.put(prefix + "access.key", "nobody");
        settings.put(prefix + "secret.key", "secret");
        settings.put(prefix + "aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
        settings.put(prefix + "multipart.size", "5M");
        settings.put(prefix + "retry.interval", "20ms");
        settings.put(prefix + "connection.ssl.enabled", "false");
        return settings;
    }

    /** Names of the keys whose puts are broken off when half of them was read. */
    void breakOff(Predicate<String> keys) {
        breaksOff = keys;
    }

    /** Forgets everything. */
    void clear() {
        breaksOff = key -> false;
        objects.clear();
        uploads.clear();
        history.clear();
    }

    Map<String, byte[]> objects() {
        return objects;
    }

    /** All that was ever there, in its order. */
    List<Put> history() {
        return history;
    }

    /** Uploads in parts that were neither completed nor given up. */
    int openUploads() {
        return uploads.size();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            String key = path.contains("/") ? path.substring(path.indexOf('/') + 1) : "";
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            switch (exchange.getRequestMethod()) {
                case "PUT" -> put(exchange, key, query);
                case "POST" -> post(exchange, key, query);
                case "GET", "HEAD" -> {
                    if (key.isEmpty()) {
                        list(exchange, query);
                    } else {
                        get(exchange, key);
                    }
                }
                case "DELETE" -> delete(exchange, key, query);
                default -> answer(exchange, 405, "");
            }
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String each : raw == null ? new String[0] : raw.split("&")) {
            String[] sides = each.split("=", 2);
            query.put(sides[0], sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private void put(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        if (breaksOff.test(key)) {
            long length = Long.parseLong(exchange.getRequestHeaders().getFirst("Content-Length"));
            exchange.getRequestBody().readNBytes((int) (length / 2));
            throw new IOException("broken off"); // without an answer
        }
        byte[] bytes = body(exchange);
        String upload = query.get("uploadId");
        if (upload != null) {
            uploads.get(upload).put(Integer.parseInt(query.get("partNumber")), bytes);
        } else {
            take(key, bytes);
        }
        exchange.getResponseHeaders().set("ETag", etag(bytes));
        answer(exchange, 200, "");
    }

    private void take(String key, byte[] bytes) {
        history.add(new Put(key, bytes));
        objects.put(key, bytes);
    }

    /** The body, which the client may send in chunks of its own with a checksum behind them. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        String sha256 = String.valueOf(exchange.getRequestHeaders().getFirst("X-amz-content-sha256"));
        if (!sha256.startsWith("STREAMING-")) {
            byte[] bytes = in.readAllBytes();
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            if (length != null && Long.parseLong(length) != bytes.length) {
                throw new EOFException("the client went away");
            }
            return bytes;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int length = chunk(in); length > 0; length = chunk(in)) {
            byte[] chunk = in.readNBytes(length);
            if (chunk.length < length) {
                throw new EOFException("the client went away");
            }
            bytes.write(chunk);
            line(in);
        }
        while (!line(in).isEmpty()) {
            // trailers
        }
        return bytes.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the client went away");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private void post(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        String body = new String(body(exchange), StandardCharsets.UTF_8);
        if (query.containsKey("uploads")) {
            String id = UUID.randomUUID().toString();
            uploads.put(id, new ConcurrentSkipListMap<>());
            answer(
                    exchange,
                    200,
                    "<InitiateMultipartUploadResult><Bucket>" + BUCKET + "</Bucket><Key>" + key + "</Key><UploadId>"
                            + id + "</UploadId></InitiateMultipartUploadResult>");
        } else if (query.containsKey("uploadId")) {
            SortedMap<Integer, byte[]> parts = uploads.remove(query.get("uploadId"));
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            Matcher part = PART.matcher(body);
            while (part.find()) {
                whole.write(parts.get(Integer.parseInt(part.group(1))));
            }
            take(key, whole.toByteArray());
            answer(
                    exchange,
                    200,
                    "<CompleteMultipartUploadResult><Bucket>" + BUCKET + "</Bucket><Key>" + key + "</Key><ETag>"
                            + etag(whole.toByteArray()) + "</ETag></CompleteMultipartUploadResult>");
        } else { // delete
            Matcher each = KEY.matcher(body);
            while (each.find()) {
                objects.remove(each.group(1));
            }
            answer(exchange, 200, "<DeleteResult></DeleteResult>");
        }
    }

    private void delete(HttpExchange exchange, String key, Map<String, String> query) throws IOException {
        if (query.containsKey("uploadId")) {
            uploads.remove(query.get("uploadId"));
        } else {
            objects.remove(key);
        }
        answer(exchange, 204, "");
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        byte[] bytes = objects.get(key);
        if (bytes == null) {
            answer(exchange, 404, "<Error><Code>NoSuchKey</Code><Message>" + key + "</Message></Error>");
            return;
        }
        int first = 0;
        int end = bytes.length;
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null) {
            String[] bounds = range.substring("bytes=".length()).split("-", 2);
            first = Integer.parseInt(bounds[0]);
            end = bounds[1].isEmpty() ? end : Math.min(end, Integer.parseInt(bounds[1]) + 1);
            exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + (end - 1) + "/" + bytes.length);
        }
        exchange.getResponseHeaders().set("ETag", etag(bytes));
        exchange.getResponseHeaders().set("Last-Modified", "Fri, 27 Nov 2026 00:00:00 GMT");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, end == first ? -1 : end - first);
        exchange.getResponseBody().write(bytes, first, end - first);
    }

    private void list(HttpExchange exchange, Map<String, String> query) throws IOException {
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.getOrDefault("delimiter", "");
        int most = Integer.parseInt(query.getOrDefault("max-keys", "100000"));
        List<String> entries = new ArrayList<>();
        String last = "";
        for (Map.Entry<String, byte[]> each : objects.tailMap(prefix).entrySet()) {
            String key = each.getKey();
            if (!key.startsWith(prefix) || entries.size() == most) {
                break;
            }
            int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String folder = cut < 0 ? "" : key.substring(0, cut + 1);
            if (cut < 0) {
                entries.add(
                        "<Contents><Key>" + key + "</Key><LastModified>2026-11-27T00:00:00.000Z</LastModified><ETag>"
                                + etag(each.getValue()) + "</ETag><Size>" + each.getValue().length
                                + "</Size><StorageClass>STANDARD</StorageClass></Contents>");
            } else if (!folder.equals(last)) {
                entries.add("<CommonPrefixes><Prefix>" + folder + "</Prefix></CommonPrefixes>");
                last = folder;
            }
        }
        answer(
                exchange,
                200,
                "<ListBucketResult><Name>" + BUCKET + "</Name><Prefix>" + prefix + "</Prefix><KeyCount>"
                        + entries.size()
                        + "</KeyCount><MaxKeys>" + most + "</MaxKeys><IsTruncated>false</IsTruncated>"
                        + String.join("", entries) + "</ListBucketResult>");
    }

    private static String etag(byte[] bytes) {
        return "\"" + HexFormat.of().toHexDigits(java.util.Arrays.hashCode(bytes)) + "\"";
    }

    private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.isEmpty()
                ? new byte[0]
                : ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        boolean isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bytes.length == 0 || isHead ? -1 : bytes.length);
        if (bytes.length > 0 && !isHead) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
