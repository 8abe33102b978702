package io.atomicdatasets.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
