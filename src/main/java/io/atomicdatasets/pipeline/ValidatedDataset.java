package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.FileResult;
import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.check.Validation;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.FileInfo.ArrayInfo;
import io.atomicdatasets.describe.FileInfo.TableInfo;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.ShardSize;
import java.util.List;
import java.util.Optional;

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
        Optional<TableFile> table = TableFile.named(file.name());
        if (table.isPresent() && file.rows() != null) {
            return FileInfo.ofTable(
                    file.name(), file.bytes(), file.sha256(), tableInfo(spec, table.get(), file.rows()));
        }
        List<ArrayInfo> arrays = file.arrays().stream()
                .map(each -> new ArrayInfo(
                        each.name(), each.dtype(), each.shape(), each.crc32(), each.dataOffset(), each.dataEnd()))
                .toList();
        return ArrayFile.named(file.name())
                .filter(array -> !arrays.isEmpty())
                .map(array -> new FileInfo(
                        file.name(),
                        file.bytes(),
                        file.sha256(),
                        array.split().label(),
                        arrays.get(0).shape().get(0),
                        firstCandidate(spec, array),
                        arrays,
                        null))
                .orElseGet(() -> FileInfo.of(file.name(), file.bytes(), file.sha256(), arrays));
    }

    private static TableInfo tableInfo(DatasetSpec spec, TableFile table, long rows) {
        ArrayFile beside = table.beside();
        return new TableInfo(beside.split().label(), table.rows().label(), rows, firstCandidate(spec, beside));
    }

    private static long firstCandidate(DatasetSpec spec, ArrayFile file) {
        Optional<ShardSize> size = spec.fileOptions().shardSize();
        return size.isPresent() && file.shard().isPresent()
                ? new Shard(file.shard().getAsLong(), size.get()).firstCandidate()
                : 0;
    }

    /** The first check that failed. */
    Optional<CheckInfo> failure() {
        return checks.stream().filter(check -> !check.passed()).findFirst();
    }
}
