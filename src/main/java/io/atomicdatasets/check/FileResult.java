package io.atomicdatasets.check;

import java.util.List;

/**
 * One file as it was read.
 *
 * @param name in the dataset's directory
 * @param bytes its length
 * @param sha256 of its bytes, lower-case hexadecimal
 * @param arrays what stands in it; none where it could not be read
 */
public record FileResult(String name, long bytes, String sha256, List<ArrayResult> arrays) {
    public FileResult {
        arrays = List.copyOf(arrays);
    }
}
