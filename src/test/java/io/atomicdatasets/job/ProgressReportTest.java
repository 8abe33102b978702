package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.progress.Progress;
import org.junit.jupiter.api.Test;

class ProgressReportTest extends JobFixture {
    private final Progress progress = new Progress(1_000);

    private Job running() throws Exception {
        Job job = confirmed(1_000);
        return store.claim(picked(job), "", NOW).orElseThrow();
    }

    @Test
    void howFarARunIsComesToTheStore() throws Exception {
        Job job = running();
        progress.advance("train", 250);

        new ProgressReport(store, job, progress).tell();

        assertThat(now(job.id()).progress().orElseThrow().done()).isEqualTo(250);
        assertThat(progress.stopWished()).isFalse();
    }

    @Test
    void aRunThatSomebodyCancelledIsToldToStop() throws Exception {
        Job job = running();
        jobs.cancel(job.id());

        new ProgressReport(store, job, progress).tell();

        assertThat(progress.stopWished()).isTrue();
    }

    @Test
    void aRunThatAnotherAttemptTookOverIsToldToStopAndTellsNothing() throws Exception {
        Job job = running();
        Job taken = store.claim(picked(job), "", NOW).orElseThrow();
        new ProgressReport(store, taken, new Progress(1_000)).tell();
        progress.advance("train", 999);

        new ProgressReport(store, job, progress).tell();

        assertThat(progress.stopWished()).isTrue();
        assertThat(now(job.id()).progress().orElseThrow().done()).isZero();
    }

    @Test
    void aRunGoesOnWhileTheStoreIsAway() throws Exception {
        Job job = running();
        database.goAway();

        new ProgressReport(store, job, progress).tell();

        assertThat(progress.stopWished()).isFalse();
    }
}
