package io.atomicdatasets.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
    private static final int IMAGES = 300_000;
    private static final DatasetSpec SPEC = Specs.of("num_images", IMAGES, "palette", "arc");
    private static final DatasetSpec RICH =
            Specs.of("num_images", IMAGES, "annotations", true, "factors", true, "label", "composition");

    /** Tables are gone on with every 262,144 candidates. */
    private static final DatasetSpec TABLES = Specs.of("num_images", 2 * IMAGES, "grid_size", 8, "parquet", true);

    private static final DatasetSpec OBJECTS =
            Specs.of("num_images", IMAGES, "grid_size", 8, "max_objects", 2, "parquet", true, "annotations", true);

    @TempDir
    Path staging;

    @TempDir
    Path undisturbed;

    @BeforeEach
    void makeDirectories() throws IOException {
        Files.createDirectory(staging.resolve("dataset"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, IMAGES / 3, IMAGES / 10 * 9})
    void anInterruptedRunEndsInTheSameBytesAndCounts(int images) throws Exception {
        Statistics whole = undisturbed(SPEC);

        interrupt(SPEC, images);
        spoilWhatNoCheckpointTellsOf();
        Statistics resumed = write(SPEC, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
        assertSame(resumed, whole);
    }

    @Test
    void anAnnotatedRunThatIsInterruptedTwiceEndsInTheSameBytesAndCounts() throws Exception {
        Statistics whole = undisturbed(RICH);

        interrupt(RICH, IMAGES / 4);
        spoilWhatNoCheckpointTellsOf();
        interrupt(RICH, IMAGES / 2);
        spoilWhatNoCheckpointTellsOf();
        Statistics resumed = write(RICH, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
        assertSame(resumed, whole);
    }

    @Test
    void whatIsHeldOutIsGoneOnWithToo() throws Exception {
        DatasetSpec spec = Specs.of(
                "num_images", IMAGES, "hold_out", Map.of("protocol", "interpolation", "num_images", IMAGES / 2));
        Statistics whole = undisturbed(spec);

        interrupt(spec, IMAGES / 2);
        spoilWhatNoCheckpointTellsOf();
        Statistics resumed = write(spec, new Progress());

        assertThat(files(staging.resolve("dataset")))
                .isEqualTo(files(undisturbed))
                .containsKey("ood.npz");
        assertSame(resumed, whole);
    }

    @Test
    void tablesAreGoneOnWithWhereARowGroupEnded() throws Exception {
        Statistics whole = undisturbed(TABLES);

        interrupt(TABLES, 265_000);
        spoilWhatNoCheckpointTellsOf();
        interrupt(TABLES, 560_000);
        assertThat(Checkpoint.read(staging).orElseThrow().nextChunk()).isEqualTo(32);
        spoilWhatNoCheckpointTellsOf();
        Statistics resumed = write(TABLES, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
        assertSame(resumed, whole);
    }

    @Test
    void tablesOfObjectsAreGoneOnWithToo() throws Exception {
        Statistics whole = undisturbed(OBJECTS);

        interrupt(OBJECTS, 265_000);
        spoilWhatNoCheckpointTellsOf();
        Statistics resumed = write(OBJECTS, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
        assertSame(resumed, whole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.parquet", "val-objects.parquet", "test.parquet.footer.spool"})
    void tablesThatAreNotWhatTheCheckpointTellsAreWrittenAnew(String file) throws Exception {
        Statistics whole = undisturbed(OBJECTS);
        interrupt(OBJECTS, 265_000);
        Files.write(staging.resolve("dataset").resolve(file), new byte[3]);

        Statistics again = write(OBJECTS, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
        assertSame(again, whole);
    }

    @Test
    void finishedTablesAreNotWrittenAgainUnlessTheyAreNotWhatTheCheckpointTells() throws Exception {
        write(OBJECTS, new Progress());
        Map<String, Integer> files = files(staging.resolve("dataset"));
        Path table = staging.resolve("dataset/train-objects.parquet");
        Object written = Files.getLastModifiedTime(table);

        write(OBJECTS, new Progress());
        assertThat(Files.getLastModifiedTime(table)).isEqualTo(written);

        Files.write(table, new byte[10]);
        write(OBJECTS, new Progress());
        assertThat(files(staging.resolve("dataset"))).isEqualTo(files);
    }

    @Test
    void whatStoodBeforeIsDoneAndTellsNothingOfTheRate() throws Exception {
        interrupt(SPEC, IMAGES / 2);
        Progress progress = new Progress();
        progress.stop();
        assertThatThrownBy(() -> write(SPEC, progress)).isInstanceOf(StoppedException.class);

        Progress.Snapshot snapshot = progress.snapshot();

        assertThat(snapshot.done()).isEqualTo(snapshot.resumed()).isPositive();
        assertThat(snapshot.averageRate()).isZero();
    }

    @Test
    void filesThatAreWrittenAreNotWrittenAgain() throws Exception {
        Statistics whole = write(SPEC, new Progress());
        Map<String, Integer> files = files(staging.resolve("dataset"));
        Path file = staging.resolve("dataset/train.npz");
        Object written = Files.getLastModifiedTime(file);
        Files.writeString(staging.resolve("dataset/validation_report.png"), "half a picture");

        Statistics again = write(SPEC, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
        assertSame(again, whole);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "null", "{\"algorithm_version\":1}", "{\"algorithm_version\":1,\"encoder_version\":99}"
            })
    void aCheckpointThatIsNoneBeginsAnew(String text) throws Exception {
        undisturbed(SPEC);
        interrupt(SPEC, IMAGES / 2);
        Files.writeString(staging.resolve(FileNames.CHECKPOINT), text);

        write(SPEC, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
    }

    @Test
    void aCheckpointOfOtherSplitsBeginsAnew() throws Exception {
        DatasetSpec holding = Specs.of(
                "num_images", IMAGES, "hold_out", Map.of("protocol", "interpolation", "num_images", IMAGES / 2));
        undisturbed(holding);
        interrupt(SPEC, IMAGES / 2);

        write(holding, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.npz", "val.npz", "test.npz.labels.spool", "chunks.npy.spool"})
    void filesThatAreNotWhatTheCheckpointTellsAreWrittenAnew(String file) throws Exception {
        Statistics whole = undisturbed(SPEC);
        interrupt(SPEC, IMAGES / 4);
        Files.write(staging.resolve("dataset").resolve(file), new byte[10]);

        Statistics again = write(SPEC, new Progress());

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
        assertSame(again, whole);
    }

    @Test
    void aCheckpointUnderWayIsOnTheDiskBeforeTheFilesAreClosed() throws Exception {
        Checkpoints checkpoints = new Checkpoints(staging, Duration.ofNanos(1), new LastMomentSaver());
        Progress progress = new Progress();
        assertThatThrownBy(() -> writeUntil(IMAGES / 2, SPEC, checkpoints, progress, () -> {}))
                .isInstanceOf(StoppedException.class)
                .hasNoSuppressedExceptions();

        assertThat(progress.checkpoints()).isEqualTo(1);
        assertThat(Checkpoint.read(staging)).isPresent();
    }

    /** Whoever counts attempts that get nothing further sees that by the checkpoint. */
    @Test
    void anAttemptThatEndsWhileItAssemblesLeavesTheCheckpointBeforeThatAsItIs() throws Exception {
        Progress first = new Progress();
        CallersThread stopping = new CallersThread(() -> {
            if (first.snapshot().done() == IMAGES) {
                first.stop();
            }
        });
        assertThatThrownBy(() -> write(SPEC, new Checkpoints(staging, Duration.ofNanos(1), stopping), first))
                .isInstanceOf(StoppedException.class);
        byte[] checkpoint = Files.readAllBytes(staging.resolve(FileNames.CHECKPOINT));
        Progress second = new Progress();
        second.stop();

        assertThatThrownBy(() -> write(SPEC, second)).isInstanceOf(StoppedException.class);

        assertThat(staging.resolve(FileNames.CHECKPOINT)).hasBinaryContent(checkpoint);
    }

    @Test
    void onlyAProvenDifferenceThrowsFilesAway() throws Exception {
        undisturbed(SPEC);
        interrupt(SPEC, IMAGES / 4);
        Path spool = staging.resolve("dataset/test.npz.labels.spool");
        byte[] sound = Files.readAllBytes(spool);
        Files.delete(spool);
        Files.createDirectory(spool); // cannot be opened, as with too many open files

        assertThatThrownBy(() -> write(SPEC, new Progress())).isInstanceOf(FileSystemException.class);
        Files.delete(spool);
        Files.write(spool, sound);
        Progress progress = new Progress();
        write(SPEC, progress);

        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
    }

    @Test
    void finishedFilesThatAreNotWhatTheCheckpointTellsAreWrittenAnew() throws Exception {
        Statistics whole = undisturbed(SPEC);
        write(SPEC, new Progress());
        Files.write(staging.resolve("dataset/val.npz"), new byte[10]);

        assertSame(write(SPEC, new Progress()), whole);
        assertThat(files(staging.resolve("dataset"))).isEqualTo(files(undisturbed));
    }

    @Test
    void theTimeOfEarlierAttemptsIsCarriedOn() throws Exception {
        interrupt(SPEC, IMAGES / 2);
        double before = Checkpoint.read(staging).orElseThrow().seconds().get(Phase.GENERATING);
        Progress progress = new Progress();
        progress.stop();
        assertThatThrownBy(() -> write(SPEC, progress)).isInstanceOf(StoppedException.class);

        assertThat(progress.snapshot().elapsedSeconds()).isGreaterThanOrEqualTo(before - 1e-6);
        assertThat(before).isPositive();
    }

    /** Takes a checkpoint when somebody waits for it, and not before. */
    private static final class LastMomentSaver extends AbstractExecutorService {
        private static final class Task<T> extends FutureTask<T> {
            Task(Callable<T> work) {
                super(work);
            }

            @Override
            public T get() throws InterruptedException, ExecutionException {
                run();
                return super.get();
            }
        }

        @Override
        protected <T> RunnableFuture<T> newTaskFor(Callable<T> work) {
            return new Task<>(work);
        }

        @Override
        public void execute(Runnable task) {}

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    private Statistics undisturbed(DatasetSpec spec) throws Exception {
        try (ChunkLine line = new ChunkLine(spec, 2);
                DatasetWriter writer = new DatasetWriter(spec, undisturbed)) {
            return writer.write(line, new Progress());
        }
    }

    private Statistics write(DatasetSpec spec, Progress progress) throws Exception {
        return write(spec, new Checkpoints(staging, Duration.ofNanos(1)), progress);
    }

    private Statistics write(DatasetSpec spec, Checkpoints checkpoints, Progress progress) throws Exception {
        try (DatasetWriter writer = new DatasetWriter(spec, staging.resolve("dataset"), checkpoints);
                ChunkLine line = new ChunkLine(spec, 2)) {
            return writer.write(line, progress);
        }
    }

    /** Writes until so many images are there and a checkpoint is, and leaves all files as they are then. */
    private void interrupt(DatasetSpec spec, int images) {
        Progress progress = new Progress();
        Checkpoints checkpoints = new Checkpoints(staging, Duration.ofNanos(1));
        assertThatThrownBy(() -> writeUntil(images, spec, checkpoints, progress, () -> awaitCheckpoint(progress)))
                .isInstanceOf(StoppedException.class);
        assertThat(progress.snapshot().done()).isBetween((long) images, spec.numImages() - 1);
    }

    /** Stops before the chunk that is to follow once so many images are there, however fast the machine is. */
    private void writeUntil(
            int images, DatasetSpec spec, Checkpoints checkpoints, Progress progress, Runnable beforeStop)
            throws Exception {
        CallersThread worker = new CallersThread(() -> {
            if (progress.snapshot().done() >= images) {
                beforeStop.run();
                progress.stop();
            }
        });
        try (DatasetWriter writer = new DatasetWriter(spec, staging.resolve("dataset"), checkpoints);
                ChunkLine line = new ChunkLine(spec, new Workers(worker), 1, false)) {
            writer.write(line, progress);
        }
    }

    private static void awaitCheckpoint(Progress progress) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (progress.checkpoints() == 0) {
            assertThat(System.nanoTime()).as("a checkpoint is taken").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void spoilWhatNoCheckpointTellsOf() throws IOException {
        boolean isWritten =
                Files.readString(staging.resolve(FileNames.CHECKPOINT)).contains("\"is_written\":true");
        try (var files = Files.list(staging.resolve("dataset"))) {
            for (Path file : files.toList()) {
                if (!isWritten) {
                    Files.write(file, new byte[] {1, 2, 3, 4, 5, 6, 7}, StandardOpenOption.APPEND);
                }
            }
        }
        Files.writeString(staging.resolve("dataset/metadata.json"), "{");
    }

    private static void assertSame(Statistics actual, Statistics expected) {
        for (Split split : expected.splits()) {
            assertThat(actual.of(split).save())
                    .usingRecursiveComparison()
                    .isEqualTo(expected.of(split).save());
            assertThat(actual.of(split).distinctImages())
                    .isEqualTo(expected.of(split).distinctImages());
        }
    }

    private static Map<String, Integer> files(Path directory) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                hashes.put(file.getFileName().toString(), java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }
}
