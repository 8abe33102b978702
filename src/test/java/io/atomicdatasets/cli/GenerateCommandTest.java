package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Leftover;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dataset is asked for and made in the terminal. */
class GenerateCommandTest extends CommandFixture {
    @Test
    void theEndOfInputIsNoAnswer() throws Exception {
        Path target = directory.resolve("new/root/mine");

        Result result = run("", "generate", "--num-images", "100", "--output-dir", target.toString());

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("Error: nobody is there to answer; --yes generates without asking\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatNobodyCanHaveTypedIsNoAnswer() throws Exception {
        Result result = run("PK\u0003\u0004\n", "generate", "--num-images", "100", "--output-dir", at("mine"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDeclinedPlanLeavesNothing() throws Exception {
        Path target = directory.resolve("new/root/mine");

        Result result = run("no\n", "generate", "--num-images", "100", "--output-dir", target.toString());

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("Generation cancelled.");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPlanTellsWhatTheDatasetTakesAndItsLabelsInTheWordsOfTheTerminal() throws Exception {
        Result result = run("n\n", "generate", "--num-images", "5000", "--grid-size", "8", "--label", "composition");

        assertThat(result.out())
                .containsPattern("\n  Disk: [0-9.]+ MB while it is made, of [0-9.,]+ GB free\n")
                .containsPattern("\n  Time: (less than a second|about [0-9]+ (s|min))\n")
                .containsPattern("\n  Labels: 1 blob [0-9]+ %; .*; and [0-9]+ more\n")
                .containsPattern(
                        "\n  Guessed right: by the most frequent label [0-9]+ %; by the number of different values"
                                + " [0-9]+ %; by that of occupied cells [0-9]+ %\n")
                .containsPattern("\n  Warning: [0-9]+ of [0-9]+ labels are expected in fewer than 10 images of test.")
                .contains("A larger --grid-size, a smaller --min-gap");
    }

    @Test
    void aPlanTellsWhatIsDesignedAndItsLabelsBySplit() throws Exception {
        Result result = run(
                "n\n",
                "generate",
                "--num-images=2000",
                "--palette=arc",
                "--values=3,1,2,4,5",
                "--value-mode=distinct",
                "--split-by=shapes",
                "--pairs=move",
                "--hold-out={\"protocol\":\"extrapolation\",\"num_images\":10}");
        Result conditions = run(
                "n\n",
                "generate",
                "--num-images=2000",
                "--hold-out={\"when\":[{\"kind\":\"line\",\"value\":[64,99]},{\"row\":0}],\"num_images\":10}");

        assertThat(result.out())
                .contains("""

                          Held out: objects 3 to 4
                          Value mode: distinct
                          Values: 1,2,3,4,5
                          Split by: shapes
                          Pairs: move
                        """)
                .containsPattern(
                        "\n  Labels of train: 1 object [0-9]+ %; 2 objects [0-9]+ %; 3 objects 0 %; 4 objects 0 %\n")
                .containsSubsequence("\n  Labels of val: ", "\n  Labels of test: ")
                .containsPattern(
                        "\n  Labels of ood: 1 object 0 %; 2 objects 0 %; 3 objects [0-9]+ %; 4 objects [0-9]+ %\n");
        assertThat(conditions.out())
                .contains("\n  Held out: kind line, value 64 to 99\n  Held out: row 0\n  Disk: ")
                .doesNotContain("Value mode", "Split by", "Pairs");
        assertThat(run("n\n", "generate", "--num-images=2000").out()).doesNotContain("Held out", "Labels of");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.2     | less than a second
            1       | about 1 s
            89      | about 89 s
            120     | about 2 min
            36000   | about 10 h
            8640000 | about 100 days
            """)
    void timesAreToldRoughly(double seconds, String told) {
        assertThat(PlanText.time(seconds)).isEqualTo(told);
    }

    @Test
    void theLicenceIsToldInThePlanAndInTheDescriptions() throws Exception {
        Result result = run(
                "", "generate", "--num-images", "100", "--yes", "--license", "cc-by-4.0", "--output-dir", at("mine"));

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("  License: CC-BY-4.0");
        assertThat(Files.readString(directory.resolve("mine/croissant.json")))
                .contains("https://spdx.org/licenses/CC-BY-4.0");
        assertThat(Files.readString(directory.resolve("mine/README.md"))).contains("\nlicense: cc-by-4.0\n");
        assertThat(Files.readString(directory.resolve("mine/metadata.json"))).contains("CC-BY-4.0");
    }

    @Test
    void aDatasetIsMadeAgainFromItsCitation() throws Exception {
        Result made = run(
                "",
                ("generate --num-images 2000 --seed 7 --palette arc --label composition --annotations --mix blob=1,line=2"
                                + " --splits train=0.7,val=0.3 --hold-out {\"protocol\":\"extrapolation\",\"num_images\":50} --yes --quiet --output-dir "
                                + at("mine"))
                        .split(" "));
        Metadata metadata = new DatasetFolder(directory.resolve("mine")).metadata();
        String line = metadata.citation().line();

        Result again = run(
                "",
                "generate",
                "--from-citation",
                line,
                "--yes",
                "--quiet",
                "--license",
                "MIT",
                "--output-dir",
                at("again"));

        assertThat(made.code()).isZero();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(metadata.citation().bibtex()).contains("url = {" + line + "}");
        assertThat(Files.readString(directory.resolve("mine/README.md"))).contains("\n" + line + "\n");
        for (String file : List.of("train.npz", "val.npz", "test.npz", "ood.npz", "chunks.npy", "segments.npy")) {
            assertThat(directory.resolve("again").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("mine").resolve(file));
        }
        assertThat(new DatasetFolder(directory.resolve("again"))
                        .metadata()
                        .citation()
                        .line())
                .isEqualTo(line);
    }

    @Test
    void aPictureIsDrawnFromACitationToo() throws Exception {
        String line = "atomic-datasets:2/eyJudW1faW1hZ2VzIjoxMDB9";

        Result fields = run("", "preview", "--num-images", "100", "--out", at("fields.png"));
        Result cited = run("", "preview", "--from-citation", line, "--out", at("cited.png"));

        assertThat(fields.code() + cited.code()).isZero();
        assertThat(directory.resolve("cited.png")).hasSameBinaryContentAs(directory.resolve("fields.png"));
    }

    @Test
    void anEqualRequestGoesOnFromWhatADeadRunLeftAndEndsInTheSameBytes() throws Exception {
        int images = 400_000;
        DatasetSpec spec = Specs.of("num_images", images);
        leaveHalf(spec, images / 4);

        Result result = generate("mine", images);
        Result undisturbed = generate("other", images);

        assertThat(result.code()).isZero();
        assertThat(result.out()).containsPattern("Resuming at image [0-9,]+ of 400,000\\.");
        assertThat(undisturbed.out()).doesNotContain("Resuming");
        for (String file : new String[] {"train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy"}) {
            assertThat(Files.mismatch(
                            directory.resolve("mine").resolve(file),
                            directory.resolve("other").resolve(file)))
                    .isEqualTo(-1);
        }
        assertThat(directory.resolve(".staging")).doesNotExist();
    }

    private void leaveHalf(DatasetSpec spec, int images) throws Exception {
        DatasetsRoot root = new DatasetsRoot(directory);
        Progress progress = new Progress();
        Thread watcher = new Thread(() -> {
            while (progress.snapshot().done() < images || progress.checkpoints() == 0) {
                Thread.onSpinWait();
            }
            progress.stop();
        });
        watcher.setDaemon(true);
        watcher.start();
        UUID id = UUID.randomUUID();
        try (StagingDirectory staging = root.stageAnew(id, 1, 0)) {
            new Leftover(root, spec, Optional.of(new DatasetName("mine"))).note(staging);
            new DatasetPipeline(2, Clock.systemUTC(), Duration.ofMillis(1))
                    .make(id, spec, staging, root.reserve(new DatasetName("mine"), id), progress);
        } catch (StoppedException e) {
            // As wished; its reservation stays, as after a kill.
        }
    }

    @Test
    void aMissingDirectoryThatThePathLeavesAgainStandsForNothing() throws Exception {
        assertThat(generate("sub/../mine", 100).code()).isZero();
        assertThat(directory.resolve("mine/train.npz")).exists();
        assertThat(directory.resolve("sub")).doesNotExist();
    }

    @Test
    void anExistingDatasetIsNeverOverwritten() throws Exception {
        assertThat(run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("mine"))
                        .code())
                .isZero();
        byte[] before = Files.readAllBytes(directory.resolve("mine/metadata.json"));

        Result result = run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("mine"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        "Error: --output-dir 'mine' already exists; choose another name or leave it out for the next free one\n");
        assertThat(directory.resolve("mine/metadata.json")).hasBinaryContent(before);
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsAFailureInOneLine() throws Exception {
        Files.writeString(directory.resolve("file"), "in the way");

        Result result = run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("file/mine"));

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).startsWith("Error: " + at("file")).hasLineCount(1);
    }

    @Test
    void howPythonOpensADatasetIsToldInTwoLines() throws Exception {
        String out = run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("so \"called\"/mine"))
                .out();

        assertThat(out)
                .contains("import atomic_datasets as ad", "loader > atomic_datasets.py")
                .endsWith("train = ad.open(\"" + at("so \\\"called\\\"/mine") + "\").split(\"train\")\n");
    }
}
