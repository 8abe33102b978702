package io.atomicdatasets.check;

import io.atomicdatasets.check.TableRows.Table;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What {@code chunks.npy} and {@code segments.npy} tell of a split, chunk after chunk. */
final class TablePlaces implements ChunkPlaces {
    private final Split split;
    private final int arrays;
    private final TableRows counts;
    private final TableRows segments;
    private long[] begins;
    private long chunk;
    private long first;

    /**
     * Opens both.
     *
     * @throws IOException also if one of them cannot be understood
     */
    TablePlaces(Path directory, DatasetSpec spec, Split split) throws IOException {
        this.split = split;
        arrays = ExpectedArray.of(spec).size();
        counts = new TableRows(directory.resolve(FileNames.CHUNKS), chunks(spec));
        try {
            segments = new TableRows(directory.resolve(FileNames.SEGMENTS), segments(spec));
        } catch (IOException e) {
            counts.close();
            throw e;
        }
        try {
            if (segments.rows() != counts.rows() + 1) {
                throw new MalformedFileException("has " + segments.rows() + " rows for " + counts.rows() + " chunks");
            }
            begins = next();
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    static Table chunks(DatasetSpec spec) {
        return new Table("chunks", "<u4", Integer.BYTES, "chunks", List.of((long)
                spec.presentSplits().size()));
    }

    static Table segments(DatasetSpec spec) {
        return new Table(
                "segments",
                "<i8",
                Long.BYTES,
                "chunks + 1",
                List.of((long) spec.presentSplits().size(), (long)
                        ExpectedArray.of(spec).size()));
    }

    private long[] next() throws IOException {
        return Arrays.copyOfRange(segments.next(), split.column() * arrays, (split.column() + 1) * arrays);
    }

    @Override
    public boolean hasNext() {
        return counts.hasNext();
    }

    @Override
    public ChunkPlace nextPlace() throws IOException {
        long images = counts.next()[split.column()];
        long[] ends = next();
        ChunkPlace place = new ChunkPlace(chunk, first, images, begins, ends);
        begins = ends;
        chunk++;
        first += images;
        return place;
    }

    @Override
    public long images() {
        return first;
    }

    @Override
    public long[] begins() {
        return begins;
    }

    @Override
    public void close() throws IOException {
        try (counts) {
            segments.close();
        }
    }
}
