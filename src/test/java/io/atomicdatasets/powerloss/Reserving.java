package io.atomicdatasets.powerloss;

import static io.atomicdatasets.powerloss.Datasets.ID;
import static io.atomicdatasets.powerloss.Datasets.NAME;
import static io.atomicdatasets.powerloss.Datasets.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Names are reserved, one by its own wish and others as the next of a day, and the first is given back. */
final class Reserving implements Scenario {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final UUID THIRD = UUID.fromString("00000000-0000-4000-8000-00000000000c");
    private static final UUID STRANGER = UUID.fromString("00000000-0000-4000-8000-00000000000d");

    @Override
    public String name() {
        return "RESERVATIONS";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = Datasets.emptyRoot();
        DatasetsRoot root = Datasets.root(disk);
        Reservation first = root.reserve(NAME, ID);
        disk.promise(NAME + " is " + ID);
        disk.promise(root.reserveNext(DAY, OTHER, Set.of()).name() + " is " + OTHER);
        disk.promise("releasing");
        first.release();
        disk.promise(root.reserveNext(DAY, THIRD, Set.of()).name() + " is " + THIRD);
        root.reservation(DatasetName.of(DAY, 1), OTHER); // taken up again, and kept
        return disk.recording();
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        DatasetsRoot root = Datasets.root(disk);
        Set<UUID> known = new HashSet<>();
        boolean released = promised.contains("releasing");
        reserved(promised, NAME, ID, !released, known);
        reserved(promised, DatasetName.of(DAY, 1), OTHER, true, known);
        reserved(promised, DatasetName.of(DAY, 2), THIRD, true, known);
        Datasets.sweep(root, known, Set.of());
        if (known.contains(ID)) {
            requireTaken(root, NAME);
        } else {
            root.reserve(NAME, STRANGER).release();
        }
        if (known.contains(OTHER)) {
            requireTaken(root, DatasetName.of(DAY, 1));
        }
        if (known.contains(THIRD)) {
            requireTaken(root, DatasetName.of(DAY, 2));
        }
        Datasets.sweep(root, Set.of(), Set.of());
        Datasets.requireThatNothingIsStaged(root);
    }

    private static void reserved(List<String> promised, DatasetName name, UUID id, boolean held, Set<UUID> known) {
        if (held && promised.contains(name + " is " + id)) {
            known.add(id);
        }
    }

    private static void requireTaken(DatasetsRoot root, DatasetName name) throws IOException {
        boolean taken = false;
        try {
            root.reserve(name, STRANGER);
        } catch (NameTakenException e) {
            taken = true;
        }
        assertThat(taken)
                .as("a name that was reserved and acknowledged is not given to another")
                .isTrue();
    }
}
