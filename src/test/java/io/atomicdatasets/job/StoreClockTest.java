package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** The clock that replicas share. */
class StoreClockTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    private long nanos = 123;
    private long databaseNanos;
    private long onTheWay;
    private boolean away;
    private final StoreClock clock =
            new StoreClock(this::ask, () -> nanos, Duration.ofSeconds(1), 4, Duration.ofSeconds(10));

    private Instant ask() {
        if (away) {
            throw new DataAccessResourceFailureException("the database is away");
        }
        Instant told = NOON.plusNanos(databaseNanos);
        pass(onTheWay);
        return told;
    }

    private void pass(long passed) {
        nanos += passed;
        databaseNanos += passed;
    }

    private void passSeconds(int seconds) {
        for (int second = 0; second < seconds; second++) {
            pass(1_000_000_000);
            clock.renew();
        }
    }

    @Test
    void itGoesOnBetweenTwoAnswers() {
        pass(5_000);

        assertThat(clock.instant()).isEqualTo(NOON.plusNanos(5_000));
    }

    @Test
    void itFollowsTheDatabaseWhereItWasWrong() {
        databaseNanos += 3_000_000_000L; // as after a machine that slept
        clock.renew();
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));

        databaseNanos -= 3_000_000_000L;
        clock.renew();
        assertThat(clock.instant()).isEqualTo(NOON);
    }

    @Test
    void aPauseWhileItAsksLeadsItNowhere() {
        onTheWay = 60_000_000_000L;
        clock.renew();

        assertThat(clock.instant()).isEqualTo(NOON.plusNanos(databaseNanos));
    }

    @Test
    void afterAnOutageSilenceTellsNothingUntilHeartbeatsCameAgain() {
        passSeconds(3);
        assertThat(clock.isSilenceTelling()).as("before all had time").isFalse();
        passSeconds(1);
        assertThat(clock.isSilenceTelling()).isTrue();

        away = true;
        passSeconds(10);
        assertThat(clock.isSilenceTelling()).isFalse();

        away = false;
        passSeconds(10);
        assertThat(clock.isSilenceTelling())
                .as("another may have found only now that it is back")
                .isFalse();
        passSeconds(1);
        assertThat(clock.isSilenceTelling()).isTrue();
    }

    @Test
    void whileTheDatabaseKeepsOneWaitingSilenceTellsNothing() {
        passSeconds(9);
        pass(3_500_000_000L);

        assertThat(clock.isSilenceTelling()).isFalse();
    }
}
