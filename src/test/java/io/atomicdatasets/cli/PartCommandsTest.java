package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A dataset is made in parts, which are joined. */
class PartCommandsTest extends CommandFixture {
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

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("Error: --part " + part + ": " + complaint + "\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aPartNeedsADirectoryAndShards() throws Exception {
        Result nowhere = run("", "generate", "--num-images", "100000", "--shard-size", "16384", "--part", "1/2");
        Result whole = run("", "generate", "--num-images", "100000", "--part", "1/2", "--output-dir", at("p"));
        Result lonely = run("", "generate", "--num-images", "100000", "--parts", "2", "--output-dir", at("p"));

        assertThat(List.of(nowhere.code(), whole.code(), lonely.code())).containsOnly(2);
        assertThat(nowhere.err())
                .startsWith("Error: --part needs --output-dir PATH")
                .hasLineCount(1);
        assertThat(whole.err()).startsWith("Error: --part needs --shard-size N").hasLineCount(1);
        assertThat(lonely.err()).isEqualTo("Error: --parts goes with '--part auto'\n");
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
        assertThat(run("", part).code()).isZero();

        Result early = run("", "join", at("mine"));
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err())
                .startsWith("Error: part 1 of 2 is to be made: sbatch --array=1,")
                .hasLineCount(1);
        assertThat(run("", "join", "--status", at("mine")).out()).contains("Missing parts: 1");
        part[part.length - 1] = "1/2";
        assertThat(run("", part).code()).isZero();
        assertThat(run("", "join", "--status", at("mine")).out()).contains("2 there, 0 missing");

        assertThat(run("", "join", "--quiet", at("mine")).code()).isZero();
        assertThat(directory.resolve("mine.parts")).doesNotExist();
        assertThat(run("", "verify", "--regenerate", at("mine")).out()).endsWith("""
                        Made again from the recipe: all 60,000 images and labels are the same, byte for byte.
                        """);
        Result late = run("", part);
        assertThat(late.code()).isEqualTo(3);
        assertThat(late.err())
                .endsWith("is there already; its parts were joined\n")
                .hasLineCount(1);
    }

    @Test
    void joiningWhatIsNotThereIsMisuse() throws Exception {
        Result result = run("", "join", at("nothing"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("does not exist; generate --part makes")
                .hasLineCount(1);
        assertThat(run("", "join", "--status", at("nothing")).code()).isEqualTo(1);
        assertThat(directory).isEmptyDirectory();
    }
}
