package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
    @TempDir
    static Path root;

    private static LiveService service;
    private static String path;
    private static byte[] file;
    private static String etag;

    @BeforeAll
    static void start() throws Exception {
        service = new LiveService(root);
        path = "/datasets/" + service.make("{\"num_images\": 1000, \"output_dir\": \"sound\"}");
        file = Files.readAllBytes(root.resolve("sound/train.npz"));
        etag = '"'
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file))
                + '"';
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/files/train.npz", "/train.npz"})
    void aFileComesWithAllThatIsKnownOfIt(String name) throws Exception {
        LiveService.Answer answer = service.get(path + name);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(file);
        assertThat(answer.headers())
                .containsEntry("etag", etag)
                .containsEntry("accept-ranges", "bytes")
                .containsEntry("content-length", String.valueOf(file.length))
                .containsEntry("content-type", "application/zip")
                .containsEntry("content-disposition", "attachment; filename=\"train.npz\"")
                .containsEntry("cache-control", "private, immutable, max-age=31536000");
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
        assertThat(answer.headers())
                .containsEntry("repr-digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
    }

    @ParameterizedTest
    @CsvSource({
        "metadata.json, application/json",
        "validation_report.png, image/png",
        "croissant.json, application/json",
        "chunks.npy, application/octet-stream",
        "segments.npy, application/octet-stream",
        "README.md, text/markdown",
        "SHA256SUMS, text/plain"
    })
    void picturesAndDescriptionsAreShownAndTheRestIsSaved(String name, String type) throws IOException {
        LiveService.Answer answer = service.get(path + "/files/" + name);

        assertThat(answer.headers()).containsEntry("content-type", type);
        assertThat(answer.headers().get("content-disposition"))
                .isEqualTo((name.matches(".*(png|json)") ? "inline" : "attachment") + "; filename=\"" + name + "\"");
    }

    @Test
    void headTellsTheSameWithoutTheBytes() throws IOException {
        LiveService.Answer get = service.get(path + "/train.npz");
        LiveService.Answer head = service.send("HEAD", path + "/train.npz", Map.of("Range", "bytes=0-5"), new byte[0]);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.bytes()).isEmpty();
        assertThat(head.headers().get("content-length")).isEqualTo(get.headers().get("content-length"));
        assertThat(head.headers().get("etag")).isEqualTo(etag);
    }

    @ParameterizedTest
    @CsvSource({
        "0-0, 0, 0",
        "0-99, 0, 99",
        "100-, 100, -1",
        "-50, -50, -1",
        "10-99999999999999999999, 10, -1",
        "-99999999, 0, -1"
    })
    void aRangeIsThatPartOfTheFile(String range, int first, int last) throws IOException {
        int from = first < 0 ? file.length + first : first;
        int to = last < 0 ? file.length + last : last;

        LiveService.Answer answer =
                service.get(path + "/train.npz", Map.of("Range", "bytes=" + range, "If-Range", etag));

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers()).containsEntry("content-range", "bytes " + from + "-" + to + "/" + file.length);
        assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(file, from, to + 1));
    }

    @Test
    void aRangeBeyondTheEndTellsTheLength() throws IOException {
        LiveService.Answer answer = service.get(path + "/train.npz", Map.of("Range", "bytes=" + file.length + "-"));

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers()).containsEntry("content-range", "bytes */" + file.length);
        assertThat(answer.json().at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:no-such-range");
        assertThat(answer.headers())
                .containsKey("content-security-policy")
                .containsEntry("x-content-type-options", "nosniff")
                .doesNotContainKeys("etag", "repr-digest", "cache-control", "content-disposition");
    }

    @Test
    void aShortNameMayBeEncoded() throws IOException {
        assertThat(service.get(path + "/trai%6E.npz").bytes()).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stale\"", "W/%s", "Wed, 25 Nov 2026 00:00:00 GMT"})
    void aStaleIfRangeGetsTheWholeFile(String ifRange) throws IOException {
        Map<String, String> headers = Map.of("Range", "bytes=0-5", "If-Range", ifRange.formatted(etag));

        LiveService.Answer answer = service.get(path + "/train.npz", headers);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.bytes()).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({"%s, 304", "W/%s, 304", "'\"a\", %s', 304", "*, 304", "\"other\", 200"})
    void whoHasTheFileIsNotSentItAgain(String noneMatch, int status) throws IOException {
        LiveService.Answer answer =
                service.get(path + "/train.npz", Map.of("If-None-Match", noneMatch.formatted(etag)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.bytes()).hasSize(status == 304 ? 0 : file.length);
    }

    @ParameterizedTest
    @CsvSource({"%s, 200", "*, 200", "W/%s, 412", "\"other\", 412"})
    void ifMatchIsStrong(String match, int status) throws IOException {
        assertThat(service.get(path + "/train.npz", Map.of("If-Match", match.formatted(etag)))
                        .status())
                .isEqualTo(status);
    }
}
