package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.check.RunningCheck.Growing;
import io.atomicdatasets.dataset.Checkpoints;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.layout.Extent;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningCheckTest {
    private static final int IMAGES = 150_000; // ten chunks

    @TempDir
    Path staging;

    private Path dataset;

    @BeforeEach
    void createDirectory() throws IOException {
        dataset = Files.createDirectory(staging.resolve("dataset"));
    }

    /** What follows a run besides the check, after each chunk. */
    private interface Beside {
        void chunk(Extent extent) throws IOException, StoppedException;
    }

    private CheckedChunks write(DatasetSpec spec, Duration checkpoints, Progress progress, Beside beside)
            throws Exception {
        try (Workers workers = new Workers(2, "worker");
                DatasetWriter writer = new DatasetWriter(spec, dataset, new Checkpoints(staging, checkpoints));
                ChunkLine line = new ChunkLine(spec, workers, 2)) {
            Growing growing = new Growing(writer.growing().orElseThrow(), writer.extent());
            try (RunningCheck check = new RunningCheck(spec, growing, workers, 2, progress::stopWished)) {
                writer.write(
                        line,
                        extent -> {
                            beside.chunk(extent);
                            check.follow(extent);
                        },
                        progress);
                return check.finish();
            }
        }
    }

    private CheckedChunks write(DatasetSpec spec) throws Exception {
        return write(spec, Duration.ZERO, new Progress(), extent -> {});
    }

    private Validation validate(DatasetSpec spec, CheckedChunks checked) throws Exception {
        return new Validator(spec, 2).validate(dataset, checked, new Progress());
    }

    private void assertSame(Validation validation, Validation expected) {
        assertThat(validation.checks()).isEqualTo(expected.checks());
        assertThat(validation.files()).isEqualTo(expected.files());
        assertThat(validation.picks()).usingRecursiveComparison().isEqualTo(expected.picks());
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "stored"})
    void whatIsFoundWhileTheFilesGrowIsWhatIsFoundInTheFinishedFiles(String compression) throws Exception {
        DatasetSpec spec = Specs.of("num_images", IMAGES, "annotations", true, "compression", compression);
        CheckedChunks checked = write(spec);

        for (Split split : spec.presentSplits()) {
            assertThat(checked.of(split)).as(split.label()).isPresent();
        }
        assertSame(validate(spec, checked), validate(spec, CheckedChunks.NONE));
    }

    @Test
    void whatWasCheckedIsNotReadAgain() throws Exception {
        DatasetSpec gray = Specs.of("num_images", IMAGES, "palette", "gray");
        DatasetSpec arc = Specs.of("num_images", IMAGES, "palette", "arc");
        CheckedChunks checked = write(gray);

        // Whoever read these files again would find values that are not of the palette.
        assertThat(validate(arc, CheckedChunks.NONE).failure()).isPresent();
        assertThat(validate(arc, checked).failure()).isEmpty();
    }

    @Test
    void afterAnInterruptionTheChunksBeforeItAreReadFromTheFinishedFiles() throws Exception {
        DatasetSpec spec = Specs.of("num_images", IMAGES, "annotations", true);
        Progress first = new Progress();
        assertThatThrownBy(() -> write(spec, Duration.ofNanos(1), first, extent -> {
                    if (extent.chunks() == 5) {
                        awaitCheckpoint(first);
                        first.stop();
                    }
                }))
                .isInstanceOf(StoppedException.class);

        CheckedChunks checked = write(spec, Duration.ofNanos(1), new Progress(), extent -> {});

        assertThat(checked.of(Split.TRAIN).orElseThrow().firstChunk()).isPositive();
        assertSame(validate(spec, checked), validate(spec, CheckedChunks.NONE));
    }

    private static void awaitCheckpoint(Progress progress) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (progress.checkpoints() == 0) {
            assertThat(System.nanoTime()).as("a checkpoint is taken").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void bytesThatChangeAfterTheyWereCheckedAreFound() throws Exception {
        DatasetSpec spec = Specs.of("num_images", IMAGES);
        CheckedChunks checked = write(spec);
        flip("val.npz", Files.size(dataset.resolve("val.npz")) / 2);

        assertThat(validate(spec, checked).failure()).isPresent();
        assertThat(validate(spec, checked).checks())
                .isEqualTo(validate(spec, CheckedChunks.NONE).checks());
    }

    @Test
    void bytesThatAreWrongWhenTheyAreReadBackAreFoundAndToldOf() throws Exception {
        DatasetSpec spec = Specs.of("num_images", IMAGES);
        CheckedChunks checked = write(spec, Duration.ZERO, new Progress(), extent -> {
            if (extent.chunks() == 3) {
                flip("train.npz", Files.size(dataset.resolve("train.npz")) - 1_000);
            }
        });

        assertThat(checked.of(Split.TRAIN)).isEmpty();
        assertThat(validate(spec, checked).failure())
                .hasValueSatisfying(failure -> assertThat(failure.detail()).contains("train.npz"));
    }

    @Test
    void tablesThatTellOtherPlacesAreFound() throws Exception {
        DatasetSpec spec = Specs.of("num_images", IMAGES);
        CheckedChunks checked = write(spec);
        flip("chunks.npy", 128 + 3 * 12);

        assertThat(validate(spec, checked).checks())
                .isEqualTo(validate(spec, CheckedChunks.NONE).checks());
        assertThat(validate(spec, checked).failure()).isPresent();
    }

    private void flip(String file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(dataset.resolve(file).toFile(), "rw")) {
            bytes.seek(at);
            int value = bytes.read();
            bytes.seek(at);
            bytes.write(value ^ 1);
        }
    }
}
