package io.atomicdatasets.describe;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;

/** What the names of a split's files are like: a name, or a glob pattern where there are shards. */
final class FilePattern {
    private static final String ANY_NUMBER = "-[0-9]*.";

    private FilePattern() {}

    static String ofArrays(DatasetSpec spec, Split split) {
        return of(spec, ArrayFile.of(split).name());
    }

    /** The number behind the last hyphen tells images from their objects. */
    static String ofTables(DatasetSpec spec, Rows rows, Split split) {
        return of(spec, new TableFile(rows, ArrayFile.of(split)).name());
    }

    private static String of(DatasetSpec spec, String name) {
        return spec.fileOptions().shardSize().isEmpty() ? name : name.replace(".", ANY_NUMBER);
    }
}
