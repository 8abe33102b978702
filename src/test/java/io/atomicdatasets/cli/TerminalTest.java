package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.AtomicDatasets;
import io.atomicdatasets.describe.CitationLine;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, as people start it; {@link CommandFixture} runs what needs none. */
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
                        "  License: CC0-1.0",
                        "Proceed with generation? (y/n): ",
                        "Generating 1,000 images...",
                        "Saved train: datasets/" + name + "/train.npz",
                        "Validation report saved: datasets/" + name + "/validation_report.png",
                        "Dataset generation complete!",
                        "Location: datasets/" + name,
                        "  train = ad.open(\"datasets/" + name + "\").split(\"train\")");
        assertThat(directory.resolve("datasets").resolve(name).resolve("metadata.json"))
                .exists();
    }

    @Test
    void onATerminalTheBarIsOneLineThatIsAsNarrowAsItsWindow() throws Exception {
        String generate = command("generate", "--num-images", "300000", "--yes", "--output-dir", "mine").stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));

        Process process = new ProcessBuilder("script", "-qec", "stty cols 40; " + generate, "/dev/null")
                .directory(directory.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(out.split("\n"))
                .filteredOn(line -> line.contains("<"))
                .as("lines with a bar")
                .hasSize(1);
        assertThat(Pattern.compile("\r([^\r\n]*[0-9]% [^\r\n]*)").matcher(out).results())
                .isNotEmpty()
                .allMatch(frame -> frame.group(1).length() < 40);
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

    @Test
    void aSignalEndsAVerificationAndLeavesTheDatasetAlone() throws Exception {
        assertThat(run("", "generate", "--num-images", "1000000", "--yes", "--output-dir", "datasets/mine").code)
                .isZero();

        for (Map.Entry<String, Integer> signal : Map.of("INT", 130, "TERM", 143).entrySet()) {
            Process process = start("verify", "--regenerate", "datasets/mine");
            await(() -> Files.exists(directory.resolve("datasets/.staging")));

            assertThat(signal(signal.getKey(), process)).isEqualTo(signal.getValue());

            assertThat(Files.readString(directory.resolve("stderr.txt"))).contains("Stopped; nothing was left behind.");
            try (var left = Files.list(directory.resolve("datasets"))) {
                assertThat(left).containsExactly(directory.resolve("datasets/mine"));
            }
        }
    }

    @Test
    void imagesOnStandardOutputAreAFileAndNothingElse() throws Exception {
        assertThat(imagesOf(
                        "--num-images",
                        "2k",
                        "--split",
                        "ood",
                        "--hold-out",
                        "{\"protocol\": \"interpolation\"}",
                        "--annotations"))
                .isEqualTo(2_000);
        assertThat(directory.resolve("datasets")).doesNotExist();
    }

    @Test
    void ofACitationTheImagesOfOneSplitAreOnStandardOutputOrThoseOfARange() throws Exception {
        DatasetSpec cited = Specs.of(
                "num_images",
                50_000_000,
                "hold_out",
                Map.of("when", List.of(Map.of("kind", "line", "row", 0)), "num_images", 3_000));
        String line = new CitationLine(Versions.CURRENT.algorithm(), cited).text();

        assertThat(imagesOf("--from-citation", line, "--split", "ood")).isEqualTo(3_000);
        assertThat(imagesOf("--from-citation", line, "--start", "1M", "--count", "5000"))
                .isBetween(3_000, 4_500);
    }

    private int imagesOf(String... options) throws Exception {
        Path file = directory.resolve("images.npz");
        List<String> words = new ArrayList<>(List.of("generate", "--stdout"));
        words.addAll(List.of(options));
        Process process = new ProcessBuilder(command(words.toArray(String[]::new)))
                .redirectOutput(file.toFile())
                .redirectError(directory.resolve("stderr.txt").toFile())
                .start();

        assertThat(process.waitFor()).isZero();
        assertThat(directory.resolve("stderr.txt")).isEmptyFile();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getInputStream(zip.getEntry("labels.npy")).readAllBytes().length - 128;
        }
    }

    @Test
    void whoeverReadsImagesMayGoAway() throws Exception {
        Process process = start("generate", "--stdout", "--count", "1M", "--compression", "stored");
        process.getInputStream().readNBytes(1000);
        process.getInputStream().close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(141);
        assertThat(directory.resolve("stderr.txt")).isEmptyFile();
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
        return new ProcessBuilder(command(words))
                .directory(directory.toFile())
                .redirectError(directory.resolve("stderr.txt").toFile())
                .start();
    }

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // it is started often, and then starts sooner
                "-cp",
                System.getProperty("java.class.path"),
                AtomicDatasets.class.getName()));
        command.addAll(List.of(words));
        return command;
    }
}
