package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.FileResult;
import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.check.Validation;
import io.atomicdatasets.describe.Metadata.ArrayInfo;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.describe.Metadata.FileInfo;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the reader found, as {@code metadata.json} tells it.
 *
 * @param checks one line for each rule
 * @param files the array files as they were read
 * @param picks training images to be shown, in the order of the file
 */
record ValidatedDataset(List<CheckInfo> checks, List<FileInfo> files, List<PickedImage> picks) {
    static ValidatedDataset of(DatasetSpec spec, Validation validation) {
        return new ValidatedDataset(
                validation.checks().stream()
                        .map(each -> new CheckInfo(each.check(), each.passed(), each.detail()))
                        .toList(),
                validation.files().stream().map(file -> info(spec, file)).toList(),
                validation.picks());
    }

    private static FileInfo info(DatasetSpec spec, FileResult file) {
        List<ArrayInfo> arrays = file.arrays().stream()
                .map(each -> new ArrayInfo(
                        each.name(), each.dtype(), each.shape(), each.crc32(), each.dataOffset(), each.dataEnd()))
                .toList();
        return Stream.of(Split.values())
                .filter(split -> split.fileName().equals(file.name()))
                .map(split -> new FileInfo(
                        file.name(), file.bytes(), file.sha256(), split.label(), spec.count(split), 0L, arrays))
                .findFirst()
                .orElseGet(() -> FileInfo.of(file.name(), file.bytes(), file.sha256(), arrays));
    }

    /** The first check that failed. */
    Optional<CheckInfo> failure() {
        return checks.stream().filter(check -> !check.passed()).findFirst();
    }
}
