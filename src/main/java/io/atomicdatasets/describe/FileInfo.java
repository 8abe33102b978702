package io.atomicdatasets.describe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of the dataset.
 *
 * @param name in the dataset's directory
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param split of its images; left out where it holds none, and in layout 1, as the next two are
 * @param images how many it holds
 * @param firstCandidate the first candidate that its images may be of
 * @param arrays what numpy loads from it; left out where it is no array file
 * @param table what Parquet's readers find in it; left out where it is no table
 */
public record FileInfo(
        String name,
        long bytes,
        String sha256,
        @Nullable String split,
        @Nullable Long images,
        @Nullable Long firstCandidate,
        @Nullable List<ArrayInfo> arrays,
        @Nullable TableInfo table) {
    /** A file that holds no split's images. */
    public static FileInfo of(String name, long bytes, String sha256, @Nullable List<ArrayInfo> arrays) {
        return new FileInfo(name, bytes, sha256, null, null, null, arrays, null);
    }

    /** A Parquet file. */
    public static FileInfo ofTable(String name, long bytes, String sha256, TableInfo table) {
        return new FileInfo(name, bytes, sha256, null, null, null, null, table);
    }

    /**
     * One array of a file.
     *
     * @param name its key
     * @param dtype its element type
     * @param shape the length of each axis
     * @param crc32 of its .npy member, lower-case hexadecimal
     * @param dataOffset where in the file its elements begin, a multiple of 64; left out where they are compressed
     * @param dataEnd where in the file its elements, or the segments they are compressed in, end; layout 1 did not tell
     */
    public record ArrayInfo(
            String name,
            String dtype,
            List<Long> shape,
            String crc32,
            @Nullable Long dataOffset,
            @Nullable Long dataEnd) {}

    /**
     * The table of a Parquet file, which holds again what the array file of the same split and first candidate holds.
     *
     * @param split of its images
     * @param of what its rows are: {@code images} or {@code objects}
     * @param rows how many
     * @param firstCandidate the first candidate that its images may be of
     */
    public record TableInfo(String split, String of, long rows, long firstCandidate) {}
}
