package io.atomicdatasets.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalWidthTest {
    @ParameterizedTest
    @CsvSource({
        "24 132,,132",
        "24 132,50,132",
        "24 20,,20",
        "0 0,50,50",
        "0 0,,80",
        "0 0,abc,80",
        "0 0,-5,80",
        "'',50,50",
        "stty: no,,80",
        "24 99999999999,,80",
    })
    void theTerminalKnowsBestThenTheShellAndElseItIsAsWideAsMostAre(String size, String variable, int columns) {
        assertThat(TerminalWidth.columnsOf(size, variable)).isEqualTo(columns);
    }
}
