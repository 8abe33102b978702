package io.atomicdatasets.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file as it was read.
 *
 * @param name in the dataset's directory
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param arrays what stands in it; none where it could not be read, and in a table
 * @param rows of a table; nothing where it is none
 */
public record FileResult(
        String name,
        long bytes,
        String sha256,
        List<ArrayResult> arrays,
        @Nullable Long rows) {
    public FileResult {
        arrays = List.copyOf(arrays);
    }

    /** A file of arrays. */
    FileResult(String name, long bytes, String sha256, List<ArrayResult> arrays) {
        this(name, bytes, sha256, arrays, null);
    }

    /** A table. */
    static FileResult ofTable(String name, long bytes, String sha256, long rows) {
        return new FileResult(name, bytes, sha256, List.of(), rows);
    }
}
