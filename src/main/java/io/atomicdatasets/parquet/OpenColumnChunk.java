package io.atomicdatasets.parquet;

import org.jspecify.annotations.Nullable;

/** The pages of one column in a row group that still grows. */
final class OpenColumnChunk {
    private final ParquetColumn column;
    private final boolean stored;
    private final long dictionaryBytes;
    private final long dictionaryRawBytes;

    private long values;
    private long rawBytes;
    private long bytes;
    private @Nullable Bounds bounds;
    private boolean isBounded = true;

    OpenColumnChunk(ParquetTable table, ParquetColumn column) {
        this.column = column;
        stored = table.stored();
        Page dictionary = DictionaryPage.of(table);
        dictionaryBytes = column.isByDictionary() ? dictionary.sizeInBytes() : 0;
        dictionaryRawBytes = column.isByDictionary() ? dictionary.rawBytes() : 0;
    }

    void add(Page page) {
        values += page.values();
        rawBytes += page.rawBytes();
        bytes += page.sizeInBytes();
        Bounds its = page.bounds();
        isBounded &= its != null;
        if (its != null) {
            bounds = bounds == null ? its : bounds.and(its);
        }
    }

    /** Bytes of the pages, the dictionary not counted. */
    long pageBytes() {
        return bytes;
    }

    /** What it has become, when it begins here. */
    ColumnChunk at(long offset) {
        return new ColumnChunk(
                column,
                stored,
                values,
                dictionaryRawBytes + rawBytes,
                dictionaryBytes + bytes,
                offset,
                dictionaryBytes,
                isBounded ? bounds : null);
    }
}
