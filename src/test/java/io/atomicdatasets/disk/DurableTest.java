package io.atomicdatasets.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurableTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"Invalid argument", "Operation not supported", "Function not implemented"})
    void aFileSystemThatForcesNoDirectoriesIsNotBroken(String message) {
        assertThat(Durable.isNotOffered(new IOException(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Input/output error", "No space left on device", "Stale file handle"})
    void aFailureToForceIsAFailure(String message) {
        assertThat(Durable.isNotOffered(new IOException(message))).isFalse();
    }

    @Test
    void aDirectoryThatIsMissingIsAFailureToo() {
        assertThatThrownBy(() -> Durable.forceNames(directory.resolve("missing")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aCopyStopsWhenItIsAskedTo() throws Exception {
        Path file = Files.write(directory.resolve("file"), new byte[100]);
        Progress progress = new Progress();
        Durable.copy(file, directory.resolve("copy"), progress);
        assertThat(directory.resolve("copy")).hasSameBinaryContentAs(file);
        progress.stop();

        assertThatThrownBy(() -> Durable.copy(file, directory.resolve("second"), progress))
                .isInstanceOf(StoppedException.class);
    }
}
