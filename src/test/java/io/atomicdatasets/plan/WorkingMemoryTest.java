package io.atomicdatasets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.AtomicDatasets;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingMemoryTest {
    @TempDir
    Path directory;

    /** Several chunks for one worker, in a Java that may use just what the plan tells. */
    @ParameterizedTest
    @ValueSource(strings = {"deflate", "stored"})
    void aRunEndsInTheMemoryThatItsPlanTells(String compression) throws Exception {
        Map<String, Object> fields = Map.of(
                "num_images",
                40_000,
                "grid_size",
                32,
                "max_objects",
                8,
                "annotations",
                true,
                "compression",
                compression);
        DatasetSpec spec = spec(fields);

        assertThat(run(WorkingMemory.of(spec).bytes(1), fields)).isEmpty();
    }

    @Test
    void theRunOfTheDefaultRecipeDoesToo() throws Exception {
        Map<String, Object> fields = Map.of("num_images", 200_000);

        assertThat(run(WorkingMemory.of(spec(fields)).bytes(1), fields)).isEmpty();
    }

    /** Of small grids a worker's reader takes more than what it makes. */
    @Test
    void theRunOfAsManyWorkersAsFitIntoASmallHeapEndsInIt() throws Exception {
        Map<String, Object> fields =
                Map.of("num_images", 150_000, "grid_size", 8, "max_objects", 2, "annotations", true, "parquet", true);

        assertThat(run(128L << 20, 64, fields)).isEmpty();
    }

    @Test
    void memoryDoesNotGrowWithTheNumberOfImages() {
        assertThat(WorkingMemory.of(Specs.of("num_images", 1_000)))
                .isEqualTo(WorkingMemory.of(Specs.of("num_images", 1_000_000_000)));
    }

    private static DatasetSpec spec(Map<String, Object> fields) {
        List<Object> words = new ArrayList<>();
        fields.forEach((name, value) -> {
            words.add(name);
            words.add(value);
        });
        return Specs.of(words.toArray());
    }

    /** What the run complained of, nothing if it ended well. */
    private String run(long heapBytes, Map<String, Object> fields) throws Exception {
        return run(heapBytes, 1, fields);
    }

    private String run(long heapBytes, int processors, Map<String, Object> fields) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapBytes / 1024 + "k",
                "-XX:ActiveProcessorCount=" + processors,
                "-XX:+UseG1GC", // the only one that gives the whole heap
                "-cp",
                System.getProperty("java.class.path"),
                AtomicDatasets.class.getName(),
                "generate",
                "--yes",
                "--quiet",
                "--output-dir=" + directory.resolve("mine")));
        fields.forEach((name, value) -> {
            String option = "--" + name.replace('_', '-');
            command.add(value.equals(true) ? option : option + "=" + value);
        });
        Path complaints = directory.resolve("stderr.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(complaints.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String complained = Files.readString(complaints);
        return process.exitValue() == 0 ? "" : process.exitValue() + ": " + complained;
    }
}
