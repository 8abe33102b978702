package io.atomicdatasets.powerloss;

import static io.atomicdatasets.powerloss.Datasets.NAME;
import static io.atomicdatasets.powerloss.Datasets.SHARDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.pipeline.Join;
import io.atomicdatasets.pipeline.Part;
import io.atomicdatasets.pipeline.Parts;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two parts of a dataset are made one after the other, and joined. */
final class Joining implements Scenario {
    private static final String A_RECORD = "a shard has its record";
    private static final String JOINED = "joined";
    private static final int PARTS = 2;
    private static final int DRAWN = 25;

    private final Map<String, Integer> undisturbed;
    private int unfinished;

    Joining() throws Exception {
        undisturbed = Datasets.undisturbedShards();
    }

    @Override
    public String name() {
        return "PARTS";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = Datasets.emptyRoot();
        Path target = target(disk);
        makeParts(target);
        new Join(target, 1, Datasets.pipeline()).run(NAME, new Progress());
        disk.promise(JOINED);
        return disk.recording().promising(A_RECORD, new Recorded());
    }

    private static Path target(LossyFileSystem disk) {
        return Datasets.root(disk).directoryOf(NAME);
    }

    private static void makeParts(Path target) throws Exception {
        for (int part = 1; part <= PARTS; part++) {
            new Parts(target).make(SHARDED, new Part(part, PARTS), 1, new Progress());
        }
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        DatasetsRoot root = Datasets.root(disk);
        Path target = target(disk);
        if (promised.contains(JOINED)) {
            requireTheDataset(root);
        } else if (Files.exists(target)) {
            if (Files.exists(target.resolve(FileNames.PARTS))) {
                new Join(target, 1, Datasets.pipeline()).run(NAME, new Progress());
            }
            requireTheDataset(root);
        } else {
            makeParts(target);
            goOn(root);
            int records = (int) promised.stream().filter(A_RECORD::equals).count();
            Datasets.requireThatNoneOfTheFirstShardsIsMadeAnew(disk, records);
        }
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
        Path target = root.directoryOf(NAME);
        if (unfinished++ % DRAWN == 0) {
            new Join(target, 1, Datasets.pipeline()).run(NAME, new Progress());
        } else {
            ArraysOnly.make(pipeline -> new Join(target, 1, pipeline).run(NAME, new Progress()));
        }
        if (Files.exists(target)) {
            requireTheDataset(root);
        } else {
            requireTheBytes(new Parts(target).directory());
        }
    }

    private void requireTheDataset(DatasetsRoot root) throws Exception {
        Datasets.requireThatEveryVisibleDatasetIsWhole(root);
        requireTheBytes(root.directoryOf(NAME));
        assertThat(root.directoryOf(NAME).resolve(FileNames.PARTS))
                .as("nothing is left of the parts")
                .doesNotExist();
    }

    private void requireTheBytes(Path dataset) throws Exception {
        assertThat(Datasets.arrays(dataset))
                .as("parts are joined to the bytes of an undisturbed run")
                .isEqualTo(undisturbed);
    }
}
