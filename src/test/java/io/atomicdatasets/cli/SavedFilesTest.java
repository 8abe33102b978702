package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.spec.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavedFilesTest {
    @Test
    void theFirstShardOfASplitStandsForAll() throws Exception {
        Metadata metadata = new DatasetFolder(Path.of("src/test/resources/layout-1")).metadata();
        List<FileInfo> files = new ArrayList<>();
        for (int shard = 0; shard < 1_235; shard++) {
            files.add(file(ArrayFile.ofShard(Split.TRAIN, shard), Split.TRAIN));
        }
        files.add(file(ArrayFile.ofShard(Split.VAL, 0), Split.VAL));
        files.add(file(ArrayFile.of(Split.TEST), Split.TEST));

        assertThat(SavedFiles.of(metadata.complete(files, List.of(), metadata.timing())))
                .containsExactly(
                        Map.entry("train", "train-00000.npz and 1,234 more"),
                        Map.entry("val", "val-00000.npz"),
                        Map.entry("test", "test.npz"));
    }

    private static FileInfo file(ArrayFile file, Split split) {
        return new FileInfo(file.name(), 1, "00", split.label(), 1L, 0L, List.of(), null);
    }
}
