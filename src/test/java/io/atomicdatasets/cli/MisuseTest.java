package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that cannot be carried out as they were typed, and the help for them. */
class MisuseTest extends CommandFixture {
    @Test
    void aNumberOfImagesThatIsNotPositiveIsAFailure() throws Exception {
        for (String number : List.of("0", "-5")) {
            Result result = run("", "generate", "--num-images", number);

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).isEqualTo("Error: --num-images must be positive\n");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"ten", "1.5", "''"})
    void noMessageNamesAClassOfJava(String number) throws Exception {
        Result result = run("", "generate", "--num-images", number);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--num-images").doesNotContain("java").doesNotContain("BigInteger");
    }

    @Test
    void whatIsNotUnderstoodIsNamed() throws Exception {
        assertThat(run("", "generate", "--num-images", "ten").code()).isEqualTo(2);
        assertThat(run("", "generate").err()).contains("--num-images");
        assertThat(run("", "generate", "--num-images", "10", "--colour", "red").err())
                .contains("--colour");
        Result result = run("", "generate", "--num-images", "10", "--grid-size", "7", "--splits", "train=0.9");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("""
                        Error: --grid-size must be between 8 and 32
                        Error: --splits must sum to 1, but train, val and test sum to 0.9
                        """);
        assertThat(directory).isEmptyDirectory();
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

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("Error: " + told);
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

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("Error: ").contains(told).hasLineCount(1);
        assertThat(result.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            generate --num-images 100 --license mine | is not an SPDX identifier such as CC0-1.0
            generate --num-images 100 --license MIT --part 1/2 --shard-size 16384 --output-dir x | --license goes with
            """)
    void aLicenceThatIsNoneIsRefused(String command, String told) throws Exception {
        Result result = run("", command.split(" "));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("Error: ").contains(told).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            generate --from-citation seed=42                              | --from-citation must be atomic-datasets:VERSION/REQUEST
            generate --from-citation atomic-datasets:1/e30                | --from-citation is of algorithm version 1, and this
            generate --from-citation atomic-datasets:2/e30=               | --from-citation must have nothing but letters, digits,
            generate --from-citation atomic-datasets:2/e30                | --from-citation holds a request in which num_images is
            preview --from-citation atomic-datasets:2/W10                 | --from-citation holds no JSON object
            generate --from-citation atomic-datasets:2/e30 --seed 7       | --from-citation has a whole request, so it does not go with --seed
            generate --num-images 0 --from-citation atomic-datasets:2/e30 | so it does not go with --num-images
            preview --from-citation atomic-datasets:2/e30 --grid-size 8 --parquet | so it does not go with --grid-size, --parquet
            generate --from-citation atomic-datasets:2/eyJtYXhfb2JqZWN0cyI6MSwibWl4Ijp7ImxpbmUiOjF9LCJudW1faW1hZ2VzIjoxMDAwLCJzcGxpdF9ieSI6InNoYXBlcyIsInNwbGl0cyI6eyJ0cmFpbiI6MC45OTksInZhbCI6MC4wMDF9fQ                          | --from-citation holds a request in which splits/val cannot be filled:
            generate --stdout --from-citation atomic-datasets:2/eyJudW1faW1hZ2VzIjoxfQ --seed 7  | so it does not go with --seed
            generate --stdout --from-citation atomic-datasets:2/eyJudW1faW1hZ2VzIjoxfQ --count 7 --num-images 7 | give the one or the others
            generate --stdout --from-citation atomic-datasets:2/eyJudW1faW1hZ2VzIjoxfQ --count 7 --palette arc  | so it does not go with --palette
            generate --stdout --from-citation atomic-datasets:2/eyJudW1faW1hZ2VzIjoxfQ --split val  | the dataset of this citation has no images in val
            generate --stdout --from-citation atomic-datasets:2/eyJudW1faW1hZ2VzIjoxfQ --split ood  | --split must be one of train, val, test
            generate --stdout --from-citation atomic-datasets:2/eyJudW1faW1hZ2VzIjoyMDAwMDAwfQ     | and these are 1,600,000; take ranges
            """)
    void whatCannotBeMadeFromACitationIsOneClearLine(String command, String told) throws Exception {
        Result result = run("", command.split(" +"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("Error: ").contains(told).hasLineCount(1);
    }

    @Test
    void helpAndVersionAreTold() throws Exception {
        assertThat(run("", "generate", "--help").out())
                .contains("--mix", "--annotations", "--shard-size=N", "--output-dir=PATH", "130   interrupted;");
        for (String command : List.of("", "generate ", "join ", "preview ", "report ", "verify ", "loader ")) {
            assertThat(run("", (command + "--version").split(" ")).out()).startsWith("atomic-datasets ");
        }
    }
}
