package io.atomicdatasets.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskFailureTest {
    @TempDir
    Path directory;

    private interface Call {
        void run() throws IOException;
    }

    private static void namesIn(Path directory) throws IOException {
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            names.forEach(name -> {});
        }
    }

    private static String told(Call call) {
        IOException failure = catchThrowableOfType(IOException.class, call::run);
        return DiskFailure.describe(failure);
    }

    @Test
    void aFailureIsToldByTheFilesLastNameAndInWords() throws IOException {
        Path file = Files.writeString(directory.resolve("mine"), "x");
        Files.createDirectories(directory.resolve("full/of"));

        assertThat(told(() -> Files.readString(directory.resolve("nowhere"))))
                .isEqualTo("nowhere: no such file or directory");
        assertThat(told(() -> Files.createDirectory(file)))
                .isEqualTo("mine: a file or directory of this name already exists");
        assertThat(told(() -> Files.delete(directory.resolve("full")))).isEqualTo("full: the directory is not empty");
        assertThat(told(() -> namesIn(file))).isEqualTo("mine: not a directory");
        assertThat(told(() -> Files.readString(file.resolve("in")))).isEqualTo("in: Not a directory");
    }

    @Test
    void aFailureWithoutWordsIsStillToldInSome() {
        assertThat(DiskFailure.describe(new IOException())).isEqualTo("the file system gave no reason");
        assertThat(DiskFailure.describe(new FileSystemException("/some/where")))
                .isEqualTo("where: the file system gave no reason");
        assertThat(DiskFailure.describe(new FileSystemException(null, null, "broken")))
                .isEqualTo("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "File too large"})
    void aDiskIsFullWhoeverSaysSo(String reason) {
        assertThat(DiskFailure.isFull(new IOException(reason))).isTrue();
        assertThat(DiskFailure.isFull(new FileSystemException("/some/where", null, reason + " (x)")))
                .isTrue();
    }

    @Test
    void anythingElseIsNoFullDisk() {
        assertThat(DiskFailure.isFull(new IOException())).isFalse();
        assertThat(DiskFailure.isFull(new FileSystemException("/No space left on device")))
                .isFalse();
        assertThat(DiskFailure.isFull(new IOException("Input/output error"))).isFalse();
    }

    @Test
    void aRealFullDeviceIsFull() throws IOException {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full), "/dev/full");
        try (RandomAccessFile file = new RandomAccessFile(full.toFile(), "rw")) {
            IOException failure = catchThrowableOfType(IOException.class, () -> file.write(1));

            assertThat(DiskFailure.isFull(failure)).isTrue();
        }
    }
}
