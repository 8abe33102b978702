package io.atomicdatasets.check;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.Metadata.CheckInfo;
import io.atomicdatasets.inflate.Inflaters;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
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
     * @param number how many, or all if there are not so many
     * @throws IOException if train.npz cannot be read
     */
    public static List<PickedImage> pick(DatasetFolder folder, DatasetSpec spec, int number)
            throws IOException, StoppedException {
        Findings findings = new Findings();
        Picks picks = new Picks(spec.count(Split.TRAIN), number, spec.seed());
        BlockingQueue<Block> free = new ArrayBlockingQueue<>(1);
        free.add(new Block(spec));
        new SplitReader(spec, Split.TRAIN, findings, new Progress())
                .read(
                        folder.file(Split.TRAIN.fileName()),
                        new Inflaters(ForkJoinPool.commonPool(), PARTS),
                        free,
                        block -> {
                            block.pick(picks);
                            free.add(block);
                        });
        for (CheckInfo check : findings.toChecks()) {
            if (!check.passed()) {
                throw new MalformedFileException(check.detail());
            }
        }
        return picks.images();
    }
}
