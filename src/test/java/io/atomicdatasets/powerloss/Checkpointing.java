package io.atomicdatasets.powerloss;

import static io.atomicdatasets.powerloss.Datasets.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.powerloss.Change.Forced;
import io.atomicdatasets.powerloss.Change.Moved;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The arrays of a dataset of two chunks are written with a checkpoint whenever one is possible. */
final class Checkpointing implements Scenario {
    private static final DatasetSpec SPEC = Specs.of("num_images", 20_000);

    private final Map<String, Integer> undisturbed;

    Checkpointing() throws Exception {
        undisturbed = Datasets.undisturbed(SPEC);
    }

    @Override
    public String name() {
        return "CHECKPOINTS";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = Datasets.emptyRoot();
        try (StagingDirectory staging = Datasets.root(disk).stage(ID, 1, 0, new Progress())) {
            Datasets.write(staging, SPEC);
            return disk.recording().promising("a checkpoint was taken", new Taken());
        }
    }

    /** A checkpoint got its name, and then its directory was forced. */
    private static final class Taken implements Predicate<Change> {
        private boolean isRenamed;

        @Override
        public boolean test(Change change) {
            if (change instanceof Moved moved && moved.newName().equals(FileNames.CHECKPOINT)) {
                isRenamed = true;
            }
            boolean isTaken = isRenamed
                    && change instanceof Forced forced
                    && forced.path().endsWith(ID + ".1");
            isRenamed &= !isTaken;
            return isTaken;
        }
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        DatasetsRoot root = Datasets.root(disk);
        Datasets.sweep(root, Set.of(ID), Set.of(ID));
        try (StagingDirectory staging = root.stage(ID, 2, 0, new Progress())) {
            Datasets.write(staging, SPEC);
            assertThat(Datasets.arrays(staging.dataset()))
                    .as("a resumed run ends in the bytes of an undisturbed run")
                    .isEqualTo(undisturbed);
            if (!promised.isEmpty()) {
                Datasets.requireThatNothingBeganAnew(disk);
            }
        }
        root.discard(ID, 2);
        Datasets.sweep(root, Set.of(), Set.of());
        Datasets.requireThatNothingIsStaged(root);
    }

    @Override
    public int sampled() {
        return 2;
    }
}
