package io.atomicdatasets.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingDirectoryTest {
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final DatasetSpec SPEC = Specs.of("num_images", 1_000);

    @TempDir
    Path directory;

    private DatasetsRoot root;
    private Path first;

    @BeforeEach
    void open() {
        root = new DatasetsRoot(directory.resolve("datasets"));
        first = root.staging().resolve(ID + ".1");
    }

    @Test
    void whatCouldBeGoneOnWithStaysUntilItIsCondemned() throws Exception {
        leaveHalfADataset();
        assertThat(first.resolve("dataset/train.npz")).hasContent("half");

        try (StagingDirectory next = stage(2)) {
            next.condemn();
        }

        assertThat(root.path()).isEmptyDirectory();
    }

    @Test
    void withoutACheckpointThereIsNothingToKeep() throws Exception {
        stage(1).close();

        assertThat(root.path()).isEmptyDirectory();
    }

    @Test
    void nothingStaysOfADatasetThatIsPublished() throws Exception {
        Reservation reservation = root.reserve(new DatasetName("mine"), ID);
        try (StagingDirectory staging = stage(1)) {
            checkpoint(staging);
            staging.publish(reservation);
        }
        reservation.release();

        assertThat(root.staging()).doesNotExist();
        assertThat(reservation.directory().resolve("train.npz")).hasContent("half");
    }

    @Test
    void aCleanUpThatWasKilledHalfWayIsNothingToStumbleOver() throws Exception {
        leaveHalfADataset();
        Files.delete(first.resolve("owner.lock"));
        try (StagingDirectory next = stage(2)) {
            assertThat(next.dataset().resolve("train.npz")).hasContent("half");
            Files.delete(next.dataset().resolve("train.npz"));
            Files.delete(next.dataset());
        }

        try (StagingDirectory next = stage(3)) {
            assertThat(next.dataset()).isEmptyDirectory();
        }
    }

    @Test
    void aCopyThatIsStoppedLeavesTheEarlierAttemptAsItIs() throws Exception {
        Progress progress = new Progress();
        progress.stop();
        try (StagingDirectory alive = stage(1)) {
            checkpoint(alive);

            assertThatThrownBy(() -> root.stage(ID, 2, 0, progress)).isInstanceOf(StoppedException.class);

            assertThat(alive.dataset().resolve("train.npz")).hasContent("half");
            assertThat(root.staging().resolve(ID + ".2")).doesNotExist();
        }
    }

    @Test
    void anOwnerThatWasOvertakenCannotPublishAnyMore() throws Exception {
        Reservation reservation = root.reserve(new DatasetName("mine"), ID);
        try (StagingDirectory paused = stage(1)) {
            checkpoint(paused);
            try (StagingDirectory next = stage(2)) {
                next.publish(reservation);
            }
            Durable.deleteTree(reservation.directory()); // as somebody who deletes what was published

            assertThatThrownBy(() -> paused.publish(reservation)).isInstanceOf(NoSuchFileException.class);
        }
        root.sweep(Set::of, Set::of, Duration.ZERO);

        assertThat(root.path()).isEmptyDirectory();
    }

    @Test
    void theLatestAttemptOfADatasetThatIsBeingMadeStaysThoughNoLockIsSeen() throws Exception {
        leaveHalfADataset();
        Files.delete(first.resolve("checkpoint.json"));

        root.sweep(() -> Set.of(ID), () -> Set.of(ID), Duration.ZERO);
        assertThat(first).exists();

        root.sweep(Set::of, Set::of, Duration.ZERO);
        assertThat(first).doesNotExist();
    }

    @Test
    void anEqualRequestTakesOverWhatADeadRunInATerminalLeft() throws Exception {
        Leftover leftover = leaveARunOfATerminal();
        assertThat(new Leftover(root, Specs.of("num_images", 1_001), mine()).takeOver())
                .isEmpty();
        assertThat(new Leftover(root, SPEC, Optional.empty()).takeOver()).isEmpty();

        try (StagingDirectory taken = leftover.takeOver().orElseThrow()) {
            assertThat(taken.id()).isEqualTo(ID);
            assertThat(taken.dataset().resolve("train.npz")).hasContent("half");
            assertThat(leftover.takeOver()).as("while it is alive").isEmpty();
            taken.condemn();
        }
        assertThat(root.staging()).doesNotExist();
    }

    @Test
    void whichOfTwoEqualRunsIsMeantIsNotGuessed() throws Exception {
        Leftover leftover = leaveARunOfATerminal();
        try (StagingDirectory other = root.stageAnew(UUID.randomUUID(), 1, 0)) {
            leftover.note(other);
            checkpoint(other);
        }

        assertThat(leftover.takeOver()).isEmpty();
    }

    @Test
    void whatATerminalLeftIsSweptAfterAWeek() throws Exception {
        leaveARunOfATerminal();
        age(Duration.ofDays(6));
        root.sweep(Set::of, Set::of, Duration.ZERO);
        assertThat(first).exists();

        age(Duration.ofDays(8));
        root.sweep(Set::of, Set::of, Duration.ZERO);
        assertThat(root.staging()).doesNotExist();
    }

    private void age(Duration age) throws IOException {
        FileTime time = FileTime.from(Instant.now().minus(age));
        Files.setLastModifiedTime(first.resolve("checkpoint.json"), time);
    }

    private static Optional<DatasetName> mine() {
        return Optional.of(new DatasetName("mine"));
    }

    private Leftover leaveARunOfATerminal() throws Exception {
        Leftover leftover = new Leftover(root, SPEC, mine());
        try (StagingDirectory staging = root.stageAnew(ID, 1, 0)) {
            leftover.note(staging);
            checkpoint(staging);
        }
        return leftover;
    }

    private void leaveHalfADataset() throws Exception {
        try (StagingDirectory dead = stage(1)) {
            checkpoint(dead);
        }
    }

    private static void checkpoint(StagingDirectory staging) throws IOException {
        Files.writeString(staging.dataset().resolve("train.npz"), "half");
        Files.writeString(staging.path().resolve("checkpoint.json"), "{}");
    }

    private StagingDirectory stage(int attempt) throws Exception {
        return root.stage(ID, attempt, 0, new Progress());
    }
}
