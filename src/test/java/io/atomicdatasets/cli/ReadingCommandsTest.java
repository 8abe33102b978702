package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.HandMadeShards;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datasets are verified and drawn, previews drawn, the loader printed. */
class ReadingCommandsTest extends CommandFixture {
    @Test
    void aDatasetIsVerifiedAndDrawnAgain() throws Exception {
        run("", "generate", "--num-images", "100", "--yes", "--quiet", "--output-dir", at("mine"), "--annotations");

        assertThat(run("", "verify", at("mine")).out()).endsWith("""
                        All 9 files have the SHA-256 that metadata.json tells; it is the only file without one.
                        """);
        assertThat(run("", "report", at("mine"), "--num-samples", "9", "--out", at("mine-report.png"))
                        .out())
                .isEqualTo("Validation report saved: " + at("mine-report.png") + "\n");
        assertThat(directory.resolve("mine-report.png")).isNotEmptyFile();
        Files.writeString(directory.resolve("mine/val.npz"), "spoiled");

        Result result = run("", "verify", at("mine"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("CHANGED  val.npz", "ok       train.npz", "\n1 of 9 files is not what was made.");
        assertThat(result.err()).startsWith("Error: val.npz should have SHA-256 ");
        assertThat(run("", "verify", at("nowhere")).err())
                .isEqualTo("Error: " + at("nowhere") + ": holds no dataset, there is no metadata.json in it\n");
    }

    @Test
    void everyShardIsVerified() throws Exception {
        generate("mine", 100);
        HandMadeShards.cut(directory.resolve("mine"), 20);
        Files.delete(directory.resolve("mine/val-00019.npz"));

        Result result = run("", "verify", at("mine"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("ok       train-00000.npz", "ok       test-00019.npz", "CHANGED  val-00019.npz");
        assertThat(result.err()).startsWith("Error: val-00019.npz should have").hasLineCount(1);
    }

    @Test
    void aDatasetIsReadThroughLinks() throws Exception {
        generate("mine", 100);
        Path link = Files.createSymbolicLink(directory.resolve("cur"), directory.resolve("mine"));
        Path cache = Files.createDirectory(directory.resolve("cache"));
        try (var files = Files.list(directory.resolve("mine"))) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(cache.resolve(file.getFileName()), file);
            }
        }

        for (Path path : new Path[] {link, cache}) {
            assertThat(run("", "verify", path.toString()).code()).isZero();
            String picture = directory.resolve(path.getFileName() + ".png").toString();
            assertThat(run("", "report", path.toString(), "--out", picture).code())
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "{\"id\": 5}",
                "FILES [null]",
                "FILES [{\"name\": null, \"bytes\": 1, \"sha256\": \"00\"}]",
                "FILES [{\"name\": \"train.npz\", \"bytes\": 1, \"sha256\": null}]",
                "FILES [{\"name\": \"../../etc/passwd\", \"bytes\": 1, \"sha256\": \"00\"}]",
            })
    void aSpoiledDescriptionIsOneClearLine(String spoiled) throws Exception {
        generate("mine", 100);
        Path metadata = directory.resolve("mine/metadata.json");
        String text = Files.readString(metadata);
        int files = text.indexOf("\"files\" : ");
        Files.writeString(
                metadata,
                spoiled.startsWith("FILES ")
                        ? text.substring(0, files) + "\"files\" : " + spoiled.substring(6)
                                + text.substring(text.indexOf(",\n  \"validation\"", files))
                        : spoiled);

        Result result = run("", "verify", directory.resolve("mine").toString());

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("Error: " + directory.resolve("mine") + ": metadata.json ")
                .hasLineCount(1)
                .doesNotContain("java.");
    }

    @Test
    void picturesAreWrittenOverNothing() throws Exception {
        generate("mine", 100);
        Path train = directory.resolve("mine/train.npz");
        byte[] before = Files.readAllBytes(train);
        Path link = Files.createSymbolicLink(directory.resolve("link.png"), train);
        for (Path out : new Path[] {train, directory.resolve("mine/new.png"), link}) {
            String mine = directory.resolve("mine").toString();
            assertThat(run("", "report", mine, "--out", out.toString(), "--force")
                            .code())
                    .isEqualTo(2);
        }
        assertThat(train).hasBinaryContent(before);
        Path notes = Files.writeString(directory.resolve("notes.png"), "mine");
        String[] preview = {"preview", "--num-images", "50", "--out", notes.toString()};

        assertThat(run("", preview).err()).isEqualTo("Error: " + notes + ": already exists; --force overwrites it\n");
        assertThat(notes).hasContent("mine");
    }

    @Test
    void aPreviewIsDrawnWithoutMakingADataset() throws Exception {
        assertThat(run("", "preview", "--num-images", "50", "--palette", "arc", "--out", at("p.png"))
                        .code())
                .isZero();

        assertThat(directory.resolve("p.png")).isNotEmptyFile();
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("p.png"));
    }

    @Test
    void theLoaderIsPrintedAsItIs() throws Exception {
        assertThat(run("", "loader").out()).isEqualTo(Files.readString(Path.of("python/atomic_datasets.py")));
    }
}
