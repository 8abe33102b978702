package io.atomicdatasets.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFolderTest {
    @TempDir
    Path directory;

    @Test
    void aDatasetThatWasMovedAndLinkedBackIsThere() throws Exception {
        Path moved = Files.createDirectory(directory.resolve("moved"));
        Files.writeString(moved.resolve("metadata.json"), "{}");
        Path link = Files.createSymbolicLink(directory.resolve("mine"), moved);

        assertThat(new DatasetFolder(link).exists()).isTrue();
    }

    @Test
    void aLinkInsideOfADatasetIsNotFollowed() throws Exception {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere.json"), "{}");
        Path mine = Files.createDirectory(directory.resolve("mine"));
        Files.createSymbolicLink(mine.resolve("metadata.json"), elsewhere);

        assertThat(new DatasetFolder(mine).exists()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"train.npz", "train-00000.npz", "test-49999.npz", "val-123456.npz", "SHA256SUMS", "README.md"})
    void theFilesOfADatasetAreThoseThatItLists(String name) throws Exception {
        DatasetFolder folder = new DatasetFolder(describe(name));

        assertThat(folder.metadata().files()).extracting(FileInfo::name).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../train.npz",
                "/train.npz",
                "train-00000.npz/../../x",
                "a/train-00000.npz",
                "train-0.npz",
                "train-000001.npz",
                "train-00000.npz\n",
                "TRAIN-00000.npz",
                "all-00000.npz",
                "train-0000.parquet",
                "train-object.parquet",
                "train-objects-00000.npz",
                "objects.parquet",
                "train.parquet.footer.spool",
                "checkpoint.json",
                "readme.md",
                "sha256sums"
            })
    void aListWithANameThatNoFileOfADatasetHasIsRefusedWhole(String name) throws Exception {
        DatasetFolder folder = new DatasetFolder(describe(name));

        assertThatThrownBy(folder::metadata)
                .isInstanceOf(IOException.class)
                .hasMessage("metadata.json lists a file that no dataset has: " + name);
    }

    /** A directory with nothing but a description that lists this file. */
    private Path describe(String name) throws IOException {
        Metadata sound = new DatasetFolder(Path.of("src/test/resources/layout-1")).metadata();
        List<FileInfo> files = List.of(FileInfo.of(name, 1, "00", null));
        Files.write(
                directory.resolve("metadata.json"),
                sound.complete(files, List.of(), sound.timing()).toBytes());
        return directory;
    }
}
