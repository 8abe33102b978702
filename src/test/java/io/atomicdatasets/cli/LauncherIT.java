package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.Program;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher, as {@code mvn package} leaves it in {@code target/atomic-datasets}. */
class LauncherIT {
    private static final Path PROGRAM = Path.of("target", "atomic-datasets").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 180;

    @TempDir
    Path directory;

    private final Map<String, String> environment = new TreeMap<>();
    private Path launcher = PROGRAM.resolve("bin").resolve("atomic-datasets");

    private record Result(int code, String out, String err) {}

    @BeforeEach
    void startsWithTheJavaOfTheTestsAndNoCache() {
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CACHE_HOME", "/dev/null");
    }

    @Test
    void startsThroughLinksFromAnyDirectoryWithSpacesInItsPath() throws Exception {
        Path moved = Files.createDirectories(directory.resolve("my programs").resolve("atomic datasets"));
        Path lib = Files.createDirectory(moved.resolve("lib"));
        try (Stream<Path> jars = Files.list(PROGRAM.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
        Files.copy(launcher, Files.createDirectory(moved.resolve("bin")).resolve("atomic-datasets"));
        makeExecutable(moved.resolve("bin").resolve("atomic-datasets"));
        Path links = Files.createDirectory(directory.resolve("a path"));
        Files.createSymbolicLink(
                links.resolve("relative"), Path.of("..", "my programs", "atomic datasets", "bin", "atomic-datasets"));
        launcher = Files.createSymbolicLink(directory.resolve("link"), links.resolve("relative"));

        Result result = run("generate", "--num-images", "10", "--yes", "--quiet", "--output-dir", "my data/mine");

        assertThat(result.err).isEmpty();
        assertThat(result.code).isZero();
        assertThat(directory.resolve("my data").resolve("mine").resolve("metadata.json"))
                .exists();
    }

    @Test
    void findsJavaOnThePath() throws Exception {
        environment.remove("JAVA_HOME");
        environment.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));

        assertThat(run("--version")).isEqualTo(version());
    }

    @Test
    void isTheProgramItselfForExitCodesAndSignals() throws Exception {
        assertThat(run("generate", "--num-images", "0").code).isEqualTo(Terminal.FAILED);
        assertThat(run("generate", "--grid-size", "one").code).isEqualTo(Terminal.MISUSED);

        Process asking = start("generate", "--num-images", "10");
        await(() -> read("stdout.txt").contains("Proceed with generation?"));
        asking.toHandle().destroy(); // which leaves its standard input open
        assertThat(asking.waitFor()).isEqualTo(143);
        assertThat(read("stderr.txt")).startsWith("Stopped");
    }

    @Test
    void takesTheOptionsOfJavaAsWords() throws Exception {
        environment.put("JAVA_OPTS", "-Da=* -XshowSettings:properties -Xmx96m");

        Result result = run("--version");

        assertThat(result.out).isEqualTo(version().out);
        assertThat(result.err).containsPattern("\n +a = \\*\n");
        environment.put("JAVA_OPTS", "-Xmx1k");
        assertThat(run("--version").code).as("an option that Java refuses").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, true", "1.8.0_402, true", "11.0.2, false"})
    void saysInOneLineThatAnOlderJavaIsTooOld(String version, boolean hasReleaseFile) throws Exception {
        Path java = Files.createDirectories(directory.resolve("old java").resolve("bin"))
                .resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"" + version + "\" 2019-01-15' >&2\n");
        makeExecutable(java);
        if (hasReleaseFile) {
            Files.writeString(directory.resolve("old java").resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        }
        environment.put("JAVA_HOME", directory.resolve("old java").toString());

        assertThat(run("--version")).isEqualTo(new Result(1, "", "Error: " + java + " is not Java 17 or later\n"));
    }

    @Test
    void saysInOneLineThatThereIsNoJava() throws Exception {
        environment.put("JAVA_HOME", directory.toString());
        assertThat(run("--version").err)
                .isEqualTo("Error: there is no bin/java in JAVA_HOME, which is " + directory
                        + "; Java 17 or later is needed\n");

        environment.remove("JAVA_HOME");
        environment.put("PATH", directory.toString());
        assertThat(run("--version"))
                .isEqualTo(new Result(1, "", "Error: there is no java on the PATH; Java 17 or later is needed\n"));
    }

    @Test
    void makesOneArchiveOfItsClassesHoweverManyStartAndMakesADamagedOneAgain() throws Exception {
        Path cache = directory.resolve("my cache");
        environment.put("XDG_CACHE_HOME", cache.toString());

        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(builder("--version").redirectErrorStream(true).start());
        }
        for (Process each : starts) {
            assertThat(new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(version().out);
        }
        await(() -> isQuiet(cache));
        Path archive = archives(cache).get(0);
        assertThat(archives(cache)).hasSize(1);
        assertThat(Files.getPosixFilePermissions(cache.resolve("atomic-datasets")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));

        environment.put("JAVA_OPTS", "-Xlog:class+load:file=loaded.txt");
        assertThat(run("--version")).isEqualTo(version());
        assertThat(read("loaded.txt"))
                .containsPattern("io\\.atomicdatasets\\.cli\\.Terminal source: shared objects file");

        environment.remove("JAVA_OPTS");
        makeWritable(archive);
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.setLength(file.length() / 2); // Java itself would die of it
        }
        assertThat(run("--version")).isEqualTo(version());
        await(() -> isQuiet(cache) && !archives(cache).contains(archive));
        assertThat(archives(cache)).hasSize(1);
    }

    /** Whether there is an archive, and nobody is making one. */
    private static boolean isQuiet(Path cache) {
        List<Path> found = archives(cache);
        return !found.isEmpty() && found.stream().noneMatch(each -> Files.exists(each.resolveSibling("new")));
    }

    private static List<Path> archives(Path cache) {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]+-[0-9]+-[0-9]+"))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // it changes as we look
        }
    }

    private Result version() {
        return new Result(0, "atomic-datasets " + Program.VERSION + "\n", "");
    }

    private Result run(String... words) throws Exception {
        int code = start(words).waitFor();
        return new Result(code, read("stdout.txt"), read("stderr.txt"));
    }

    private Process start(String... words) throws IOException {
        return builder(words)
                .redirectOutput(directory.resolve("stdout.txt").toFile())
                .redirectError(directory.resolve("stderr.txt").toFile())
                .start();
    }

    private ProcessBuilder builder(String... words) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private String read(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void makeWritable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
