package io.atomicdatasets.powerloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.atomicdatasets.job.jdbc.ForcedFiles;
import io.atomicdatasets.powerloss.Change.Forced;
import io.atomicdatasets.powerloss.Change.Written;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;

/** What the database that the service embeds takes for whole is whole. */
class EndsOfChunksTest {
    private static final int CHUNK = 3 * 4096;
    private static final int SECTOR = 512;

    @Test
    void theEndOfAChunkIsWrittenWhenTheRestIsOnTheDisk() throws Exception {
        LossyFileSystem disk = new LossyFileSystem();
        Files.createDirectory(disk.getPath("/datasets"));
        disk.settle();
        String prefix = LossyFilePath.mount(disk);
        FilePath.register(new ForcedFiles());
        try (FileChannel file =
                FilePath.get("forced:" + prefix + "/datasets/jobs.mv.db").open("rw")) {
            assertThat(file.write(ByteBuffer.allocate(CHUNK), 0)).isEqualTo(CHUNK);
        } finally {
            LossyFilePath.unmount(prefix);
        }

        List<Change> changes = disk.recording().changes();
        List<Written> writes = changes.stream()
                .filter(Written.class::isInstance)
                .map(Written.class::cast)
                .toList();
        assertThat(writes)
                .extracting(Written::at, write -> write.bytes().length)
                .containsExactly(tuple(0L, CHUNK - SECTOR), tuple((long) CHUNK - SECTOR, SECTOR));
        for (Written write : writes) {
            assertThat(changes.get(changes.indexOf(write) + 1)).isInstanceOf(Forced.class);
        }
    }
}
