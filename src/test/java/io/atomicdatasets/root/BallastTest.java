package io.atomicdatasets.root;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BallastTest {
    private static final long PLENTY = 1L << 30;

    @TempDir
    Path directory;

    private long free = PLENTY;

    @Test
    void whatFillsTheDiskIsNotGivenTheLastRoom() throws IOException {
        Ballast ballast = new Ballast(directory, () -> free);
        ballast.trim();
        long kept = bytes();
        free = 0;

        ballast.trim();

        assertThat(bytes()).isPositive().isLessThan(kept);
        ballast.giveUp();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void roomThatWasGivenUpIsTakenAgainWhenThereIsPlenty() throws IOException {
        Ballast ballast = new Ballast(directory, () -> free);
        ballast.trim();
        long kept = bytes();
        ballast.giveUp();
        free = PLENTY / 16;

        ballast.trim();
        assertThat(directory).isEmptyDirectory();

        free = PLENTY;
        ballast.trim();
        assertThat(bytes()).isEqualTo(kept);
    }

    @Test
    void manyThatStartAtOnceTakeItOnce() throws Exception {
        Ballast ballast = new Ballast(directory, () -> free);
        ExecutorService replicas = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                ballast.giveUp();
                for (Future<?> trimmed : replicas.invokeAll(Collections.nCopies(8, Executors.callable(() -> {
                    try {
                        ballast.trim();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })))) {
                    trimmed.get();
                }
            }
        } finally {
            replicas.shutdown();
        }
        assertThat(bytes()).isPositive();
    }

    @Test
    void nothingIsMadeWhereNoServiceWorks() throws IOException {
        new Ballast(directory.resolve("none"), () -> free).trim();

        assertThat(directory).isEmptyDirectory();
    }

    private long bytes() throws IOException {
        long bytes = 0;
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
