package io.atomicdatasets.powerloss;

import static io.atomicdatasets.powerloss.Datasets.ID;
import static io.atomicdatasets.powerloss.Datasets.NAME;
import static io.atomicdatasets.powerloss.Datasets.SHARDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A dataset of three shards is made, each with a record as soon as it stands, and published. */
final class Sharding implements Scenario {
    private static final String A_RECORD = "a shard has its record";
    private static final String PUBLISHED = "published";
    private static final int DRAWN = 60;

    private final Map<String, Integer> undisturbed;
    private int unfinished;

    Sharding() throws Exception {
        undisturbed = Datasets.undisturbedShards();
    }

    @Override
    public String name() {
        return "SHARDS";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = Datasets.emptyRoot();
        DatasetsRoot root = Datasets.root(disk);
        root.reserve(NAME, ID);
        Datasets.make(root, ID, NAME, SHARDED, 1);
        disk.promise(PUBLISHED);
        return disk.recording().promising(A_RECORD, new Recorded());
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        DatasetsRoot root = Datasets.root(disk);
        Datasets.sweep(root, Set.of(ID), Set.of(ID));
        Datasets.requireThatEveryVisibleDatasetIsWhole(root);
        boolean stands = new DatasetFolder(root.directoryOf(NAME)).holds(ID);
        if (promised.contains(PUBLISHED)) {
            assertThat(stands)
                    .as("a dataset that was acknowledged is there, whole")
                    .isTrue();
        }
        if (!stands) {
            goOn(root);
            int records = (int) promised.stream().filter(A_RECORD::equals).count();
            Datasets.requireThatNoneOfTheFirstShardsIsMadeAnew(disk, records);
        }
        root.discard(ID, 2);
        root.reservation(NAME, ID).release();
        Datasets.sweep(root, Set.of(), Set.of());
        Datasets.requireThatNothingIsStaged(root);
    }

    @Override
    public boolean isUnread(String name) {
        return name.startsWith("work-");
    }

    @Override
    public int sampled() {
        return 1;
    }

    /** To the end sometimes, else until the arrays are written. */
    private void goOn(DatasetsRoot root) throws Exception {
        if (unfinished++ % DRAWN == 0) {
            Datasets.make(root, ID, NAME, SHARDED, 2);
            Datasets.requireThatEveryVisibleDatasetIsWhole(root);
            requireTheBytes(root.directoryOf(NAME));
            return;
        }
        try (StagingDirectory staging = root.stage(ID, 2, 0, new Progress())) {
            ArraysOnly.make(
                    pipeline -> pipeline.make(ID, SHARDED, staging, root.reservation(NAME, ID), new Progress()));
            requireTheBytes(staging.dataset());
        }
    }

    private void requireTheBytes(Path dataset) throws Exception {
        assertThat(Datasets.arrays(dataset))
                .as("a resumed run ends in the bytes of an undisturbed run")
                .isEqualTo(undisturbed);
    }
}
