package io.atomicdatasets.check;

import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.function.BooleanSupplier;

/**
 * Reads the files of shards back while they are still in the operating system's cache, and checks everything that was promised
 * about them. May be called from several threads, which share the memory of its buffers.
 */
public final class ShardReader {
    private static final int TRAIN_IMAGES_PICKED = 100;

    private final DatasetSpec spec;
    private final BooleanSupplier stopWished;
    private final ChunkReaders readers;

    /**
     * A reader of the shards of a dataset.
     *
     * @param threads how many chunks are read at once, at least 1
     * @param stopWished looked at every now and then; when it is true, reading ends with a {@link StoppedException}
     */
    public ShardReader(DatasetSpec spec, int threads, BooleanSupplier stopWished) {
        this.spec = spec;
        this.stopWished = stopWished;
        readers = ChunkReaders.of(spec, Workers.none(), threads, stopWished);
    }

    /**
     * Reads all files of a shard.
     *
     * @param directory in which they stand
     * @param chunks what whoever wrote them tells of them
     * @param checkers who reads them
     */
    public ShardResult read(Path directory, Shard shard, ShardChunks chunks, Workers checkers)
            throws IOException, StoppedException {
        Findings findings = new Findings();
        List<FileResult> files = new ArrayList<>();
        Map<Split, SplitCounts> counts = new EnumMap<>(Split.class);
        for (Split split : spec.presentSplits()) {
            if (holdsFile(chunks, split)) {
                ExpectedFile file = new ExpectedFile(shard.file(split), chunks.sum(split));
                SplitCheck check = new SplitCheck(spec, file, findings);
                List<ArrayResult> arrays = new SplitReader(spec, file, findings, readers.usedBy(checkers), images -> {})
                        .read(directory, () -> places(shard, chunks, split), check);
                FileHash hash = FileHash.of(directory.resolve(file.name()), stopWished);
                FileResult read = new FileResult(file.name(), hash.bytes(), hash.sha256(), arrays);
                files.add(read);
                TableReader tables = new TableReader(spec, findings, stopWished);
                for (TableFile table : TableFile.of(spec, file.file())) {
                    tables.read(directory, table, file.images(), () -> places(shard, chunks, split), checkers)
                            .ifPresent(files::add);
                }
                counts.put(split, check.result(read, List.of()).counts());
            }
        }
        PerSplit<SplitCounts> all =
                PerSplit.of(spec.presentSplits(), split -> counts.getOrDefault(split, SplitCounts.none()));
        return new ShardResult(
                files,
                all,
                findings.toResults().stream().filter(check -> !check.passed()).toList());
    }

    private ShardPlaces places(Shard shard, ShardChunks chunks, Split split) {
        return new ShardPlaces(chunks, shard.firstChunk(), split, arrays());
    }

    private int arrays() {
        return ExpectedArray.of(spec).size();
    }

    /** No elements begin at the first byte of an archive. */
    private boolean holdsFile(ShardChunks chunks, Split split) {
        return chunks.segments()[0][split.column() * arrays()] > 0;
    }

    /** The places in the training split of the images that are to be shown, ascending; picked at random by the seed. */
    public NavigableSet<Long> picks() {
        return new Picks(spec.count(Split.TRAIN), TRAIN_IMAGES_PICKED, spec.seed()).wanted();
    }

    /**
     * Reads some training images of a shard.
     *
     * @param first the place in the split of the shard's first training image
     * @param wanted places in the split, some of which may be in the shard
     */
    public List<PickedImage> read(
            Path directory, Shard shard, ShardChunks chunks, long first, NavigableSet<Long> wanted)
            throws IOException, StoppedException {
        ExpectedFile file = new ExpectedFile(shard.file(Split.TRAIN), chunks.sum(Split.TRAIN));
        Picks picks = new Picks(wanted.subSet(first, true, first + file.images(), false));
        if (picks.wanted().isEmpty()) {
            return List.of();
        }
        Findings findings = new Findings();
        try (SplitArchive archive = new SplitArchive(directory, spec, file, findings)) {
            if (!archive.isSound()) {
                throw new MalformedFileException(file.name() + " changed since it was checked");
            }
            ShardPlaces places = places(shard, chunks, Split.TRAIN);
            while (places.hasNext()) {
                ChunkPlace place = places.nextPlace().movedBy(first);
                if (picks.among(place.first(), (int) place.images()).iterator().hasNext()) {
                    Workers.result(readers.submit(reader -> reader.read(archive, place, block -> block.pick(picks))));
                }
            }
        }
        return picks.images();
    }
}
