package io.atomicdatasets.check;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Checks a dataset whose shards were read back one by one: that they make the whole, that the tables tell of them, and that the
 * statistics are theirs.
 */
public final class ShardedValidator {
    private final DatasetSpec spec;
    private final BooleanSupplier stopWished;
    private final Findings findings = new Findings();
    private final List<FileResult> tables = new ArrayList<>();

    /**
     * A validator of a dataset.
     *
     * @param stopWished looked at every now and then; when it is true, reading ends with a {@link StoppedException}
     */
    public ShardedValidator(DatasetSpec spec, BooleanSupplier stopWished) {
        this.spec = spec;
        this.stopWished = stopWished;
    }

    /** Goes through the chunks of all shards, in their order. */
    @FunctionalInterface
    public interface Shards {
        /** Hands out each shard's. */
        void forEach(Visitor visitor) throws IOException, StoppedException;
    }

    /** Takes the chunks of a shard. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes those of the next one. */
        void visit(ShardChunks chunks) throws IOException;
    }

    /** Reads {@code chunks.npy} and {@code segments.npy} back, and holds them against the chunks of the shards. */
    public void readTables(Path directory, Shards shards) throws IOException, StoppedException {
        TableCheck check = new TableCheck(spec, findings, stopWished);
        Path chunks = directory.resolve(FileNames.CHUNKS);
        Path segments = directory.resolve(FileNames.SEGMENTS);
        tables.add(result(chunks, check.chunks(chunks)));
        tables.add(result(segments, check.segments(segments)));
        try (TableRows counts = new TableRows(chunks, TablePlaces.chunks(spec));
                TableRows offsets = new TableRows(segments, TablePlaces.segments(spec))) {
            long[][] last = new long[1][];
            shards.forEach(shard -> {
                for (int chunk = 0; chunk < shard.count(); chunk++) {
                    demandEqual(counts, shard.images()[chunk]);
                    demandEqual(offsets, shard.segments()[chunk]);
                }
                last[0] = shard.segments()[shard.count()];
            });
            demandEqual(offsets, last[0]);
            findings.demand(
                    !counts.hasNext() && !offsets.hasNext(), Rule.SEGMENTS, "the tables go on behind the last shard");
        } catch (MalformedFileException e) {
            findings.broken(Rule.SEGMENTS, FileNames.CHUNKS + " or " + FileNames.SEGMENTS + " " + e.getMessage());
        }
    }

    private void demandEqual(TableRows rows, long[] expected) throws IOException {
        boolean isEqual = rows.hasNext() && Arrays.equals(rows.next(), expected);
        findings.demand(isEqual, Rule.SEGMENTS, "a row is not " + Arrays.toString(expected) + ", as its shard has it");
    }

    private FileResult result(Path table, List<ArrayResult> arrays) throws IOException, StoppedException {
        FileHash hash = FileHash.of(table, stopWished);
        return new FileResult(String.valueOf(table.getFileName()), hash.bytes(), hash.sha256(), arrays);
    }

    /**
     * What all of it has shown.
     *
     * @param files of the shards
     * @param counts what was counted in them
     * @param claims what is about to be published about them
     * @param picks training images to be shown
     */
    public Validation conclude(
            List<FileResult> files,
            PerSplit<SplitCounts> counts,
            PerSplit<ClaimedStatistics> claims,
            List<PickedImage> picks) {
        findings.remarkOn(spec, true);
        StatisticsCheck statistics = new StatisticsCheck(spec, findings);
        for (Split split : spec.presentSplits()) {
            long images = counts.of(split).images();
            findings.demand(
                    images == spec.count(split),
                    Rule.COUNTS,
                    "the files of " + split.label() + " have " + images + " images, not " + spec.count(split));
            statistics.compare(split, claims.of(split), counts.of(split));
        }
        List<FileResult> all = new ArrayList<>(files);
        all.addAll(tables);
        return new Validation(findings.toResults(), all, picks);
    }
}
