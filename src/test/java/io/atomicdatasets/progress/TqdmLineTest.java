package io.atomicdatasets.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.progress.Progress.Snapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TqdmLineTest {
    private static Snapshot of(long done, long total) {
        return new Snapshot(Phase.GENERATING, done, total, Map.of(), 83, 80, 0, 0, 0.384, 100.2);
    }

    @Test
    void shareAndTimesAreThoseOfTheWholeRunAndCountAndRateThoseOfThePhase() {
        assertThat(TqdmLine.of(of(45_000, 100_000)))
                .isEqualTo("Generating images:  38%|###8      | 45000/100000 [01:23<01:41, 562.5img/s]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "100; Generating images:  38%|###8      | 450000000/1000000000 [01:23<01:41, 5.6Mimg/s]",
                "80; Generating images:  38%|###8      | 450.0M/1000.0M [01:23<01:41, 5.6Mimg/s]",
                "65; Generating images:  38% 450.0M/1000.0M [01:23<01:41, 5.6Mimg/s]",
                "40; Generating images:  38% [01:23<01:41]",
                "20; ' 38% [01:23<01:41]'",
                "10; ' 38%'",
            })
    void whatDoesNotFitIsSaidInFewerColumns(int columns, String line) {
        assertThat(TqdmLine.of(of(450_000_000, 1_000_000_000), columns)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 999, 1_000, 999_499, 999_500, 100_000_000, 10_000_000_000_000L})
    void noLineIsWiderThanItsTerminal(long images) {
        for (int columns = 0; columns < 120; columns++) {
            assertThat(TqdmLine.of(of(images / 2, images), columns).length()).isLessThanOrEqualTo(columns);
        }
    }
}
