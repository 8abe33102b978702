package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.Part;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PartOptionsTest {
    private static PartOptions options(String... words) {
        PartOptions options = new PartOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options)).parseArgs(words);
        return options;
    }

    @Test
    void aSchedulerNumbersTheParts() throws Exception {
        PartOptions auto = options("--part", "auto", "--parts", "64");

        assertThat(auto.chosen(Map.of("SLURM_ARRAY_TASK_ID", "3"))).contains(new Part(3, 64));
        assertThat(auto.chosen(Map.of("JOB_COMPLETION_INDEX", "0"))).contains(new Part(1, 64));
        assertThat(auto.chosen(Map.of("JOB_COMPLETION_INDEX", "63"))).contains(new Part(64, 64));
    }

    @Test
    void aNumberThatNoPartHasIsRefused() {
        PartOptions auto = options("--part", "auto", "--parts", "64");

        assertThatThrownBy(() -> auto.chosen(Map.of("SLURM_ARRAY_TASK_ID", "0")))
                .isInstanceOf(MisusedException.class)
                .hasMessageEndingWith("so there is no part 0");
        assertThatThrownBy(() -> auto.chosen(Map.of("JOB_COMPLETION_INDEX", "64")))
                .isInstanceOf(MisusedException.class)
                .hasMessageEndingWith("so there is no part 65");
        assertThatThrownBy(() -> auto.chosen(Map.of("SLURM_ARRAY_TASK_ID", "three")))
                .isInstanceOf(MisusedException.class)
                .hasMessageEndingWith("SLURM_ARRAY_TASK_ID is 'three', no number");
        assertThatThrownBy(() -> auto.chosen(Map.of()))
                .isInstanceOf(MisusedException.class)
                .hasMessageEndingWith("neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX is set; give I/64");
    }

    @Test
    void twoNumbersOfPartsMustAgree() throws Exception {
        assertThat(options("--part", "2/3", "--parts", "3").chosen(Map.of())).contains(new Part(2, 3));
        assertThatThrownBy(() -> options("--part", "2/3", "--parts", "4").chosen(Map.of()))
                .isInstanceOf(MisusedException.class)
                .hasMessage("--part 2/3: says 3 parts, and --parts says 4");
    }

    @Test
    void withoutTheOptionThereIsNoPart() throws Exception {
        assertThat(options().chosen(Map.of("SLURM_ARRAY_TASK_ID", "3"))).isEmpty();
    }
}
