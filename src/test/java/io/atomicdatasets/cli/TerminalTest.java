package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.AtomicDatasets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, as people start it. */
class TerminalTest {
    @TempDir
    Path directory;

    private record Result(int code, String out, String err) {}

    @Test
    void aDatasetIsPlannedConfirmedAndMade() throws Exception {
        String name = LocalDate.now(ZoneOffset.UTC) + "-v1";

        Result result = run("y\n", "generate", "--num-images", "1000");

        assertThat(result.code).isZero();
        assertThat(result.out)
                .contains(
                        "Dataset Generation Plan:",
                        "  Images: 1,000",
                        "  Memory: 250.00 KB",
                        "  Output: datasets/" + name,
                        "Proceed with generation? (y/n): ",
                        "Generating 1,000 images...",
                        "Saved train: datasets/" + name + "/train.npz",
                        "Validation report saved: datasets/" + name + "/validation_report.png",
                        "Dataset generation complete!",
                        "Location: datasets/" + name);
        assertThat(directory.resolve("datasets").resolve(name).resolve("metadata.json"))
                .exists();
    }

    @Test
    void noMeansNoAndLeavesNothing() throws Exception {
        Result result = run("n\n", "generate", "--num-images", "1000");

        assertThat(result.code).isZero();
        assertThat(result.out).contains("Generation cancelled.");
        assertNothingIsLeft();
    }

    @Test
    void anExistingDatasetIsNeverOverwritten() throws Exception {
        assertThat(run("", "generate", "--num-images", "10", "--yes", "--output-dir", "mine").code)
                .isZero();
        byte[] before = Files.readAllBytes(directory.resolve("mine/metadata.json"));

        Result result = run("", "generate", "--num-images", "10", "--yes", "--output-dir", "mine");

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err)
                .isEqualTo(
                        "Error: output_dir 'mine' already exists; choose another name or leave it out for the next free one\n");
        assertThat(directory.resolve("mine/metadata.json")).hasBinaryContent(before);
    }

    @Test
    void aNumberOfImagesThatIsNotPositiveIsAFailure() throws Exception {
        for (String number : List.of("0", "-5")) {
            Result result = run("", "generate", "--num-images", number);

            assertThat(result.code).isEqualTo(1);
            assertThat(result.err).isEqualTo("Error: --num-images must be positive\n");
        }
        assertNothingIsLeft();
    }

    @Test
    void whatIsNotUnderstoodIsNamed() throws Exception {
        assertThat(run("", "generate", "--num-images", "ten").code).isEqualTo(2);
        assertThat(run("", "generate").err).contains("--num-images");
        assertThat(run("", "generate", "--num-images", "10", "--colour", "red").err)
                .contains("--colour");
        Result result = run("", "generate", "--num-images", "10", "--grid-size", "7", "--splits", "train=0.9");
        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).isEqualTo("""
                        Error: --grid-size must be between 8 and 32
                        Error: --splits must sum to 1, but train, val and test sum to 0.9
                        """);
        assertNothingIsLeft();
    }

    @Test
    void aDatasetIsVerifiedAndDrawnAgain() throws Exception {
        run("", "generate", "--num-images", "100", "--yes", "--quiet", "--output-dir", "mine", "--annotations");

        assertThat(run("", "verify", "mine").code).isZero();
        assertThat(run("", "report", "mine", "--num-samples", "9").out)
                .isEqualTo("Validation report saved: mine-report.png\n");
        assertThat(directory.resolve("mine-report.png")).isNotEmptyFile();
        Files.writeString(directory.resolve("mine/val.npz"), "spoiled");

        Result result = run("", "verify", "mine");

        assertThat(result.code).isEqualTo(1);
        assertThat(result.out).contains("CHANGED  val.npz", "ok       train.npz");
        assertThat(result.err).startsWith("Error: val.npz should have SHA-256 ");
        assertThat(run("", "verify", "nowhere").err)
                .isEqualTo("Error: nowhere: holds no dataset, there is no metadata.json in it\n");
    }

    @Test
    void aPreviewIsDrawnWithoutMakingADataset() throws Exception {
        assertThat(run("", "preview", "--num-images", "50", "--palette", "arc", "--out", "p.png").code)
                .isZero();

        assertThat(directory.resolve("p.png")).isNotEmptyFile();
        assertNothingIsLeft();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAFailureInOneLine() throws Exception {
        Files.writeString(directory.resolve("file"), "in the way");

        Result result = run("", "generate", "--num-images", "10", "--yes", "--output-dir", "file/mine");

        assertThat(result.code).isEqualTo(1);
        assertThat(result.err).startsWith("Error: file").hasLineCount(1);
    }

    @Test
    void helpAndVersionAreTold() throws Exception {
        assertThat(run("", "generate", "--help").out).contains("--mix", "--annotations", "--output-dir=PATH");
        assertThat(run("", "--version").out).startsWith("atomic-datasets ");
    }

    @Test
    void anInterruptLeavesNothingAndSaysSo() throws Exception {
        Process process = startLongRun();
        await(this::hasCheckpoint);

        assertThat(signal("INT", process)).isEqualTo(130);

        assertThat(Files.readString(directory.resolve("stderr.txt"))).contains("Interrupted; nothing was left behind.");
        assertNothingIsLeft();
    }

    @Test
    void anyOtherSignalAndAKillLeaveWhatTheSameCommandResumes() throws Exception {
        Process process = startLongRun();
        await(this::hasCheckpoint);
        assertThat(signal("TERM", process)).isEqualTo(143);
        assertThat(Files.readString(directory.resolve("stderr.txt")))
                .contains("Stopped; the same command goes on from what was made.");
        assertThat(hasCheckpoint()).isTrue();

        Process again = startLongRun();
        try (var out = again.inputReader()) {
            await(() -> out.lines().anyMatch(line -> line.startsWith("Resuming at image ")));
        }
        again.destroyForcibly().waitFor();
        assertThat(run("", "generate", "--num-images", "10", "--yes", "--output-dir", "datasets/mine").code)
                .isZero();
        assertThat(hasCheckpoint())
                .as("a run of another request sweeps nothing")
                .isTrue();
    }

    private Process startLongRun() throws IOException {
        return start("generate", "--num-images", "50000000", "--yes", "--output-dir", "datasets/mine");
    }

    private static int signal(String name, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private boolean hasCheckpoint() {
        Path staging = directory.resolve("datasets/.staging");
        if (!Files.isDirectory(staging)) {
            return false;
        }
        try (var files = Files.walk(staging)) {
            return files.anyMatch(file -> file.endsWith("checkpoint.json"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false; // It changes while we look.
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            TimeUnit.MILLISECONDS.timedJoin(Thread.currentThread(), 20);
        }
    }

    private void assertNothingIsLeft() {
        assertThat(directory.resolve("datasets/.staging")).doesNotExist();
        if (Files.exists(directory.resolve("datasets"))) {
            assertThat(directory.resolve("datasets")).isEmptyDirectory();
        }
    }

    private Result run(String input, String... words) throws Exception {
        Process process = start(words);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without asking.
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = Files.readString(directory.resolve("stderr.txt"));
        return new Result(process.waitFor(), out, err);
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AtomicDatasets.class.getName()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(directory.resolve("stderr.txt").toFile())
                .start();
    }
}
