package io.atomicdatasets.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTest {
    private static final Forecast FORECAST =
            new Forecast(Map.of(Phase.GENERATING, 6.0, Phase.VALIDATING, 3.0, Phase.REPORTING, 1.0));

    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(1_000, FORECAST, nanos::get);

    @Test
    void oneShareGoesFromPhaseToPhaseByTheTimeThatTheyTake() {
        progress.begin(Phase.GENERATING, 1_000);
        progress.advance(500);
        assertThat(progress.snapshot().share()).isEqualTo(0.3, within(1e-9));
        progress.advance(500);
        assertThat(progress.snapshot().share()).isEqualTo(0.6, within(1e-9));
        progress.begin(Phase.VALIDATING, 1_000);
        assertThat(progress.snapshot().share()).isEqualTo(0.6, within(1e-9));
        progress.advance(1_000);
        progress.begin(Phase.REPORTING, 1_000);
        assertThat(progress.snapshot().share()).isEqualTo(0.9, within(1e-9));
    }

    /** What is told is held against what then passes, at every moment, in runs that take as long as expected, or not. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2, 4})
    void theSecondsLeftAreThoseThatPassOnceTheRunHasShownItsPace(double times) {
        double whole = 10 * times;
        double passed = 0;
        double lastShare = 0;
        for (Phase phase : new Phase[] {Phase.GENERATING, Phase.VALIDATING, Phase.REPORTING}) {
            progress.begin(phase, 1_000);
            double seconds = FORECAST.of(phase) * times;
            for (int step = 0; step < 100; step++) {
                Progress.Snapshot now = progress.snapshot();
                double left = whole - passed;
                assertThat(now.share()).isBetween(lastShare, 1.0);
                lastShare = now.share();
                if (times == 1) {
                    assertThat(now.secondsLeft()).isCloseTo(left, within(0.1));
                } else if (passed > whole / 2) {
                    assertThat(now.secondsLeft()).isBetween(0.7 * left - times, 1.3 * left + times);
                }
                nanos.addAndGet((long) (seconds / 100 * 1e9));
                passed += seconds / 100;
                if (phase != Phase.REPORTING) {
                    progress.advance(10); // a picture is drawn or not
                }
            }
        }
    }

    @Test
    void aPhaseThatCountsNothingMovesByTheClockAndIsNeverOverBeforeItIs() {
        progress.begin(Phase.REPORTING, 1_000);
        nanos.addAndGet(500_000_000L);
        assertThat(progress.snapshot().share()).isEqualTo(0.95, within(1e-9));
        assertThat(progress.snapshot().secondsLeft()).isEqualTo(0.5, within(1e-9));
        nanos.addAndGet(60_000_000_000L);
        assertThat(progress.snapshot().share()).isLessThan(1);
        assertThat(progress.snapshot().secondsLeft()).isPositive();
        progress.advance(1_000);
        assertThat(progress.snapshot().share()).isEqualTo(1, within(1e-9));
    }

    @Test
    void aRunThatIsResumedIsAsFarAsItsFilesAreAndNoFasterForIt() {
        progress.begin(Phase.GENERATING, 1_000, Map.of("train", 800L));
        assertThat(progress.snapshot().share()).isEqualTo(0.48, within(1e-9));
        assertThat(progress.snapshot().secondsLeft()).isCloseTo(5.2, within(0.1));
        nanos.addAndGet(1_200_000_000L);
        progress.advance("train", 200);
        progress.begin(Phase.VALIDATING, 1_000);
        assertThat(progress.snapshot().secondsLeft()).isCloseTo(4, within(0.1));
    }
}
