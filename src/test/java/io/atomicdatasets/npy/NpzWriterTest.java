package io.atomicdatasets.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.EOFException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipFile;
import org.jetbrains.bio.npy.NpzFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzWriterTest {
    private static final List<NpzMember> MEMBERS = List.of(
            new NpzMember("images", NpyHeader.of(Dtype.UINT8, 2, 2)),
            new NpzMember("labels", NpyHeader.of(Dtype.UINT8)));

    @TempDir
    Path directory;

    @Test
    void anotherReaderFindsTheArrays() throws Exception {
        Path file = write();

        try (NpzFile.Reader npz = NpzFile.read(file)) {
            assertThat(npz.get("images", 1 << 18).getShape()).containsExactly(2, 2, 2);
            assertThat(npz.get("images", 1 << 18).asByteArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(npz.get("labels", 1 << 18).asByteArray()).containsExactly(9, 10);
        }
    }

    @Test
    void theArchiveIsSoundAndTheSpoolsAreGone() throws Exception {
        Path file = write();

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("images.npy", "labels.npy");
            assertThat(zip.getInputStream(zip.getEntry("labels.npy")).readAllBytes())
                    .hasSize(128 + 2)
                    .endsWith(9, 10);
        }
        assertThat(directory).isDirectoryContaining(path -> path.equals(file));
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theSizeIsKnownBeforehand() throws Exception {
        long[] segments = {
            2L * Segment.stored(new byte[4]).length(),
            2L * Segment.stored(new byte[1]).length()
        };

        assertThat(NpzWriter.sizeInBytes(MEMBERS, 2, segments)).isEqualTo(Files.size(write()));
    }

    @Test
    void storedElementsStandAsTheyAreAtAMultipleOf64() throws Exception {
        Path file = directory.resolve("stored.npz");
        List<NpzMember> members = List.of(
                new NpzMember("images", NpyHeader.of(Dtype.UINT8, 5), true),
                new NpzMember("labels", NpyHeader.of(Dtype.UINT8, 3), true),
                new NpzMember("boxes", NpyHeader.of(Dtype.UINT8, 2), true));
        SegmentEncoder encoder = SegmentEncoder.storing();
        try (NpzWriter writer = new NpzWriter(file, members)) {
            writer.append(0, encoder.encode(new byte[] {1, 2, 3, 4, 5}, 0, 5, 1));
            writer.append(1, encoder.encode(new byte[] {0, 6, 7, 8, 0}, 1, 3, 1));
            writer.append(2, encoder.encode(new byte[] {9, 10}, 0, 2, 1));
            writer.finish(1, new Progress());
        }
        byte[] bytes = Files.readAllBytes(file);
        for (byte[] elements : new byte[][] {{1, 2, 3, 4, 5}, {6, 7, 8}, {9, 10}}) {
            int at = indexOf(bytes, elements);
            assertThat(at).isPositive();
            assertThat(at % 64).isZero();
        }
        try (NpzFile.Reader npz = NpzFile.read(file)) {
            assertThat(npz.get("labels", 1 << 18).asByteArray()).containsExactly(6, 7, 8);
        }
        assertThat(NpzWriter.sizeInBytes(members, 1, new long[] {5, 3, 2})).isEqualTo(bytes.length);
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 64; at + part.length <= bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    @Test
    void emptyArraysAreArrays() throws Exception {
        Path file = directory.resolve("empty.npz");
        List<NpzMember> members = List.of(new NpzMember("images", NpyHeader.of(Dtype.UINT8, 2, 2)));
        try (NpzWriter writer = new NpzWriter(file, members)) {
            writer.finish(0, new Progress());
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getInputStream(zip.getEntry("images.npy")).readAllBytes())
                    .isEqualTo(NpyHeader.of(Dtype.UINT8, 0, 2, 2).toBytes());
        }
    }

    @Test
    void aMemberThatIsShorterThanItsShapeIsRefused() throws Exception {
        try (NpzWriter writer = new NpzWriter(directory.resolve("short.npz"), MEMBERS)) {
            writer.append(0, Segment.stored(new byte[7]));

            assertThatIllegalStateException()
                    .isThrownBy(() -> writer.finish(2, new Progress()))
                    .withMessage("images.npy has 135 bytes, its shape says 136");
        }
    }

    @Test
    void anExistingFileIsLeftAlone() throws Exception {
        Path file = Files.writeString(directory.resolve("mine.npz"), "mine");

        assertThatThrownBy(() -> new NpzWriter(file, MEMBERS)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
    }

    private static void fill(NpzWriter writer) throws Exception {
        writer.append(0, Segment.stored(new byte[] {1, 2, 3, 4}));
        writer.append(1, Segment.stored(new byte[] {9}));
        writer.append(0, Segment.stored(new byte[] {5, 6, 7, 8}));
        writer.append(1, Segment.stored(new byte[] {10}));
    }

    private Path write() throws Exception {
        Path file = directory.resolve("train.npz");
        try (NpzWriter writer = new NpzWriter(file, MEMBERS)) {
            fill(writer);
            writer.finish(2, new Progress());
            writer.deleteSpools();
        }
        return file;
    }

    @Test
    void aFileWhoseEndWasStoppedIsGoneOnWithAndEndsInTheSameBytes() throws Exception {
        byte[] undisturbed = Files.readAllBytes(write());
        Files.delete(directory.resolve("train.npz"));
        Progress stopped = new Progress();
        stopped.stop();
        List<NpzMember.Written> known;
        try (NpzWriter writer = new NpzWriter(directory.resolve("train.npz"), MEMBERS)) {
            fill(writer);
            known = writer.written();
            assertThatThrownBy(() -> writer.finish(2, stopped)).isInstanceOf(StoppedException.class);
        }

        for (int i = 0; i < 2; i++) { // the second time behind a file that was finished
            try (NpzWriter writer = new NpzWriter(directory.resolve("train.npz"), MEMBERS, known)) {
                writer.finish(2, new Progress());
            }
            assertThat(directory.resolve("train.npz")).hasBinaryContent(undisturbed);
        }
    }

    @Test
    void aSpoolThatSomebodyShortenedIsAFailureAndNoEndlessLoop() throws Exception {
        List<NpzMember> members = List.of(
                new NpzMember("images", NpyHeader.of(Dtype.UINT8), true),
                new NpzMember("labels", NpyHeader.of(Dtype.UINT8), true));
        try (NpzWriter writer = new NpzWriter(directory.resolve("train.npz"), members)) {
            writer.append(0, SegmentEncoder.storing().encode(new byte[] {1}, 0, 1, 1));
            writer.append(1, SegmentEncoder.storing().encode(new byte[] {2}, 0, 1, 1));
            Files.write(directory.resolve("train.npz.labels.spool"), new byte[3]);

            assertThatThrownBy(() ->
                            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> writer.finish(1, new Progress())))
                    .isInstanceOf(EOFException.class)
                    .hasMessageStartingWith("train.npz.labels.spool ends after ");
        }
    }

    @Test
    void onlyFilesThatAreProvenToBeOthersAreStale() throws Exception {
        Path file = directory.resolve("train.npz");
        List<NpzMember.Written> known;
        try (NpzWriter writer = new NpzWriter(file, MEMBERS)) {
            fill(writer);
            known = writer.written();
        }
        Path spool = directory.resolve("train.npz.labels.spool");
        Files.write(spool, new byte[3]);
        assertThatThrownBy(() -> new NpzWriter(file, MEMBERS, known)).isInstanceOf(StaleCheckpointException.class);
        Files.delete(spool);
        assertThatThrownBy(() -> new NpzWriter(file, MEMBERS, known)).isInstanceOf(StaleCheckpointException.class);
        Files.createDirectory(spool);
        assertThatThrownBy(() -> new NpzWriter(file, MEMBERS, known))
                .isInstanceOf(FileSystemException.class)
                .isNotInstanceOf(StaleCheckpointException.class);
    }
}
