package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicdatasets.describe.GenerateOptions;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.options.RequestOptions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.FieldType;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RequestOptionsTest {
    @Command(name = "test", sortOptions = false)
    private static final class Options {
        @Mixin
        private final RequestOptions request = new RequestOptions();
    }

    @Test
    void theOptionsAreTheFieldsInTheirOrderAndACitationInTheirPlace() {
        assertThat(new CommandLine(new Options())
                        .getCommandSpec().options().stream().map(option -> option.longestName()))
                .containsExactlyElementsOf(Stream.concat(
                                Arrays.stream(RequestField.values())
                                        .filter(field -> field != RequestField.OUTPUT_DIR)
                                        .map(RequestField::option),
                                Stream.of("--from-citation"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void theHelpTellsOfEachFieldWhatItMayHoldAndWhatItHoldsUnlessGiven(RequestField field) {
        for (Object command : List.of(new GenerateCommand(), new PreviewCommand())) {
            if (field == RequestField.OUTPUT_DIR) {
                continue; // a path, where the terminal knows it at all
            }
            String help = new CommandLine(command)
                    .setUsageHelpLongOptionsMaxWidth(40)
                    .getUsageMessage()
                    .replaceAll("\\s+", " ");
            FieldType type = field.type(Limits.TERMINAL);

            assertThat(help).contains(field.option());
            if (!(type instanceof FieldType.Flag)) {
                assertThat(help).contains(type.allowed());
            }
        }
    }

    @Test
    void everyFieldComesThrough() throws Exception {
        DatasetSpec spec = read(
                "--num-images=20k",
                "--seed=7",
                "--grid-size=24",
                "--palette=arc",
                "--value-mode=distinct",
                "--values=8,1,2,3,4,6",
                "--min-objects=2",
                "--max-objects=6",
                "--mix=blob=1,rectangle=1,line=1,pattern=1",
                "--min-gap=1",
                "--label=composition",
                "--splits=train=0.7,val=0.15,test=0.15",
                "--split-by=shapes",
                "--hold-out={\"when\":[{\"kind\":\"line\",\"value\":3},{\"objects\":[5,6]}],\"num_images\":1000}",
                "--pairs=move",
                "--annotations",
                "--factors",
                "--compression=deflate",
                "--parquet",
                "--shard-size=1048576");

        for (RequestField field : RequestField.values()) {
            if (field != RequestField.OUTPUT_DIR) {
                assertThat(field.in(spec).orElseThrow().toString())
                        .as(field.label())
                        .isEqualTo(field.example().toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCitationGoesWithNoField(RequestField field) {
        if (field != RequestField.OUTPUT_DIR) {
            String option = field.option() + (field.type(Limits.TERMINAL) instanceof FieldType.Flag ? "" : "=1");

            assertThatExceptionOfType(MisusedException.class)
                    .isThrownBy(() -> read("--from-citation=atomic-datasets:2/eyJudW1faW1hZ2VzIjoxfQ", option))
                    .withMessage("--from-citation has a whole request, so it does not go with " + field.option());
        }
    }

    @Test
    void theCommandThatADatasetTellsOfItselfMakesTheSameRequest() throws Exception {
        DatasetSpec spec = read("--num-images=12,345", "--mix=line=1,blob=0.25", "--splits=train=1", "--parquet");

        assertThat(read(String.join(" ", GenerateOptions.of(spec)).split(" "))).isEqualTo(spec);
    }

    @Test
    void whatIsNotGivenIsAsTheTableSays() throws Exception {
        DatasetSpec spec = read("--num-images", "1,000,000");

        assertThat(spec.numImages()).isEqualTo(1_000_000);
        assertThat(RequestField.ANNOTATIONS.in(spec)).contains(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "", "1e99999999999", "5k6", "1.5", "NaN", "1e400"})
    void aNumberThatIsNoneIsRefusedInPlainWords(String number) {
        assertThat(complaints("--num-images", number))
                .singleElement()
                .asString()
                .matches("--num-images must be (an integer )?between 1 and 10,000,000,000,000");
    }

    @Test
    void allComplaintsCallFieldsByTheirOptions() {
        assertThat(complaints("--num-images=1", "--min-objects=5", "--max-objects=4", "--seed=-1", "--mix=blob=x"))
                .containsExactly(
                        "--seed must be between 0 and 9,007,199,254,740,991",
                        "--min-objects must not be above --max-objects",
                        "--mix blob must be a number between 0 and 1,000,000");
    }

    @Test
    void whatIsWithinAFieldIsCalledAsItWasTyped() {
        assertThat(complaints("--num-images=1", "--hold-out={\"protocol\":\"composition\"}"))
                .containsExactly("--hold-out num_images is required");
        assertThat(complaints("--num-images=1", "--hold-out={\"protocol\":\"composition\",\"num-images\":5}"))
                .containsExactly(
                        "--hold-out num-images is unknown; the fields are num_images, protocol, when",
                        "--hold-out num_images is required");
        assertThat(complaints(
                        "--num-images=1",
                        "--hold-out={\"when\":[{\"kind\":\"line\"},{\"first_row\":1}],\"num_images\":5}"))
                .containsExactly(
                        "--hold-out when/1/first_row is unknown; the fields are column, family, kind, objects, row, size, value");
        assertThat(complaints(
                        "--num-images=1",
                        "--max-objects=2",
                        "--hold-out={\"protocol\":\"extrapolation\",\"num_images\":5}"))
                .containsExactly(
                        "--hold-out protocol extrapolation needs a --max-objects at least 2 above --min-objects");
        assertThat(complaints(
                        "--num-images=10000000000000", "--hold-out={\"protocol\":\"interpolation\",\"num_images\":5}"))
                .containsExactly(
                        "--hold-out num_images together with the images that are not held out is above this installation's limit"
                                + " of 10,000,000,000,000 images");
        assertThat(complaints("--num-images=1", "--mix=line_art=1", "--splits=train=1,val_2=0", "--values=64,300,64"))
                .containsExactly(
                        "--values no. 2 must be an integer between 1 and 255",
                        "--values no. 3 must not be given twice",
                        "--mix line_art is unknown; the fields are blob, line, pattern, rectangle",
                        "--splits val_2 is unknown; the fields are test, train, val");
    }

    @Test
    void noNameThatAPersonChoseIsTakenForAField() {
        assertThat(RequestOptions.inOptions(
                        "output_dir 'max_objects' already exists; /tmp/num_images/grid_size is one, a"
                                + " smaller max_objects, min_gap or grid_size."))
                .isEqualTo("--output-dir 'max_objects' already exists; /tmp/num_images/grid_size is one, a smaller"
                        + " --max-objects, --min-gap or --grid-size.");
    }

    private static List<String> complaints(String... words) {
        return catchThrowableOfType(InvalidSpecException.class, () -> read(words)).violations().stream()
                .map(RequestOptions::complaint)
                .toList();
    }

    private static DatasetSpec read(String... words) throws InvalidSpecException, MisusedException {
        Options options = new Options();
        new CommandLine(options).parseArgs(words);
        return options.request.toSpec();
    }
}
