package io.atomicdatasets.check;

import java.util.List;
import java.util.Optional;

/**
 * What reading a dataset back has shown.
 *
 * @param checks one line for each rule
 * @param files the array files as they were read
 * @param picks training images picked at random, up to 100, in the order of the file
 */
public record Validation(List<CheckResult> checks, List<FileResult> files, List<PickedImage> picks) {
    public Validation {
        checks = List.copyOf(checks);
        files = List.copyOf(files);
        picks = List.copyOf(picks);
    }

    /** The first check that failed. */
    public Optional<CheckResult> failure() {
        return checks.stream().filter(check -> !check.passed()).findFirst();
    }
}
