package io.atomicdatasets.powerloss;

import static io.atomicdatasets.powerloss.Datasets.ID;
import static io.atomicdatasets.powerloss.Datasets.NAME;
import static io.atomicdatasets.powerloss.Datasets.OTHER;
import static io.atomicdatasets.powerloss.Datasets.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A start takes away what one dead owner left, beside what another will go on with. */
final class Sweeping implements Scenario {
    private final Map<String, Integer> undisturbed;

    Sweeping() throws Exception {
        undisturbed = Datasets.undisturbed(SMALL);
    }

    @Override
    public String name() {
        return "SWEEP";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = Datasets.emptyRoot();
        DatasetsRoot root = Datasets.root(disk);
        root.reserve(NAME, ID);
        try (StagingDirectory dead = root.stage(ID, 1, 0, new Progress());
                StagingDirectory goneOnWith = root.stage(OTHER, 1, 0, new Progress())) {
            Datasets.write(dead, SMALL);
            Datasets.write(goneOnWith, SMALL);
            disk.settle();
            // Their owners live in this process; over a copy of the disk they are dead.
            Recording left = disk.recording();
            LossyFileSystem restarted = new LossyFileSystem(new PowerLoss(left, left.size()).disk(1));
            Datasets.sweep(Datasets.root(restarted), Set.of(), Set.of(OTHER));
            restarted.promise("swept");
            return left.followedBy(restarted.recording());
        }
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        DatasetsRoot root = Datasets.root(disk);
        Datasets.sweep(root, Set.of(), Set.of(OTHER));
        root.reserve(NAME, ID).release();
        try (StagingDirectory staging = root.stage(OTHER, 2, 0, new Progress())) {
            Datasets.write(staging, SMALL);
            Datasets.requireThatNothingBeganAnew(disk);
            assertThat(Datasets.arrays(staging.dataset()))
                    .as("a resumed run ends in the bytes of an undisturbed run")
                    .isEqualTo(undisturbed);
        }
        root.discard(OTHER, 2);
        Datasets.sweep(root, Set.of(), Set.of());
        Datasets.requireThatNothingIsStaged(root);
    }
}
