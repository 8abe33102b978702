package io.atomicdatasets.check;

import io.atomicdatasets.inflate.Inflaters;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;

/** Reads training images of a finished dataset to be shown: the same ones each time, picked at random by the seed. */
public final class ImagePicker {
    private static final int PARTS = 2; // one is inflated while one is read

    private ImagePicker() {}

    /**
     * Picks images.
     *
     * @param directory the dataset's
     * @param number how many, or all if there are not so many
     * @throws IOException if train.npz cannot be read
     */
    public static List<PickedImage> pick(Path directory, DatasetSpec spec, int number)
            throws IOException, StoppedException {
        Findings findings = new Findings();
        Picks picks = new Picks(spec.count(Split.TRAIN), number, spec.seed());
        BlockingQueue<Block> free = new ArrayBlockingQueue<>(1);
        free.add(new Block(spec));
        new SplitReader(spec, Split.TRAIN, findings, () -> false)
                .read(
                        directory.resolve(Split.TRAIN.fileName()),
                        new Inflaters(ForkJoinPool.commonPool(), PARTS),
                        free,
                        block -> {
                            block.pick(picks);
                            free.add(block);
                        });
        for (CheckResult check : findings.toResults()) {
            if (!check.passed()) {
                throw new IOException(check.detail());
            }
        }
        return picks.images();
    }
}
