package io.atomicdatasets.check;

import io.atomicdatasets.spec.Split;
import java.util.List;

/**
 * A split in which nothing wrong was found.
 *
 * @param split which
 * @param file its file
 * @param counts what was counted in it
 * @param picks images that were picked to be shown; only of training images
 */
public record SplitResult(Split split, FileResult file, SplitCounts counts, List<PickedImage> picks) {
    public SplitResult {
        picks = List.copyOf(picks);
    }
}
