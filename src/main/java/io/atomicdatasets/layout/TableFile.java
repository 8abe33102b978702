package io.atomicdatasets.layout;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.List;
import java.util.Optional;

/**
 * A Parquet file, which holds what the array file beside it holds as a table.
 *
 * @param rows what its rows are
 * @param beside the array file
 */
public record TableFile(Rows rows, ArrayFile beside) {
    private static final String ENDING = ".parquet";

    /** What is a row. */
    public enum Rows {
        /** An image, with all that belongs to it. */
        IMAGES(""),
        /** An object of an image. */
        OBJECTS("-objects");

        private final String infix;

        Rows(String infix) {
            this.infix = infix;
        }

        /** Such as {@code images}. */
        public String label() {
            return infix.isEmpty() ? "images" : infix.substring(1);
        }

        /** The tables that a dataset of this request has beside each array file, in their order. */
        public static List<Rows> of(DatasetSpec spec) {
            if (!spec.fileOptions().parquet()) {
                return List.of();
            }
            return spec.fileOptions().annotations() ? List.of(IMAGES, OBJECTS) : List.of(IMAGES);
        }
    }

    /** The tables that stand beside an array file of a dataset of this request. */
    public static List<TableFile> of(DatasetSpec spec, ArrayFile beside) {
        return Rows.of(spec).stream().map(rows -> new TableFile(rows, beside)).toList();
    }

    /** The file of this name, if a table can have it. */
    public static Optional<TableFile> named(String name) {
        if (!name.endsWith(ENDING)) {
            return Optional.empty();
        }
        String label = name.substring(0, name.length() - ENDING.length());
        for (Rows rows : Rows.values()) {
            for (Split split : Split.values()) {
                String start = split.label() + rows.infix;
                Optional<TableFile> file = !label.startsWith(start)
                        ? Optional.empty()
                        : ArrayFile.named(split.label() + label.substring(start.length()) + ".npz")
                                .map(beside -> new TableFile(rows, beside))
                                .filter(named -> named.name().equals(name));
                if (file.isPresent()) {
                    return file;
                }
            }
        }
        return Optional.empty();
    }

    /** The array file that the file of this name is or stands beside, if it is either. */
    public static Optional<ArrayFile> arraysOf(String name) {
        return ArrayFile.named(name).or(() -> named(name).map(TableFile::beside));
    }

    /** Such as {@code train.parquet} or {@code train-objects-00007.parquet}. */
    public String name() {
        return beside.label(rows.infix) + ENDING;
    }
}
