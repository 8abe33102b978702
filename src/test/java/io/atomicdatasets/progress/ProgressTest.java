package io.atomicdatasets.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(100, Forecast.NONE, nanos::get);

    @Test
    void aSnapshotTellsPhaseCountsAndTimes() {
        progress.begin(Phase.GENERATING, 100);
        nanos.addAndGet(2_000_000_000L);
        progress.advance("train", 30);
        progress.advance("val", 20);

        assertThat(progress.snapshot())
                .isEqualTo(new Progress.Snapshot(
                        Phase.GENERATING, 50, 100, Map.of("train", 30L, "val", 20L), 2, 2, 0, 25, 0.5, 2));
    }

    @Test
    void aNewPhaseCountsFromZeroAndKeepsTheParts() {
        progress.begin(Phase.GENERATING, 100);
        nanos.addAndGet(3_000_000_000L);
        progress.advance("train", 100);
        progress.begin(Phase.VALIDATING, 100);
        nanos.addAndGet(500_000_000L);

        assertThat(progress.snapshot())
                .isEqualTo(
                        new Progress.Snapshot(Phase.VALIDATING, 0, 100, Map.of("train", 100L), 3.5, 0.5, 0, 0, 0, 0));
        assertThat(progress.secondsByPhase()).isEqualTo(Map.of(Phase.GENERATING, 3.0));
    }

    @Test
    void whatStoodBeforeCountsAsDoneButNotForTheRate() {
        progress.begin(Phase.GENERATING, 100, Map.of("train", 60L));
        nanos.addAndGet(2_000_000_000L);
        progress.advance("train", 20);
        Progress.Snapshot snapshot = progress.snapshot();

        assertThat(snapshot.done()).isEqualTo(80);
        assertThat(snapshot.averageRate()).isEqualTo(10);
        assertThat(snapshot.rate()).isEqualTo(10);
        assertThat(snapshot.secondsLeft()).isCloseTo(2, within(1e-9));
    }

    @Test
    void whatPassesBeforeTheFirstPhaseIsNoTimeOfTheRun() {
        nanos.addAndGet(60_000_000_000L); // a person was asked
        progress.begin(Phase.GENERATING, 100);
        nanos.addAndGet(2_000_000_000L);

        assertThat(progress.snapshot().elapsedSeconds()).isEqualTo(2);
        assertThat(progress.secondsSoFar()).isEqualTo(Map.of(Phase.GENERATING, 2.0));
    }

    @Test
    void theAgeOfTheLastCheckpointIsTold() {
        assertThat(progress.secondsSinceCheckpoint()).isEmpty();
        progress.checkpointed();
        nanos.addAndGet(1_500_000_000L);

        assertThat(progress.secondsSinceCheckpoint()).hasValue(1.5);
    }

    @Test
    void whatIsToBeDoneIsKnownBeforeTheFirstImageIs() {
        assertThat(progress.snapshot().total()).isEqualTo(100);
        assertThat(TqdmLine.of(progress.snapshot())).startsWith("Generating images:   0%|");
        assertThat(TqdmLine.of(new Progress().snapshot())).startsWith("Generating images:   0%|");
    }

    @Test
    void theCheckpointsOfARunAreCounted() {
        progress.checkpointed();
        progress.checkpointed();

        assertThat(progress.checkpoints()).isEqualTo(2);
    }

    @Test
    void whatEarlierAttemptsTookIsPartOfTheWholeTimeButNotOfTheRate() {
        progress.carry(Map.of(Phase.GENERATING, 30.0));
        progress.begin(Phase.GENERATING, 100, Map.of("train", 60L));
        nanos.addAndGet(2_000_000_000L);
        progress.advance("train", 40);

        assertThat(progress.snapshot().elapsedSeconds()).isEqualTo(32);
        assertThat(progress.snapshot().averageRate()).isEqualTo(20);
        assertThat(progress.secondsSoFar()).isEqualTo(Map.of(Phase.GENERATING, 32.0));
    }

    @Test
    void noSnapshotCountsWhatStoodBeforeAsWorkOfThisRun() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread begins = new Thread(() -> {
            for (int i = 0; i < 100_000; i++) {
                progress.begin(Phase.GENERATING, 100, Map.of("train", 60L));
            }
            over.set(true);
        });
        begins.start();
        while (!over.get()) {
            Progress.Snapshot snapshot = progress.snapshot();
            assertThat(snapshot.done()).isEqualTo(snapshot.resumed());
            assertThat(snapshot.rate()).isZero();
        }
        begins.join();
    }

    @Test
    void anInterruptIsAWishToStopInWhateverFormItArrives() throws Exception {
        assertThatThrownBy(() -> progress.checkStop(new ClosedByInterruptException()))
                .isInstanceOf(StoppedException.class);
        progress.checkStop(new AsynchronousCloseException());
        progress.checkStop(new IOException("No space left on device"));
        progress.stop();

        assertThatThrownBy(() -> progress.checkStop(new AsynchronousCloseException()))
                .isInstanceOf(StoppedException.class);
        progress.checkStop(new IOException("No space left on device"));
    }

    @Test
    void theWishToStopIsSeenAtTheNextLook() throws StoppedException {
        progress.checkStop();
        progress.stop();

        assertThatThrownBy(progress::checkStop).isInstanceOf(StoppedException.class);
    }
}
