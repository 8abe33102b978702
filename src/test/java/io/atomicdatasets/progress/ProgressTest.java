package io.atomicdatasets.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Progress progress = new Progress(nanos::get);

    @Test
    void aSnapshotTellsPhaseCountsAndTimes() {
        progress.begin(Phase.GENERATING, 100);
        nanos.addAndGet(2_000_000_000L);
        progress.advance("train", 30);
        progress.advance("val", 10);

        assertThat(progress.snapshot())
                .isEqualTo(new Progress.Snapshot(
                        Phase.GENERATING, 40, 100, Map.of("train", 30L, "val", 10L), 2, 2, 0, 20));
    }

    @Test
    void aNewPhaseCountsFromZeroAndKeepsTheParts() {
        progress.begin(Phase.GENERATING, 100);
        nanos.addAndGet(3_000_000_000L);
        progress.advance("train", 100);
        progress.begin(Phase.VALIDATING, 100);
        nanos.addAndGet(500_000_000L);

        assertThat(progress.snapshot())
                .isEqualTo(new Progress.Snapshot(Phase.VALIDATING, 0, 100, Map.of("train", 100L), 3.5, 0.5, 0, 0));
        assertThat(progress.secondsByPhase()).isEqualTo(Map.of(Phase.GENERATING, 3.0));
    }

    @Test
    void whatStoodBeforeCountsAsDoneButNotForTheRate() {
        progress.begin(Phase.GENERATING, 100);
        progress.resume("train", 60);
        nanos.addAndGet(2_000_000_000L);
        progress.advance("train", 20);
        Progress.Snapshot snapshot = progress.snapshot();

        assertThat(snapshot.done()).isEqualTo(80);
        assertThat(snapshot.averageRate()).isEqualTo(10);
        assertThat(snapshot.rate()).isEqualTo(10);
        assertThat(snapshot.remainingSeconds()).isEqualTo(2);
    }

    @Test
    void theAgeOfTheLastCheckpointIsTold() {
        assertThat(progress.secondsSinceCheckpoint()).isEmpty();
        progress.checkpointed();
        nanos.addAndGet(1_500_000_000L);

        assertThat(progress.secondsSinceCheckpoint()).hasValue(1.5);
    }

    @Test
    void theWishToStopIsSeenAtTheNextLook() throws StoppedException {
        progress.checkStop();
        progress.stop();

        assertThatThrownBy(progress::checkStop).isInstanceOf(StoppedException.class);
    }
}
