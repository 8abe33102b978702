package io.atomicdatasets.check;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one split holds, counted as its images were read back.
 *
 * @param images how many
 * @param labels images by label, 256 numbers
 * @param cellValues cells by value, 256 numbers
 * @param inspected the images whose objects were counted: all where they are annotated, else the sample
 * @param objectsByKind objects of these images by the code of their kind, 4 numbers
 * @param objectsBySize objects of these images by their number of cells, 16 numbers
 * @param changedLabels the partners that have another label than their images; nothing for none
 */
public record SplitCounts(
        long images,
        List<Long> labels,
        List<Long> cellValues,
        long inspected,
        List<Long> objectsByKind,
        List<Long> objectsBySize,
        @Nullable Long changedLabels) {
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

    /** The counts of no image. */
    public static SplitCounts none() {
        return new Tally().toCounts();
    }

    /** The counts of these images and of others. */
    public SplitCounts plus(SplitCounts others) {
        return new SplitCounts(
                images + others.images,
                sums(labels, others.labels),
                sums(cellValues, others.cellValues),
                inspected + others.inspected,
                sums(objectsByKind, others.objectsByKind),
                sums(objectsBySize, others.objectsBySize),
                noneForZero(changed() + others.changed()));
    }

    /** How many partners have another label than their images. */
    long changed() {
        return Objects.requireNonNullElse(changedLabels, 0L);
    }

    static @Nullable Long noneForZero(long count) {
        return count == 0 ? null : count;
    }

    private static List<Long> sums(List<Long> some, List<Long> others) {
        return IntStream.range(0, some.size())
                .mapToObj(i -> some.get(i) + others.get(i))
                .toList();
    }
}
