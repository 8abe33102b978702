package io.atomicdatasets.pipeline;

import java.util.List;

/**
 * Whether the files of a dataset are still those that were published.
 *
 * @param passed whether all are
 * @param files each file that was looked at
 */
public record Verification(boolean passed, List<FileResult> files) {
    /**
     * One file.
     *
     * @param name in the dataset's directory
     * @param expected its SHA-256 by the dataset's description
     * @param actual the SHA-256 that was found, or {@code missing}
     */
    public record FileResult(String name, String expected, String actual) {
        /** Whether the file is the one that was published. */
        public boolean passed() {
            return expected.equals(actual);
        }
    }

    static Verification of(List<FileResult> files) {
        return new Verification(files.stream().allMatch(FileResult::passed), List.copyOf(files));
    }
}
