package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.check.SplitResult;
import io.atomicdatasets.check.ValidatedSplits;
import io.atomicdatasets.check.Validation;
import io.atomicdatasets.check.Validator;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationCheckpointsTest {
    private static final DatasetSpec SPEC = Specs.of("num_images", 20_000, "palette", "arc", "pairs", "recolour");

    @TempDir
    Path staging;

    private Path dataset;

    @BeforeEach
    void write() throws Exception {
        dataset = Files.createDirectory(staging.resolve("dataset"));
        try (ChunkLine line = new ChunkLine(SPEC, 2);
                DatasetWriter writer = new DatasetWriter(SPEC, dataset)) {
            writer.write(line, new Progress());
        }
    }

    /** Ends the attempt as soon as another split is validated. */
    private record StoppingAfterEach(ValidatedSplits stored, Progress progress) implements ValidatedSplits {
        @Override
        public Optional<SplitResult> of(Split split) throws IOException {
            return stored.of(split);
        }

        @Override
        public boolean add(SplitResult result) throws IOException {
            boolean isKept = stored.add(result);
            progress.stop();
            return isKept;
        }
    }

    @Test
    void anAttemptThatIsEndedAfterEachSplitGetsFurtherEachTime() throws Exception {
        Validation whole = new Validator(SPEC, 2).validate(dataset, new Progress());
        ValidationCheckpoints stored = new ValidationCheckpoints(staging, SPEC);
        long before = 0;
        Validation last = null;
        for (int attempt = 0; attempt <= Split.OOD.column() && last == null; attempt++) {
            Progress progress = new Progress();
            Validator validator = new Validator(SPEC, 2, null, new StoppingAfterEach(stored, progress));
            try {
                last = validator.validate(dataset, progress);
            } catch (StoppedException e) {
                assertThat(validated()).isGreaterThan(before);
                assertThat(progress.secondsSinceCheckpoint()).isPresent();
            }
            before = validated();
        }

        assertThat(last).isNotNull();
        assertSame(last, whole);
    }

    private long validated() throws IOException {
        try (Stream<Path> files = Files.list(staging)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    @Test
    void whatIsStoredIsTakenUpWhole() throws Exception {
        Validation first = validate(new Progress());
        Progress progress = new Progress();

        Validation second = validate(progress);

        assertSame(second, first);
        assertThat(progress.snapshot().resumed()).isEqualTo(20_000);
        assertThat(progress.snapshot().done()).isEqualTo(20_000);
    }

    @Test
    void aResultOfOtherBytesIsIgnored() throws Exception {
        validate(new Progress());
        Files.write(dataset.resolve("val.npz"), new byte[1], StandardOpenOption.APPEND);
        Progress progress = new Progress();

        assertThat(validate(progress).failure()).isPresent();
        assertThat(progress.snapshot().resumed()).isEqualTo(18_000);
    }

    @Test
    void aResultBesideOtherTablesIsIgnored() throws Exception {
        validate(new Progress());
        byte[] segments = Files.readAllBytes(dataset.resolve("segments.npy"));
        segments[segments.length - 1] ^= 1; // where the last segment of test.npz ends
        Files.write(dataset.resolve("segments.npy"), segments);
        Progress progress = new Progress();

        assertThat(validate(progress).failure()).isPresent();
        assertThat(progress.snapshot().resumed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"program\":\"0\"}",
                "{\"file\":{\"arrays\":null}}",
                "{\"counts\":{\"labels\":[]}}"
            })
    void aResultThatCannotBeReadIsIgnored(String json) throws Exception {
        for (Split split : Split.values()) {
            Files.writeString(staging.resolve("validated-" + split.label() + ".json"), json);
        }
        Progress progress = new Progress();

        assertThat(validate(progress).failure()).isEmpty();
        assertThat(progress.snapshot().resumed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"program", "algorithm", "encoder", "layout", "request"})
    void aResultOfAnotherProgramOrRequestIsIgnored(String field) throws Exception {
        validate(new Progress());
        Path file = staging.resolve("validated-train.json");
        String json = Files.readString(file);
        Files.writeString(file, json.replaceFirst("(\"" + field + "\":\"?)", "$19"));
        Progress progress = new Progress();

        assertThat(validate(progress).failure()).isEmpty();
        assertThat(progress.snapshot().resumed()).isEqualTo(4_000);
    }

    @Test
    void aSplitInWhichSomethingIsWrongIsNotStored() throws Exception {
        Files.write(dataset.resolve("test.npz"), new byte[1], StandardOpenOption.APPEND);

        assertThat(validate(new Progress()).failure()).isPresent();
        assertThat(staging.resolve("validated-test.json")).doesNotExist();
        assertThat(staging.resolve("validated-val.json")).exists();
    }

    @Test
    void aStopIsHeardWhileAHugeFileIsHashed() throws Exception {
        try (RandomAccessFile huge =
                new RandomAccessFile(dataset.resolve("train.npz").toFile(), "rw")) {
            huge.setLength(1L << 40); // a sparse file, which nobody hashes in the time of a test
        }
        Progress progress = new Progress();
        CompletableFuture<Validation> validation = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                validation.complete(new Validator(SPEC, 2).validate(dataset, progress));
            } catch (IOException | StoppedException | RuntimeException e) {
                validation.completeExceptionally(e);
            }
        });
        reader.start();
        while (progress.snapshot().done() < 4_000) { // the other splits are done
            Thread.onSpinWait();
            assertThat(validation).isNotDone();
        }
        progress.stop();

        assertThatThrownBy(() -> validation.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(StoppedException.class);
    }

    private Validation validate(Progress progress) throws Exception {
        ValidationCheckpoints stored = new ValidationCheckpoints(staging, SPEC);
        return new Validator(SPEC, 2, null, stored).validate(dataset, progress);
    }

    private static void assertSame(Validation actual, Validation expected) {
        assertThat(actual.checks()).isEqualTo(expected.checks());
        assertThat(actual.files()).isEqualTo(expected.files());
        assertThat(actual.picks()).usingRecursiveComparison().isEqualTo(expected.picks());
    }
}
