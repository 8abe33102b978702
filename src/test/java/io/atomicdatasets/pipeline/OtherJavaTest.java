package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.AtomicDatasets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bytes from every Java that this machine has. */
class OtherJavaTest {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    @TempDir
    Path directory;

    @Test
    void everyJavaThatIsInstalledMakesTheSameBytes() throws Exception {
        Path mine = java(Path.of(System.getProperty("java.home")));
        List<Path> others = others(mine);
        Assumptions.assumeFalse(others.isEmpty(), "no other Java below " + INSTALLED);
        Path expected = generate(mine, "mine");

        for (Path other : others) {
            Path made =
                    generate(other, other.getParent().getParent().getFileName().toString());
            for (String file : List.of("train.npz", "val.npz", "test.npz", "chunks.npy")) {
                assertThat(Files.mismatch(made.resolve(file), expected.resolve(file)))
                        .as("%s by %s", file, other)
                        .isEqualTo(-1);
            }
        }
    }

    private static Path java(Path home) throws IOException {
        return home.resolve("bin/java").toRealPath();
    }

    private static List<Path> others(Path mine) throws IOException {
        List<Path> others = new ArrayList<>();
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> homes = Files.list(INSTALLED)) {
                for (Path home : homes.filter(each -> Files.isExecutable(each.resolve("bin/java")))
                        .toList()) {
                    Path java = java(home);
                    if (!java.equals(mine) && !others.contains(java) && feature(home) >= 17) {
                        others.add(java);
                    }
                }
            }
        }
        return others;
    }

    /** The number before the first dot in {@code JAVA_VERSION="25.0.1"}; 0 where that is not told. */
    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return 0;
        }
        return Files.readAllLines(release).stream()
                .filter(line -> line.startsWith("JAVA_VERSION=\""))
                .map(line -> line.replaceAll("[^0-9]+", " ").strip().split(" ", -1)[0])
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    private Path generate(Path java, String name) throws Exception {
        Path made = directory.resolve(name);
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AtomicDatasets.class.getName(),
                        "generate",
                        "--num-images=20000",
                        "--annotations",
                        "--yes",
                        "--quiet",
                        "--output-dir=" + made)
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(told).isZero();
        return made;
    }
}
