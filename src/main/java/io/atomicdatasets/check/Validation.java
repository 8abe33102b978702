package io.atomicdatasets.check;

import io.atomicdatasets.catalog.Metadata.CheckInfo;
import io.atomicdatasets.catalog.Metadata.FileInfo;
import java.util.List;
import java.util.Optional;

/**
 * What reading a dataset back has shown.
 *
 * @param checks one line for each rule
 * @param files the array files as they were read
 * @param picks training images picked at random, up to 100, in the order of the file
 */
public record Validation(List<CheckInfo> checks, List<FileInfo> files, List<PickedImage> picks) {
    /** The first check that failed. */
    public Optional<CheckInfo> failure() {
        return checks.stream().filter(check -> !check.passed()).findFirst();
    }
}
