package io.atomicdatasets.plan;

import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.parquet.Page;
import io.atomicdatasets.parquet.ParquetWriter;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.List;

/**
 * What the tables of a split take on the disk.
 *
 * @param columns of all tables together; 0 where there are none
 * @param perImage bytes of an image's values in all columns
 * @param spooledPerImage bytes of those that wait beside the file until their row group ends
 */
record TableBytes(int columns, double perImage, double spooledPerImage) {
    static final TableBytes NONE = new TableBytes(0, 0, 0);

    /** A dictionary, and what the footer says of a column in a row group, generously. */
    private static final long BYTES_BESIDE_PAGES = 1L << 10;

    /** As the tables of some images have it. */
    static TableBytes of(List<List<Page>> tables, int images) {
        int columns = 0;
        double bytes = 0;
        double spooled = 0;
        for (List<Page> table : tables) {
            columns += table.size();
            for (Page page : table) {
                bytes += page.sizeInBytes();
                spooled += page == table.get(0) ? 0 : page.sizeInBytes();
            }
        }
        return new TableBytes(columns, bytes / images, spooled / images);
    }

    /**
     * Bytes of a split's tables and, while they are made, of what waits beside them.
     *
     * @param candidates how many are made until all splits are full
     */
    long bytesOf(DatasetSpec spec, Split split, long candidates, int threads) {
        if (columns == 0) {
            return 0;
        }
        long images = spec.count(split);
        long shards = spec.fileOptions()
                .shardSize()
                .map(size -> size.shardsFor(candidates) + 1)
                .orElse(1L);
        long chunks = Chunk.countFor(candidates);
        long rowGroups = chunks / ParquetWriter.CHUNKS_PER_ROW_GROUP + shards;
        long atOnce = Math.min(shards, threads) * ParquetWriter.CHUNKS_PER_ROW_GROUP * Chunk.SIZE;
        return (long) (images * perImage + Math.min(images, atOnce) * spooledPerImage)
                + rowGroups * columns * BYTES_BESIDE_PAGES;
    }
}
