package io.atomicdatasets.powerloss;

import static io.atomicdatasets.powerloss.Datasets.ID;
import static io.atomicdatasets.powerloss.Datasets.NAME;
import static io.atomicdatasets.powerloss.Datasets.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A dataset is made from its first image to its rename, and its name is given back. */
final class Publishing implements Scenario {
    private static final int DRAWN = 150;

    private final Map<String, Integer> undisturbed;
    private int unfinished;

    Publishing() throws Exception {
        undisturbed = Datasets.undisturbed(SMALL);
    }

    @Override
    public String name() {
        return "PUBLISHING";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = Datasets.emptyRoot();
        DatasetsRoot root = Datasets.root(disk);
        Reservation reservation = root.reserve(NAME, ID);
        Datasets.make(root, ID, NAME, SMALL, 1);
        disk.promise("published");
        reservation.release();
        return disk.recording();
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        DatasetsRoot root = Datasets.root(disk);
        Datasets.sweep(root, Set.of(ID), Set.of(ID));
        Datasets.requireThatEveryVisibleDatasetIsWhole(root);
        boolean stands = new DatasetFolder(root.directoryOf(NAME)).holds(ID);
        if (!promised.isEmpty()) {
            assertThat(stands)
                    .as("a dataset that was acknowledged is there, whole")
                    .isTrue();
        }
        if (!stands) {
            goOn(root);
        }
        root.discard(ID, 2);
        root.reservation(NAME, ID).release();
        Datasets.sweep(root, Set.of(), Set.of());
        Datasets.requireThatNothingIsStaged(root);
    }

    @Override
    public int sampled() {
        return 6;
    }

    /** To the end sometimes, since drawing the picture takes longer than all the rest; else until the arrays are written. */
    private void goOn(DatasetsRoot root) throws Exception {
        if (unfinished++ % DRAWN == 0) {
            Datasets.make(root, ID, NAME, SMALL, 2);
            Datasets.requireThatEveryVisibleDatasetIsWhole(root);
            assertThat(root.datasets()).as("a run that goes on is published").containsExactly(NAME);
            return;
        }
        try (StagingDirectory staging = root.stage(ID, 2, 0, new Progress())) {
            Datasets.write(staging, SMALL);
            assertThat(Datasets.arrays(staging.dataset()))
                    .as("a resumed run ends in the bytes of an undisturbed run")
                    .isEqualTo(undisturbed);
        }
    }
}
