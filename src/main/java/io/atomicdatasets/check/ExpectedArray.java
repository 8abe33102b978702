package io.atomicdatasets.check;

import io.atomicdatasets.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * One array that a split's file must hold.
 *
 * @param name its key
 * @param descr its element type as NumPy writes it
 * @param elementBytes bytes of one element
 * @param axes the axes behind the first, which is the image
 */
record ExpectedArray(String name, String descr, int elementBytes, List<Long> axes) {
    private static final String UINT8 = "|u1";
    private static final String INT64 = "<i8";

    /** The arrays of a dataset's files, in their order, as the dataset's documentation tells them. */
    static List<ExpectedArray> of(DatasetSpec spec) {
        long side = spec.recipe().gridSize();
        long objects = spec.recipe().maxObjects();
        List<ExpectedArray> arrays = new ArrayList<>();
        arrays.add(new ExpectedArray("images", UINT8, 1, List.of(side, side)));
        arrays.add(new ExpectedArray("labels", UINT8, 1, List.of()));
        if (spec.fileOptions().annotations()) {
            arrays.add(new ExpectedArray("candidates", INT64, Long.BYTES, List.of()));
            arrays.add(new ExpectedArray("masks", UINT8, 1, List.of(side, side)));
            arrays.add(new ExpectedArray("kinds", UINT8, 1, List.of(objects)));
            arrays.add(new ExpectedArray("values", UINT8, 1, List.of(objects)));
            arrays.add(new ExpectedArray("families", UINT8, 1, List.of(objects)));
            arrays.add(new ExpectedArray("boxes", UINT8, 1, List.of(objects, 4L)));
            arrays.add(new ExpectedArray("sizes", UINT8, 1, List.of(objects)));
        }
        if (spec.fileOptions().factors()) {
            arrays.add(new ExpectedArray("shapes", INT64, Long.BYTES, List.of(objects)));
            arrays.add(new ExpectedArray("orientations", UINT8, 1, List.of(objects)));
            arrays.add(new ExpectedArray("difficulty", UINT8, 1, List.of(3L)));
        }
        if (spec.recipe().pairs().isPresent()) {
            arrays.add(new ExpectedArray("images_b", UINT8, 1, List.of(side, side)));
            arrays.add(new ExpectedArray("labels_b", UINT8, 1, List.of()));
            arrays.add(new ExpectedArray("edits", INT64, Long.BYTES, List.of(4L)));
            if (spec.fileOptions().annotations()) {
                arrays.add(new ExpectedArray("masks_b", UINT8, 1, List.of(side, side)));
                arrays.add(new ExpectedArray("kinds_b", UINT8, 1, List.of(objects)));
                arrays.add(new ExpectedArray("values_b", UINT8, 1, List.of(objects)));
                arrays.add(new ExpectedArray("families_b", UINT8, 1, List.of(objects)));
                arrays.add(new ExpectedArray("boxes_b", UINT8, 1, List.of(objects, 4L)));
                arrays.add(new ExpectedArray("sizes_b", UINT8, 1, List.of(objects)));
            }
        }
        return List.copyOf(arrays);
    }

    String fileName() {
        return name + ".npy";
    }

    /** The name of the element type that people use. */
    String dtype() {
        return descr.equals(INT64) ? "int64" : "uint8";
    }

    int bytesPerImage() {
        return axes.stream().reduce((long) elementBytes, Math::multiplyExact).intValue();
    }

    /** Whether an array is of this type and, behind its first axis, of this shape. */
    boolean matches(NpyArray array) {
        List<Long> shape = array.shape();
        return array.descr().equals(descr)
                && shape.size() == axes.size() + 1
                && shape.subList(1, shape.size()).equals(axes);
    }
}
