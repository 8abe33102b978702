package io.atomicdatasets.check;

import java.util.List;

/**
 * What one split holds, counted as its images were read back.
 *
 * @param images how many
 * @param labels images by label, 256 numbers
 * @param cellValues cells by value, 256 numbers
 * @param inspected the images whose objects were counted: all where they are annotated, else the sample
 * @param objectsByKind objects of these images by the code of their kind, 4 numbers
 * @param objectsBySize objects of these images by their number of cells, 16 numbers
 */
public record SplitCounts(
        long images,
        List<Long> labels,
        List<Long> cellValues,
        long inspected,
        List<Long> objectsByKind,
        List<Long> objectsBySize) {
    public SplitCounts {
        labels = List.copyOf(labels);
        cellValues = List.copyOf(cellValues);
        objectsByKind = List.copyOf(objectsByKind);
        objectsBySize = List.copyOf(objectsBySize);
        if (labels.size() != Tally.BYTE_VALUES
                || cellValues.size() != Tally.BYTE_VALUES
                || objectsByKind.size() != Tally.KINDS
                || objectsBySize.size() != Tally.SIZES) {
            throw new IllegalArgumentException("counts must be those of every value, kind and size");
        }
    }
}
