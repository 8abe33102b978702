package io.atomicdatasets.root;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsRootTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000002");

    @TempDir
    Path directory;

    private DatasetsRoot root;

    @BeforeEach
    void open() {
        root = new DatasetsRoot(directory.resolve("datasets"));
    }

    @Test
    void theFirstDatasetOfADayIsV1AndTheNextIsV2() throws IOException {
        assertThat(root.reserveNext(DAY, ID, Set.of()).name()).isEqualTo(new DatasetName("2026-11-23-v1"));
        assertThat(root.reserveNext(DAY, OTHER, Set.of()).name()).isEqualTo(new DatasetName("2026-11-23-v2"));
    }

    @Test
    void theNextVersionIsAboveTheHighestThatStands() throws IOException {
        Files.createDirectories(root.path().resolve("2026-11-23-v41"));
        Files.createDirectories(root.path().resolve("2026-11-22-v99"));
        Files.createDirectories(root.path().resolve("2026-11-23-vx"));

        assertThat(root.reserveNext(DAY, ID, Set.of()).name().value()).isEqualTo("2026-11-23-v42");
    }

    @Test
    void partsAreADatasetOnceTheyWereJoined() throws IOException {
        Path parts = Files.createDirectories(root.path().resolve("mine.parts"));
        Files.writeString(parts.resolve("parts.json"), "{}");
        Files.writeString(parts.resolve("metadata.json"), "{}");
        assertThat(root.datasets()).isEmpty();

        Files.move(parts, root.path().resolve("mine"));

        assertThat(root.datasets()).containsExactly(new DatasetName("mine"));
    }

    @Test
    void aDatasetMayBeNamedAsPartsAre() throws IOException {
        Path named = Files.createDirectories(root.path().resolve("spare.parts"));
        Files.writeString(named.resolve("metadata.json"), "{}");

        assertThat(root.datasets()).containsExactly(new DatasetName("spare.parts"));
    }

    @Test
    void reservationsAtTheSameTimeGetDifferentNames() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                tasks.add(() -> root.reserveNext(DAY, UUID.randomUUID(), Set.of())
                        .name()
                        .value());
            }
            Set<String> names = new TreeSet<>();
            for (Future<String> name : pool.invokeAll(tasks)) {
                names.add(name.get());
            }
            assertThat(names).hasSize(40);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aNameIsTakenInWhateverCase() throws Exception {
        root.reserve(new DatasetName("Mine"), ID);
        Files.createDirectories(root.path().resolve("Yours"));

        assertThatThrownBy(() -> root.reserve(new DatasetName("mINE"), OTHER))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("is reserved");
        assertThatThrownBy(() -> root.reserve(new DatasetName("YOURS"), OTHER))
                .isInstanceOf(NameTakenException.class)
                .hasMessageContaining("already exists");
    }

    @Test
    void aReleasedNameIsFreeAndNothingIsLeft() throws Exception {
        root.reserve(new DatasetName("mine"), ID).release();
        root.reserve(new DatasetName("mine"), OTHER).release();

        assertThat(root.path()).isEmptyDirectory();
    }

    @Test
    void aDatasetAppearsByOneRename() throws Exception {
        Reservation reservation = root.reserve(new DatasetName("mine"), ID);
        try (StagingDirectory staging = root.stage(ID, 1, 0, new Progress())) {
            Files.writeString(staging.dataset().resolve("train.npz"), "x");
            assertThat(reservation.directory()).doesNotExist();

            staging.publish(reservation);
        }
        reservation.release();

        assertThat(reservation.directory().resolve("train.npz")).hasContent("x");
        try (var children = Files.list(root.path())) {
            assertThat(children).containsExactly(reservation.directory());
        }
    }

    @Test
    void whatStandsIsNeverReplaced() throws Exception {
        Reservation reservation = root.reserve(new DatasetName("mine"), ID);
        try (StagingDirectory staging = root.stage(ID, 1, 0, new Progress())) {
            Files.createDirectory(reservation.directory());

            assertThatThrownBy(() -> staging.publish(reservation)).isInstanceOf(FileAlreadyExistsException.class);
            assertThat(reservation.directory()).isEmptyDirectory();
        }
    }

    @Test
    void aDeadOwnersLeavingsAreSweptAndALiveOnesAreNot() throws Exception {
        Path dead = Files.createDirectories(root.staging().resolve(OTHER + ".1/dataset"));
        Files.writeString(dead.resolve("train.npz"), "half");
        Files.writeString(root.staging().resolve("dead.name"), OTHER.toString());
        Reservation mine = root.reserve(new DatasetName("mine"), ID);
        try (StagingDirectory alive = root.stage(ID, 1, 0, new Progress())) {
            root.sweep(Set::of, Set::of, Duration.ZERO);

            assertThat(dead.getParent()).doesNotExist();
            assertThat(alive.dataset()).isDirectory();
            assertThatThrownBy(() -> root.reserve(new DatasetName("mine"), OTHER))
                    .isInstanceOf(NameTakenException.class);
            root.reserve(new DatasetName("dead"), OTHER).release();
        }
        mine.release();
    }

    @Test
    void whatADeadAttemptLeftIsTakenOver() throws Exception {
        try (StagingDirectory dead = root.stage(ID, 1, 0, new Progress())) {
            Files.writeString(dead.dataset().resolve("train.npz"), "half");
            Files.writeString(dead.path().resolve("checkpoint.json"), "{}");
        }

        try (StagingDirectory next = root.stage(ID, 2, 0, new Progress())) {
            assertThat(next.dataset().resolve("train.npz")).hasContent("half");
            assertThat(root.staging().resolve(ID + ".1")).doesNotExist();
            next.condemn();
        }
        assertThat(root.staging()).doesNotExist();
    }

    @Test
    void whatALiveAttemptHasIsCopiedAndNothingThatItStillWritesCounts() throws Exception {
        try (StagingDirectory stalled = root.stage(ID, 1, 0, new Progress())) {
            Files.writeString(stalled.dataset().resolve("train.npz"), "half");
            Files.writeString(stalled.path().resolve("checkpoint.json"), "{}");
            try (OutputStream open = Files.newOutputStream(stalled.dataset().resolve("train.npz"), APPEND);
                    StagingDirectory next = root.stage(ID, 2, 0, new Progress())) {
                open.write('!');

                assertThat(next.dataset().resolve("train.npz")).hasContent("half");
                assertThat(next.path().resolve("checkpoint.json")).hasContent("{}");
                assertThat(stalled.dataset()).doesNotExist();
            }
        }
    }

    /** Closing any descriptor of a file gives up all locks that the process has on it (fcntl, POSIX). */
    @Test
    void lookingAtALiveAttemptDoesNotGiveItsLockAway() throws Exception {
        try (StagingDirectory alive = root.stage(ID, 1, 0, new Progress())) {
            Path lock = alive.path().resolve("owner.lock");
            assertThat(OtherProcess.findsLocked(lock)).isTrue();

            root.sweep(Set::of, Set::of, Duration.ZERO);
            assertThat(OtherProcess.findsLocked(lock)).isTrue();
            Files.writeString(alive.path().resolve("checkpoint.json"), "{}");
            root.stage(ID, 2, 0, new Progress()).close();
            assertThat(OtherProcess.findsLocked(lock)).isTrue();
        }
    }

    @Test
    void aNameThatSomebodyWillComeBackForIsNotSwept() throws Exception {
        Files.createDirectories(root.staging());
        Files.writeString(root.staging().resolve("paused.name"), OTHER.toString());

        root.sweep(() -> Set.of(OTHER), Set::of, Duration.ZERO);

        assertThat(root.staging().resolve("paused.name")).exists();
    }

    @Test
    void aNameThatWasUsedDoesNotComeAgain() throws Exception {
        assertThat(root.reserveNext(DAY, ID, Set.of("2026-11-23-v6", "2026-11-23-mine"))
                        .name()
                        .value())
                .isEqualTo("2026-11-23-v7");
    }

    @Test
    void whatOthersPutIntoTheStagingDirectoryIsLeftAlone() throws Exception {
        Path foreign = Files.createDirectories(root.staging().resolve("somebody.elses/work"));
        Files.writeString(root.staging().resolve(".DS_Store"), "x");
        Files.writeString(root.staging().resolve("notes.name"), "no id, and longer than one by far, so it is not ours");
        Files.createDirectory(root.staging().resolve("folder.name"));

        root.sweep(Set::of, Set::of, Duration.ZERO);

        assertThat(foreign).isEmptyDirectory();
        try (var left = Files.list(root.staging())) {
            assertThat(left).hasSize(4);
        }
    }
}
