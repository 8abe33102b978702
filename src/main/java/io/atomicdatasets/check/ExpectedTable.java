package io.atomicdatasets.check;

import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.Compression;
import io.atomicdatasets.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a Parquet file must be.
 *
 * @param columns its columns, in their order
 * @param gzip whether its pages are compressed
 * @param createdBy what it says of who wrote it
 */
record ExpectedTable(List<ExpectedColumn> columns, boolean gzip, String createdBy) {
    /** The columns of a table of objects that are bytes. */
    private static final List<String> BYTES_OF_OBJECT =
            List.of("slot", "kind", "family", "value", "row", "column", "height", "width", "size", "objects", "label");

    /** The columns that are not called as their arrays are: they tell of one. */
    private static final Map<String, String> SINGULAR = Map.of(
            "images", "image",
            "labels", "label",
            "candidates", "candidate",
            "masks", "mask",
            "images_b", "image_b",
            "labels_b", "label_b",
            "edits", "edit",
            "masks_b", "mask_b");

    private static final List<String> BOXES = List.of("boxes", "boxes_b");

    ExpectedTable {
        columns = List.copyOf(columns);
    }

    /** A table of a dataset, as the dataset's documentation tells it. */
    static ExpectedTable of(DatasetSpec spec, Rows rows) {
        List<ExpectedColumn> columns =
                switch (rows) {
                    case IMAGES ->
                        ExpectedArray.of(spec).stream()
                                .map(ExpectedTable::column)
                                .toList();
                    case OBJECTS -> columnsOfObjects(spec.fileOptions().factors());
                };
        return new ExpectedTable(
                columns,
                spec.fileOptions().compression() == Compression.DEFLATE,
                "atomic-datasets version " + Versions.CURRENT.encoder());
    }

    private static ExpectedColumn column(ExpectedArray array) {
        List<Integer> axes = BOXES.contains(array.name())
                ? List.of(array.bytesPerImage())
                : array.axes().stream().map(Math::toIntExact).toList();
        String name = SINGULAR.getOrDefault(array.name(), array.name());
        return new ExpectedColumn(name, array.elementBytes(), axes, axes.isEmpty());
    }

    private static List<ExpectedColumn> columnsOfObjects(boolean factors) {
        List<ExpectedColumn> columns = new ArrayList<>();
        for (String name : BYTES_OF_OBJECT) {
            columns.add(new ExpectedColumn(name, 1, List.of(), name.equals("label")));
        }
        columns.add(new ExpectedColumn("candidate", Long.BYTES, List.of(), true));
        if (factors) {
            columns.add(new ExpectedColumn("shape", Long.BYTES, List.of(), false));
            columns.add(new ExpectedColumn("orientation", 1, List.of(), false));
        }
        return columns;
    }
}
