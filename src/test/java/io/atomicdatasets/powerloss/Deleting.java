package io.atomicdatasets.powerloss;

import static io.atomicdatasets.powerloss.Datasets.ID;
import static io.atomicdatasets.powerloss.Datasets.NAME;
import static io.atomicdatasets.powerloss.Datasets.OTHER;
import static io.atomicdatasets.powerloss.Datasets.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.spec.DatasetName;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** One of two datasets is deleted. */
final class Deleting implements Scenario {
    private static final DatasetName BESIDE = new DatasetName("second");

    @Override
    public String name() {
        return "DELETION";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = Datasets.emptyRoot();
        DatasetsRoot root = Datasets.root(disk);
        Datasets.make(root, ID, NAME, SMALL, 1);
        Datasets.make(root, OTHER, BESIDE, SMALL, 1);
        disk.settle();
        Datasets.delete(root, NAME, ID);
        disk.promise("deleted");
        return disk.recording();
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        DatasetsRoot root = Datasets.root(disk);
        if (promised.isEmpty()) {
            Datasets.delete(root, NAME, ID); // the store remembers that it was begun
        }
        for (UUID id : root.condemned()) {
            root.deleteCondemned(id); // as the service's housekeeping ends what was begun
        }
        Datasets.sweep(root, Set.of(OTHER), Set.of());
        assertThat(root.datasets())
                .as("a deletion that was acknowledged does not come back, and takes nothing else with it")
                .containsExactly(BESIDE);
        Datasets.requireThatEveryVisibleDatasetIsWhole(root);
        Datasets.requireThatNothingIsStaged(root);
    }
}
