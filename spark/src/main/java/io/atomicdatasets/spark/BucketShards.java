package io.atomicdatasets.spark;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.pipeline.ShardDirectory;
import io.atomicdatasets.pipeline.ShardRecord;
import io.atomicdatasets.pipeline.ShardStore;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Shards in an object store as one machine sees them, with copies of their records in a directory of its own. */
final class BucketShards implements ShardStore {
    private final DatasetSpec spec;
    private final Objects dataset;
    private final Objects notes;
    private final Path scratch;
    private final ShardDirectory copies;

    BucketShards(DatasetSpec spec, Objects dataset, Objects notes, Path scratch) throws IOException {
        this.spec = spec;
        this.dataset = dataset;
        this.notes = notes;
        this.scratch = scratch;
        Files.createDirectories(recordsHere());
        Files.createDirectories(files());
        copies = new ShardDirectory(spec, recordsHere(), files());
    }

    private Path recordsHere() {
        return scratch.resolve("records");
    }

    @Override
    public Path files() {
        return scratch.resolve("dataset");
    }

    /** Fetches the file of training images: of the others nothing is shown. */
    @Override
    public Path filesOf(Shard shard) throws IOException {
        Path directory = scratch.resolve("shard");
        Durable.deleteTree(Files.createDirectories(directory));
        Files.createDirectories(directory);
        fetch(dataset, shard.file(Split.TRAIN).name(), directory);
        return directory;
    }

    private static void fetch(Objects from, String name, Path to) throws IOException {
        try (InputStream in = from.open(name)) {
            Files.copy(in, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public ShardRecord require(long shard) throws IOException {
        fetchRecord(shard);
        return copies.require(shard);
    }

    /** The record of a shard, if it is of this request. */
    Optional<ShardRecord> read(long shard) throws IOException, UnfitRecordException {
        fetchRecord(shard);
        return copies.read(shard);
    }

    private void fetchRecord(long shard) throws IOException {
        String name = FileNames.record(shard);
        if (!Files.exists(recordsHere().resolve(name))) {
            fetch(notes, name, recordsHere());
        }
    }

    @Override
    public void forget(Shard shard) throws IOException {
        notes.delete(FileNames.record(shard.number()));
        copies.forget(shard);
        for (Split split : spec.presentSplits()) {
            ArrayFile file = shard.file(split);
            dataset.delete(file.name());
            for (TableFile table : TableFile.of(spec, file)) {
                dataset.delete(table.name());
            }
        }
    }

    /** Puts all that the driver wrote, except for the metadata. */
    void putDescriptions() throws IOException {
        try (DirectoryStream<Path> written = Files.newDirectoryStream(files())) {
            for (Path file : written) {
                if (!file.endsWith(FileNames.METADATA)) {
                    dataset.put(file);
                }
            }
        }
    }

    void deleteScratch() throws IOException {
        Durable.deleteTree(scratch);
    }
}
