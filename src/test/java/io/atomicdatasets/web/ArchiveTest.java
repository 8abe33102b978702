package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.Requirement;
import io.atomicdatasets.describe.FileInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** All files of a dataset in one archive. */
class ArchiveTest {
    @TempDir
    static Path root;

    private static LiveService service;
    private static String archive;
    private static byte[] whole;
    private static String etag;

    @BeforeAll
    static void start() throws IOException {
        service = new LiveService(root);
        archive = "/datasets/" + service.make("{\"num_images\": 1000, \"output_dir\": \"mine\"}") + "/files.tar";
        LiveService.Answer answer = service.get(archive);
        whole = answer.bytes();
        etag = answer.headers().get("etag");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void tarUnpacksTheDatasetAsItStands(@TempDir Path elsewhere) throws Exception {
        Files.write(elsewhere.resolve("all.tar"), whole);

        tar("xf", elsewhere.resolve("all.tar").toString(), "-C", elsewhere.toString());

        try (var files = Files.list(root.resolve("mine"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(10);
            for (Path file : all) {
                assertThat(Files.mismatch(file, elsewhere.resolve("mine").resolve(file.getFileName())))
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void theArchiveTellsItsLengthAndNameAndIsTheSameEachTime() throws IOException {
        LiveService.Answer head = service.send("HEAD", archive, Map.of(), new byte[0]);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers())
                .containsEntry("content-length", String.valueOf(whole.length))
                .containsEntry("content-type", "application/x-tar")
                .containsEntry("content-disposition", "attachment; filename=\"mine.tar\"")
                .containsEntry("accept-ranges", "bytes")
                .containsEntry("etag", etag)
                .doesNotContainKey("repr-digest");
        assertThat(service.get(archive).bytes()).isEqualTo(whole);
        assertThat(service.get(archive, Map.of("If-None-Match", etag)).status()).isEqualTo(304);
        assertThat(service.get(archive, Map.of("Range", "bytes=" + whole.length + "-"))
                        .status())
                .isEqualTo(416);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 513, 5_000, 20_000})
    void aDownloadGoesOnFromWhereverItStopped(int first) throws IOException {
        for (int from : new int[] {first, whole.length - 1 - first}) {
            LiveService.Answer rest = service.get(archive, Map.of("Range", "bytes=" + from + "-", "If-Range", etag));

            assertThat(rest.status()).isEqualTo(206);
            assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(whole, from, whole.length));
        }
    }

    @Test
    void aDatasetOfWhichAFileIsMissingHasNoArchive() throws IOException {
        String id = service.make("{\"num_images\": 100, \"output_dir\": \"less\"}");
        Files.delete(root.resolve("less/chunks.npy"));

        LiveService.Answer answer = service.get("/datasets/" + id + "/files.tar");

        assertThat(answer.status()).isEqualTo(410);
        JsonNode problem = answer.json();
        assertThat(problem.at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:files-gone");
    }

    @Test
    void filesOfMoreThanEightGibibytesAreMembersToo(@TempDir Path directory) throws Exception {
        long bytes = (9L << 30) + 5;
        TarLayout layout = new TarLayout(
                "large",
                Instant.parse("2026-11-23T14:32:15Z"),
                List.of(
                        new PublishedFile(FileInfo.of("train.npz", bytes, "00", null), directory),
                        new PublishedFile(FileInfo.of("metadata.json", 7, "00", null), directory)));
        Path sparse = directory.resolve("large.tar");
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            for (int member = 0; member < layout.members(); member++) {
                file.seek(layout.start(member));
                file.write(layout.header(member));
            }
            file.setLength(layout.bytes());
        }

        String list = tar("tvf", sparse.toString());

        assertThat(list)
                .containsPattern("9663676421 .*large/train.npz\\s")
                .containsPattern("7 .*large/metadata.json\\s");
    }

    private static String tar(String... words) throws IOException, InterruptedException {
        Requirement.require(
                Files.isExecutable(Path.of("/usr/bin/tar")) || Files.isExecutable(Path.of("/bin/tar")), "tar");
        String[] command = new String[words.length + 1];
        command[0] = "tar";
        System.arraycopy(words, 0, command, 1, words.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
