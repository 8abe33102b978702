package io.atomicdatasets.powerloss;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.web.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The first start makes the API key. */
final class MakingAKey implements Scenario {
    @Override
    public String name() {
        return "KEY_FILE";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = new LossyFileSystem();
        Files.createDirectory(disk.getPath("/etc"));
        disk.settle();
        KeyFile.read(file(disk));
        disk.promise(Files.readString(file(disk)).strip());
        return disk.recording();
    }

    private static Path file(LossyFileSystem disk) {
        return disk.getPath("/etc/atomic-datasets/key");
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        KeyFile.Key key = KeyFile.read(file(disk)); // must not be kept from starting by half a key
        for (String acknowledged : promised) {
            assertThat(key.opensTo(acknowledged))
                    .as("the key that was acknowledged at the start is the key")
                    .isTrue();
        }
        assertThat(key.opensTo("")).isFalse();
    }

    @Override
    public int sampled() {
        return 200;
    }
}
