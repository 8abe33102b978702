package io.atomicdatasets.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateTest {
    @TempDir
    Path directory;

    @BeforeAll
    static void settings() {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
        System.setProperty("spark.driver.host", "127.0.0.1");
    }

    /** What a run says to those who wait for it, and its exit code. */
    private record Run(int code, String errors) {
        static Run of(String... words) {
            ByteArrayOutputStream errors = new ByteArrayOutputStream();
            PrintStream before = System.err;
            System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
            try {
                return new Run(Generate.run(words), errors.toString(StandardCharsets.UTF_8));
            } finally {
                System.setErr(before);
            }
        }
    }

    @Test
    void makesEveryFileThatTheTerminalMakes() throws Exception {
        List<String> options = List.of(
                "--num-images",
                "40000",
                "--shard-size",
                "16384",
                "--annotations",
                "--parquet",
                "--palette",
                "arc",
                "--hold-out",
                "{\"protocol\": \"composition\", \"num_images\": 5000}");
        List<String> words = new ArrayList<>(options);
        Path target = directory.resolve("mine").resolve("x");
        words.addAll(List.of("--output", target.toUri().toString(), "--quiet"));

        Run run = Run.of(words.toArray(String[]::new));

        assertThat(run.code()).as(run.errors()).isZero();
        Path expected = directory.resolve("expected").resolve("x");
        Terminal.generate(expected, options);
        SameDataset.requireEqual(expected, target);
        Terminal.verify(target);
    }

    @Test
    void refusesWrongFieldsInTheWordsOfTheTerminal() {
        Run run = Run.of("--num-images", "10", "--grid-size", "99", "--shard-size", "1", "--output", at("x"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors())
                .contains("Error: --grid-size must be between 8 and 32")
                .contains("Error: --shard-size must be between 16,384 and 4,294,967,296");
    }

    @Test
    void refusesSplitsThatNoRunCanFillBeforeTheFirstTask() {
        Run run = Run.of(
                "--num-images",
                "1000",
                "--max-objects",
                "1",
                "--mix",
                "line=1",
                "--split-by",
                "shapes",
                "--splits",
                "train=0.999,val=0.001",
                "--shard-size",
                "16384",
                "--output",
                at("x"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("Error: --splits").contains("too few combinations of shapes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void needsShards() {
        Run run = Run.of("--num-images", "10", "--output", at("x"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("--shard-size N is needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--nonsense", "--yes"})
    void refusesUnknownOptions(String option) {
        Run run = Run.of("--num-images", "10", "--shard-size", "16384", "--output", at("x"), option);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(option);
    }

    @Test
    void refusesAnOutputThatExists() throws Exception {
        Files.createDirectories(directory.resolve("x"));

        Run run = Run.of("--num-images", "10", "--shard-size", "16384", "--output", at("x"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("output_dir 'x' already exists");
        assertThat(directory).isDirectoryNotContaining("glob:**.records");
    }

    @Test
    void goesOnWithWhatIsThereOnlyWhenItIsToldTo() throws Exception {
        Files.createDirectories(directory.resolve("x.records"));

        Run run = Run.of("--num-images", "10", "--shard-size", "16384", "--output", at("x"));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("x.records is there").contains("--resume goes on with what it made");
        assertThat(directory.resolve("x.records")).isEmptyDirectory();
    }

    @Test
    void failsBeforeTheFirstTaskWhereNothingCanBeWritten() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        Run run = Run.of("--num-images", "10", "--shard-size", "16384", "--output", file + "/x");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errors()).contains("Error: ").contains("file").doesNotContain("Exception");
    }

    @Test
    void refusesFileSystemsThatShowFilesThatAreHalfWritten() {
        Run run = Run.of("--num-images", "10", "--shard-size", "16384", "--output", "hdfs://127.0.0.1:1/x");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("--output hdfs://127.0.0.1:1/x: a file that is half written could be seen");
    }

    @Test
    void refusesTheVersionsOfJavaThatCorruptData() {
        assertThatThrownBy(() -> SoundJava.require(Runtime.Version.parse("25.0.2+10-LTS")))
                .hasMessage("Java 25.0.2+10-LTS can corrupt data (JDK-8377811); use Java 17, 21, or 25 from 25.0.3 on");
        assertThatThrownBy(() -> SoundJava.require(Runtime.Version.parse("25-ea")))
                .hasMessageContaining("25-ea");
        for (String sound : List.of("17.0.15", "21.0.1", "25.0.3", "25.0.3+9-LTS", "25.1", "26-ea")) {
            assertThatCode(() -> SoundJava.require(Runtime.Version.parse(sound)))
                    .doesNotThrowAnyException();
        }
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }
}
