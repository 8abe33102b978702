package io.atomicdatasets.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The terminal command of the root build, whose datasets all others are held against. */
final class Terminal {
    private static final Path JAR = Path.of("..", "target", "atomic-datasets.jar");

    private Terminal() {}

    /** Makes a dataset with these options in a directory. */
    static void generate(Path target, List<String> options) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(List.of("generate", "--output-dir", target.toString(), "--yes", "--quiet"));
        words.addAll(options);
        run(words);
    }

    /** Verifies a dataset. */
    static void verify(Path dataset) throws IOException, InterruptedException {
        run(List.of("verify", dataset.toString()));
    }

    private static void run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(words);
        Path log = Files.createTempFile("terminal", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        Files.delete(log);
    }
}
