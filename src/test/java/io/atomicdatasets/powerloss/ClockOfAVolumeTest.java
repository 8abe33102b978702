package io.atomicdatasets.powerloss;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Leftover;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A host whose clock is years ahead of its volume's, which stamps all files alike. */
class ClockOfAVolumeTest {
    private static final UUID ID = new UUID(1, 1);

    private final LossyFileSystem volume = Datasets.emptyRoot();
    private final DatasetsRoot root = Datasets.root(volume);

    ClockOfAVolumeTest() throws Exception {}

    private void sweep(Duration grace) throws Exception {
        root.sweep(Set::of, Set::of, grace);
    }

    @Test
    void aNameThatWasJustReservedIsNotOldHoweverLateTheHostTakesItToBe() throws Exception {
        Reservation reservation = root.reserve(new DatasetName("mine"), ID);

        sweep(Duration.ofSeconds(30));
        assertThat(reservation.isMade()).isTrue();

        sweep(Duration.ZERO);
        assertThat(reservation.isMade()).isFalse();
    }

    @Test
    void whatATerminalRunJustLeftIsKeptToBeResumed() throws Exception {
        Path left;
        try (StagingDirectory staging = root.stageAnew(ID, 1, 0)) {
            left = staging.path();
            new Leftover(root, Specs.of("num_images", 10), Optional.empty()).note(staging);
            Files.createFile(left.resolve("checkpoint.json"));
        }

        sweep(Duration.ZERO);

        assertThat(left.resolve("checkpoint.json")).exists();
    }
}
