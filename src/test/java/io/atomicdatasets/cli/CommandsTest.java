package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.HandMadeShards;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Leftover;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands in this process, with its standard streams. */
@Isolated
class CommandsTest {
    @TempDir
    Path directory;

    private record Result(int code, String out, String err) {}

    @Test
    void theEndOfInputIsNoAnswer() throws Exception {
        Path target = directory.resolve("new/root/mine");

        Result result = run("", "generate", "--num-images", "100", "--output-dir", target.toString());

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).isEqualTo("Error: nobody is there to answer; --yes generates without asking\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDeclinedPlanLeavesNothing() throws Exception {
        Path target = directory.resolve("new/root/mine");

        Result result = run("no\n", "generate", "--num-images", "100", "--output-dir", target.toString());

        assertThat(result.code).isZero();
        assertThat(result.out).contains("Generation cancelled.");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anEqualRequestGoesOnFromWhatADeadRunLeftAndEndsInTheSameBytes() throws Exception {
        int images = 400_000;
        DatasetSpec spec = Specs.of("num_images", images);
        leaveHalf(spec, images / 4);

        Result result = generate("mine", images);
        Result undisturbed = generate("other", images);

        assertThat(result.code).isZero();
        assertThat(result.out).containsPattern("Resuming at image [0-9,]+ of 400,000\\.");
        assertThat(undisturbed.out).doesNotContain("Going on");
        for (String file : new String[] {"train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy"}) {
            assertThat(Files.mismatch(
                            directory.resolve("mine").resolve(file),
                            directory.resolve("other").resolve(file)))
                    .isEqualTo(-1);
        }
        assertThat(directory.resolve(".staging")).doesNotExist();
    }

    private Result generate(String name, int images) throws Exception {
        return run(
                "",
                "generate",
                "--num-images",
                "" + images,
                "--yes",
                "--quiet",
                "--output-dir",
                directory.resolve(name).toString());
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
        assertThat(generate("sub/../mine", 100).code).isZero();
        assertThat(directory.resolve("mine/train.npz")).exists();
        assertThat(directory.resolve("sub")).doesNotExist();
    }

    @Test
    void aDatasetIsReadThroughLinks() throws Exception {
        generate("mine", 100);
        Path link = Files.createSymbolicLink(directory.resolve("cur"), directory.resolve("mine"));
        Path cache = Files.createDirectory(directory.resolve("cache"));
        try (var files = Files.list(directory.resolve("mine"))) {
            for (Path file : files.toList()) {
                Files.createSymbolicLink(cache.resolve(file.getFileName()), file);
            }
        }

        for (Path path : new Path[] {link, cache}) {
            assertThat(run("", "verify", path.toString()).code).isZero();
            String picture = directory.resolve(path.getFileName() + ".png").toString();
            assertThat(run("", "report", path.toString(), "--out", picture).code)
                    .isZero();
        }
    }

    @Test
    void picturesAreWrittenOverNothing() throws Exception {
        generate("mine", 100);
        Path train = directory.resolve("mine/train.npz");
        byte[] before = Files.readAllBytes(train);
        Path link = Files.createSymbolicLink(directory.resolve("link.png"), train);
        for (Path out : new Path[] {train, directory.resolve("mine/new.png"), link}) {
            String mine = directory.resolve("mine").toString();
            assertThat(run("", "report", mine, "--out", out.toString(), "--force").code)
                    .isEqualTo(2);
        }
        assertThat(train).hasBinaryContent(before);
        Path notes = Files.writeString(directory.resolve("notes.png"), "mine");
        String[] preview = {"preview", "--num-images", "50", "--out", notes.toString()};

        assertThat(run("", preview).err).isEqualTo("Error: " + notes + ": already exists; --force overwrites it\n");
        assertThat(notes).hasContent("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "{\"id\": 5}",
                "FILES [null]",
                "FILES [{\"name\": null, \"bytes\": 1, \"sha256\": \"00\"}]",
                "FILES [{\"name\": \"train.npz\", \"bytes\": 1, \"sha256\": null}]",
                "FILES [{\"name\": \"../../etc/passwd\", \"bytes\": 1, \"sha256\": \"00\"}]",
            })
    void aSpoiledDescriptionIsOneClearLine(String spoiled) throws Exception {
        generate("mine", 100);
        Path metadata = directory.resolve("mine/metadata.json");
        String text = Files.readString(metadata);
        int files = text.indexOf("\"files\" : ");
        Files.writeString(
                metadata,
                spoiled.startsWith("FILES ")
                        ? text.substring(0, files) + "\"files\" : " + spoiled.substring(6)
                                + text.substring(text.indexOf(",\n  \"validation\"", files))
                        : spoiled);

        Result result = run("", "verify", directory.resolve("mine").toString());

        assertThat(result.code).isEqualTo(1);
        assertThat(result.out).isEmpty();
        assertThat(result.err)
                .startsWith("Error: " + directory.resolve("mine") + ": metadata.json ")
                .hasLineCount(1)
                .doesNotContain("java.");
    }

    @ParameterizedTest
    @CsvSource({"ten", "1.5", "''"})
    void noMessageNamesAClassOfJava(String number) throws Exception {
        Result result = run("", "generate", "--num-images", number);

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("--num-images").doesNotContain("java").doesNotContain("BigInteger");
    }

    @Test
    void anExistingDatasetIsNeverOverwritten() throws Exception {
        assertThat(run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("mine")).code)
                .isZero();
        byte[] before = Files.readAllBytes(directory.resolve("mine/metadata.json"));

        Result result = run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("mine"));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err)
                .isEqualTo(
                        "Error: --output-dir 'mine' already exists; choose another name or leave it out for the next free one\n");
        assertThat(directory.resolve("mine/metadata.json")).hasBinaryContent(before);
    }

    @Test
    void aNumberOfImagesThatIsNotPositiveIsAFailure() throws Exception {
        for (String number : List.of("0", "-5")) {
            Result result = run("", "generate", "--num-images", number);

            assertThat(result.code).isEqualTo(1);
            assertThat(result.err).isEqualTo("Error: --num-images must be positive\n");
        }
        assertThat(directory).isEmptyDirectory();
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
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aDatasetIsVerifiedAndDrawnAgain() throws Exception {
        run("", "generate", "--num-images", "100", "--yes", "--quiet", "--output-dir", at("mine"), "--annotations");

        assertThat(run("", "verify", at("mine")).out).endsWith("""
                        All 9 files have the SHA-256 that metadata.json tells; it is the only file without one.
                        """);
        assertThat(run("", "report", at("mine"), "--num-samples", "9", "--out", at("mine-report.png")).out)
                .isEqualTo("Validation report saved: " + at("mine-report.png") + "\n");
        assertThat(directory.resolve("mine-report.png")).isNotEmptyFile();
        Files.writeString(directory.resolve("mine/val.npz"), "spoiled");

        Result result = run("", "verify", at("mine"));

        assertThat(result.code).isEqualTo(1);
        assertThat(result.out)
                .contains("CHANGED  val.npz", "ok       train.npz", "\n1 of 9 files is not what was made.");
        assertThat(result.err).startsWith("Error: val.npz should have SHA-256 ");
        assertThat(run("", "verify", at("nowhere")).err)
                .isEqualTo("Error: " + at("nowhere") + ": holds no dataset, there is no metadata.json in it\n");
    }

    @Test
    void everyShardIsVerified() throws Exception {
        generate("mine", 100);
        HandMadeShards.cut(directory.resolve("mine"), 20);
        Files.delete(directory.resolve("mine/val-00019.npz"));

        Result result = run("", "verify", at("mine"));

        assertThat(result.code).isEqualTo(1);
        assertThat(result.out)
                .contains("ok       train-00000.npz", "ok       test-00019.npz", "CHANGED  val-00019.npz");
        assertThat(result.err).startsWith("Error: val-00019.npz should have").hasLineCount(1);
    }

    @Test
    void aPreviewIsDrawnWithoutMakingADataset() throws Exception {
        assertThat(run("", "preview", "--num-images", "50", "--palette", "arc", "--out", at("p.png")).code)
                .isZero();

        assertThat(directory.resolve("p.png")).isNotEmptyFile();
        assertThat(directory).isDirectoryNotContaining(file -> !file.endsWith("p.png"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            frobnicate                       | there is no command 'frobnicate'; there are generate, join, preview,
            generate --num-images 10 extra   | 'extra' is one argument too many
            generate --num-image 10          | there is no option --num-image; did you mean --num-images?
            report . --num-samples many      | --num-samples must be a whole number below 2,147,483,648, not 'many'
            generate --num-images 10 --parts 99999999999 | --parts must be a whole number below
            generate --num-images 10 --output-dir ..     | the last part of the path must be one directory name
            join ..                          | the last part of the path must be one directory name
            """)
    void whatIsWrongIsSaidInTheWordsOfTheTerminal(String command, String told) throws Exception {
        Result result = run("", command.split(" "));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).startsWith("Error: " + told);
    }

    @Test
    void whatNobodyCanHaveTypedIsNoAnswer() throws Exception {
        Result result = run("PK\u0003\u0004\n", "generate", "--num-images", "100", "--output-dir", at("mine"));

        assertThat(result.code).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPlanTellsWhatTheDatasetTakesAndItsLabelsInTheWordsOfTheTerminal() throws Exception {
        Result result = run("n\n", "generate", "--num-images", "5000", "--grid-size", "8", "--label", "composition");

        assertThat(result.out)
                .containsPattern("\n  Disk: [0-9.]+ MB while it is made, of [0-9.,]+ GB free\n")
                .containsPattern("\n  Time: (less than a second|about [0-9]+ (s|min))\n")
                .containsPattern("\n  Labels: 1 blob [0-9]+ %; .*; and [0-9]+ more\n")
                .containsPattern(
                        "\n  Guessed right: by the most frequent label [0-9]+ %; by the number of different values"
                                + " [0-9]+ %; by that of occupied cells [0-9]+ %\n")
                .containsPattern("\n  Warning: [0-9]+ of [0-9]+ labels are expected in fewer than 10 images of test.")
                .contains("A larger --grid-size, a smaller --min-gap");
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
    void aDirectoryThatCannotBeWrittenIsAFailureInOneLine() throws Exception {
        Files.writeString(directory.resolve("file"), "in the way");

        Result result = run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("file/mine"));

        assertThat(result.code).isEqualTo(1);
        assertThat(result.err).startsWith("Error: " + at("file")).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0/4    | parts are counted from 1 to 4, so there is no part 0
            5/4    | parts are counted from 1 to 4, so there is no part 5
            1/0    | a dataset is made in 1 to 50000 parts, not in 0
            x      | must be I/N, such as 3/64, or 'auto'
            1/4x   | must be I/N, such as 3/64, or 'auto'
            -1/4   | must be I/N, such as 3/64, or 'auto'
            auto   | needs --parts N, how many there are
            """)
    void aPartThatThereIsNotIsMisuseInOneLine(String part, String complaint) throws Exception {
        Result result = run(
                "",
                "generate",
                "--num-images",
                "100000",
                "--shard-size",
                "16384",
                "--part",
                part,
                "--output-dir",
                at("p"));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).isEqualTo("Error: --part " + part + ": " + complaint + "\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPartNeedsADirectoryAndShards() throws Exception {
        Result nowhere = run("", "generate", "--num-images", "100000", "--shard-size", "16384", "--part", "1/2");
        Result whole = run("", "generate", "--num-images", "100000", "--part", "1/2", "--output-dir", at("p"));
        Result lonely = run("", "generate", "--num-images", "100000", "--parts", "2", "--output-dir", at("p"));

        assertThat(List.of(nowhere.code, whole.code, lonely.code)).containsOnly(2);
        assertThat(nowhere.err)
                .startsWith("Error: --part needs --output-dir PATH")
                .hasLineCount(1);
        assertThat(whole.err).startsWith("Error: --part needs --shard-size N").hasLineCount(1);
        assertThat(lonely.err).isEqualTo("Error: --parts goes with '--part auto'\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void partsAreMadeWithoutAQuestionAndJoined() throws Exception {
        String[] part = {
            "generate",
            "--num-images",
            "60000",
            "--shard-size",
            "16384",
            "--quiet",
            "--output-dir",
            at("mine"),
            "--part",
            ""
        };
        part[part.length - 1] = "2/2";
        assertThat(run("", part).code).isZero();

        Result early = run("", "join", at("mine"));
        assertThat(early.code).isEqualTo(1);
        assertThat(early.err)
                .startsWith("Error: part 1 of 2 is to be made: sbatch --array=1,")
                .hasLineCount(1);
        assertThat(run("", "join", "--status", at("mine")).out).contains("Missing parts: 1");
        part[part.length - 1] = "1/2";
        assertThat(run("", part).code).isZero();
        assertThat(run("", "join", "--status", at("mine")).out).contains("2 there, 0 missing");

        assertThat(run("", "join", "--quiet", at("mine")).code).isZero();
        assertThat(directory.resolve("mine.parts")).doesNotExist();
        assertThat(run("", "verify", "--regenerate", at("mine")).out).endsWith("""
                        Made again from the recipe: all 60,000 images and labels are the same, byte for byte.
                        """);
        Result late = run("", part);
        assertThat(late.code).isEqualTo(3);
        assertThat(late.err)
                .endsWith("is there already; its parts were joined\n")
                .hasLineCount(1);
    }

    @Test
    void joiningWhatIsNotThereIsMisuse() throws Exception {
        Result result = run("", "join", at("nothing"));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).contains("does not exist; generate --part makes").hasLineCount(1);
        assertThat(run("", "join", "--status", at("nothing")).code).isEqualTo(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void helpAndVersionAreTold() throws Exception {
        assertThat(run("", "generate", "--help").out)
                .contains("--mix", "--annotations", "--shard-size=N", "--output-dir=PATH", "130   interrupted;");
        for (String command : List.of("", "generate ", "join ", "preview ", "report ", "verify ", "loader ")) {
            assertThat(run("", (command + "--version").split(" ")).out).startsWith("atomic-datasets ");
        }
    }

    @Test
    void theLoaderIsPrintedAsItIs() throws Exception {
        assertThat(run("", "loader").out).isEqualTo(Files.readString(Path.of("python/atomic_datasets.py")));
    }

    @Test
    void howPythonOpensADatasetIsToldInTwoLines() throws Exception {
        String out = run("", "generate", "--num-images", "10", "--yes", "--output-dir", at("so \"called\"/mine")).out;

        assertThat(out)
                .contains("import atomic_datasets as ad", "loader > atomic_datasets.py")
                .endsWith("train = ad.open(\"" + at("so \\\"called\\\"/mine") + "\").split(\"train\")\n");
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --count 5 --num-images 5            | --start, --count and --split go with --stdout
            --stdout --count 5 --num-images 5   | give the one or the others
            --stdout --num-images 2M            | --stdout gives up to 1,048,576 images
            --stdout --count 0                  | --count must be between 1 and 1,048,576
            --stdout --count x                  | --count must be an integer
            --stdout --start -1                 | --start must be between 0 and 9,223,372,036,854,775,807
            --stdout --split ood                | --split must be one of train, val, test
            --stdout --grid-size 7              | --grid-size must be between 8 and 32
            --stdout --shard-size 16384         | --shard-size is unknown
            --stdout --output-dir x             | --output-dir, --license and --part do not go with it
            --stdout --license MIT              | --output-dir, --license and --part do not go with it
            --stdout --part 1/2                 | --output-dir, --license and --part do not go with it
            --stdout --split val --splits train=1 --num-images 1 | val has no more than 0 images
            """)
    void whatDoesNotGoWithStandardOutputIsOneClearLine(String options, String told) throws Exception {
        Result result = run("", ("generate " + options).split(" "));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).startsWith("Error: ").contains(told).hasLineCount(1);
        assertThat(result.out).isEmpty();
    }

    @Test
    void theLicenceIsToldInThePlanAndInTheDescriptions() throws Exception {
        Result result = run(
                "", "generate", "--num-images", "100", "--yes", "--license", "cc-by-4.0", "--output-dir", at("mine"));

        assertThat(result.code).isZero();
        assertThat(result.out).contains("  License: CC-BY-4.0");
        assertThat(Files.readString(directory.resolve("mine/croissant.json")))
                .contains("https://spdx.org/licenses/CC-BY-4.0");
        assertThat(Files.readString(directory.resolve("mine/README.md"))).contains("\nlicense: cc-by-4.0\n");
        assertThat(Files.readString(directory.resolve("mine/metadata.json"))).contains("CC-BY-4.0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            generate --num-images 100 --license mine | is not an SPDX identifier such as CC0-1.0
            generate --num-images 100 --license MIT --part 1/2 --shard-size 16384 --output-dir x | --license goes with
            """)
    void aLicenceThatIsNoneIsRefused(String command, String told) throws Exception {
        Result result = run("", command.split(" "));

        assertThat(result.code).isEqualTo(2);
        assertThat(result.err).startsWith("Error: ").contains(told).hasLineCount(1);
    }

    private static Result run(String input, String... words) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = Terminal.run(words);
            return new Result(code, told.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }
}
