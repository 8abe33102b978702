package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.pipeline.Verifier;
import io.atomicdatasets.root.DatasetsRoot;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Verifications beside everything else that wants the disk. */
class VerificationsTest extends JobFixture {
    @Test
    void makingAgainIsNotAdmittedWhereThereIsNoRoom() throws Exception {
        Job job = made(100);
        DatasetsRoot full = new DatasetsRoot(directory, OptionalLong.of(Long.MAX_VALUE));
        Verifications verifications = new Verifications(store, full, new Verifier(2));

        assertThatThrownBy(() -> verifications.begin(job, jobs.folderOf(job), true))
                .isInstanceOf(NotAdmittedException.class);

        assertThat(directory.resolve(".staging")).doesNotExist();
        assertThat(verifications.begin(job, jobs.folderOf(job), false)).isTrue();
    }

    @Test
    void makingAgainLeavesNothing() throws Exception {
        Job job = made(100);
        Verifications verifications = new Verifications(store, root, new Verifier(2));

        verifications.begin(job, jobs.folderOf(job), true);

        assertThat(ended(verifications, job).result().orElseThrow().passed()).isTrue();
        assertThat(directory.resolve(".staging")).doesNotExist();
    }

    @Test
    void whateverBreaksOneTheNextMayBegin() throws Exception {
        Job job = made(100);
        Files.writeString(jobs.folderOf(job).file("metadata.json"), "null");
        Verifications verifications = new Verifications(store, root, new Verifier(2));

        verifications.begin(job, jobs.folderOf(job), true);

        assertThat(ended(verifications, job).state()).isEqualTo(Verifications.State.FAILED);
        assertThat(verifications.begin(job, jobs.folderOf(job), false)).isTrue();
    }

    private static Verifications.View ended(Verifications verifications, Job job) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (verifications.find(job.id()).orElseThrow().state() == Verifications.State.RUNNING) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
        return verifications.find(job.id()).orElseThrow();
    }
}
