package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.job.VerificationStore.State;
import io.atomicdatasets.job.VerificationStore.View;
import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.root.DatasetsRoot;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Verifications beside everything else that wants the disk. */
class VerificationsTest extends JobFixture {
    @Test
    void makingAgainIsNotAdmittedWhereThereIsNoRoom() throws Exception {
        Job job = made(100);
        DatasetsRoot full = new DatasetsRoot(directory, OptionalLong.of(Long.MAX_VALUE));
        Verifications verifications = verifications(full);

        assertThatThrownBy(() -> verifications.begin(job, jobs.folderOf(job), true))
                .isInstanceOf(NotAdmittedException.class);

        assertThat(directory.resolve(".staging")).doesNotExist();
        assertThat(verifications.begin(job, jobs.folderOf(job), false)).isTrue();
    }

    @Test
    void makingAgainLeavesNothing() throws Exception {
        Job job = made(100);
        Verifications verifications = verifications(root);

        verifications.begin(job, jobs.folderOf(job), true);

        assertThat(ended(verifications, job).result().orElseThrow().passed()).isTrue();
        assertThat(directory.resolve(".staging")).doesNotExist();
    }

    @Test
    void whateverBreaksOneTheNextMayBegin() throws Exception {
        Job job = made(100);
        Files.writeString(jobs.folderOf(job).file("metadata.json"), "null");
        Verifications verifications = verifications(root);

        verifications.begin(job, jobs.folderOf(job), true);

        assertThat(ended(verifications, job).state()).isEqualTo(State.FAILED);
        assertThat(verifications.begin(job, jobs.folderOf(job), false)).isTrue();
    }

    @Test
    void theNextProcessTellsWhatWasFound() throws Exception {
        Job job = made(100);
        Verifications before = verifications(root);
        before.begin(job, jobs.folderOf(job), false);
        View end = ended(before, job);

        assertThat(verifications(root).find(job.id())).contains(end);
        assertThat(end.result().orElseThrow().files()).isNotEmpty();
    }

    @Test
    void oneWhoseProcessIsSilentWasInterruptedAndMayBeginAgain() throws Exception {
        Job job = made(100);
        UUID dead = UUID.randomUUID();
        database.verifications().begin(job.id(), dead, NOW.minusSeconds(11), NOW);
        Verifications verifications = verifications(root);

        assertThat(verifications.find(job.id()).orElseThrow().state()).isEqualTo(State.INTERRUPTED);
        assertThat(verifications.begin(job, jobs.folderOf(job), false)).isTrue();

        assertThat(ended(verifications, job).state()).isEqualTo(State.FINISHED);
        View stale = new View(State.FAILED, 0, 0, Optional.empty());
        assertThat(database.verifications().tell(job.id(), dead, stale, NOW)).isFalse();
    }

    @Test
    void oneThatAnotherProcessRunsIsNotBegunTwice() throws Exception {
        Job job = made(100);
        database.verifications().begin(job.id(), UUID.randomUUID(), NOW.minusSeconds(9), NOW);
        Verifications verifications = verifications(root);

        assertThat(verifications.begin(job, jobs.folderOf(job), true)).isFalse();

        assertThat(verifications.find(job.id()).orElseThrow().state()).isEqualTo(State.RUNNING);
        assertThat(directory.resolve(".staging")).doesNotExist();
    }

    @Test
    void anOrderlyEndInterruptsTheOneThatRuns() throws Exception {
        Job job = made(20_000);
        Verifications verifications = verifications(root);
        verifications.begin(job, jobs.folderOf(job), true);

        verifications.stop();

        assertThat(verifications.find(job.id()).orElseThrow().state()).isEqualTo(State.INTERRUPTED);
        assertThat(directory.resolve(".staging")).doesNotExist();
    }

    private Verifications verifications(DatasetsRoot in) {
        VerificationReports reports = new VerificationReports(database.verifications(), patience(), clock(NOW));
        return new Verifications(store, in, new Verifier(2), reports);
    }

    private static View ended(Verifications verifications, Job job) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (verifications.find(job.id()).orElseThrow().state() == State.RUNNING) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
        return verifications.find(job.id()).orElseThrow();
    }
}
