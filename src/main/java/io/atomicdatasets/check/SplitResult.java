package io.atomicdatasets.check;

import io.atomicdatasets.spec.Split;
import java.util.List;

/**
 * A split in which nothing wrong was found.
 *
 * @param split which
 * @param file its file
 * @param tables SHA-256 of the tables that it was held against, lower-case hexadecimal
 * @param counts what was counted in it
 * @param picks images that were picked to be shown; only of training images
 */
public record SplitResult(
        Split split, FileResult file, List<String> tables, SplitCounts counts, List<PickedImage> picks) {
    public SplitResult {
        tables = List.copyOf(tables);
        picks = List.copyOf(picks);
    }
}
