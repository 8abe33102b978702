package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.atomicdatasets.CoreRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/** The jar with classifier {@code core}, as {@code mvn package} leaves it. */
class CoreJarIT {
    private static final Path JAR = Path.of("target", "atomic-datasets-core.jar");

    /** All that the core needs beside the JDK, each by a class of it. */
    private static final List<Class<?>> LIBRARIES =
            List.of(JsonMapper.class, JsonParser.class, JsonInclude.class, JFreeChart.class, Hashing.class);

    @TempDir
    Path directory;

    @Test
    void makesAWholeDatasetWithNothingElseButItsFewLibraries() throws Exception {
        Path log = directory.resolve("log.txt");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));

        ProcessBuilder program =
                new ProcessBuilder(java.toString(), "-cp", classPath, CoreRun.class.getName(), directory.toString());
        program.environment().remove("JAVA_TOOL_OPTIONS"); // java would say that it picked them up
        Process run =
                program.redirectErrorStream(true).redirectOutput(log.toFile()).start();

        assertThat(run.waitFor()).as(() -> read(log)).isZero();
        assertThat(read(log)).as("what the core printed").isEmpty();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("train.npz", "val.npz", "test.npz")) {
            digest.update(Files.readAllBytes(directory.resolve("mine").resolve(file)));
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(GoldenArraysTest.annotatedFiles());
        assertThat(Files.readString(directory.resolve("mine").resolve("metadata.json")))
                .as("the version, which the build writes into a resource")
                .doesNotContain("@project.version@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.context.ApplicationContext",
                "org.springframework.core.SpringVersion",
                "picocli.CommandLine",
                "org.h2.Driver",
                "org.slf4j.Logger",
                "com.github.kagkarlsson.scheduler.Scheduler",
                "io.atomicdatasets.AtomicDatasets",
            })
    void bringsNothingOfTheServiceOrTheTerminal(String name) throws Exception {
        assertThat(Class.forName(name)).as("known here").isNotNull();
        List<URL> classPath = new ArrayList<>();
        for (Path entry : classPath()) {
            classPath.add(entry.toUri().toURL());
        }

        try (URLClassLoader core =
                new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            assertThat(core.getResource(name.replace('.', '/') + ".class")).isNull();
        }
    }

    @Test
    void holdsThePackagesFromProgressToPipelineAndNothingAtTheRoot() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            TreeSet<String> rooms = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> !name.endsWith("/") && !name.startsWith("META-INF/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(rooms)
                    .contains("io/atomicdatasets/progress/", "io/atomicdatasets/pipeline/")
                    .allMatch(room -> room.matches("io/atomicdatasets/[a-z]+/"))
                    .doesNotContain("io/atomicdatasets/web/", "io/atomicdatasets/job/", "io/atomicdatasets/cli/");
        }
    }

    /** The jar, its libraries, and a directory with the one class of this test's that runs it. */
    private List<Path> classPath() throws Exception {
        String name = CoreRun.class.getName().replace('.', '/') + ".class";
        Path program = directory.resolve("program");
        if (!Files.exists(program)) {
            Files.createDirectories(program.resolve(name).getParent());
            try (InputStream bytes = CoreRun.class.getResourceAsStream("/" + name)) {
                Files.copy(bytes, program.resolve(name));
            }
        }
        List<Path> libraries = new ArrayList<>();
        for (Class<?> each : LIBRARIES) {
            libraries.add(Path.of(
                    each.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        return Stream.concat(Stream.of(JAR.toAbsolutePath(), program), libraries.stream())
                .toList();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
