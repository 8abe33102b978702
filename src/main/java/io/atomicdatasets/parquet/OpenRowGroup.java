package io.atomicdatasets.parquet;

import java.util.ArrayList;
import java.util.List;

/** A row group that still grows, page by page. */
final class OpenRowGroup {
    private final List<OpenColumnChunk> columns;
    private int chunks;
    private long rows;

    OpenRowGroup(ParquetTable table) {
        columns = table.columns().stream()
                .map(column -> new OpenColumnChunk(table, column))
                .toList();
    }

    /** How many rows a chunk's pages have. */
    static int rowsOf(List<Page> pages) {
        return pages.isEmpty() ? 0 : pages.get(0).rows();
    }

    /** Counts a chunk's pages, one a column, or none. */
    void add(List<Page> pages) {
        boolean isWhole = pages.isEmpty() || pages.size() == columns.size();
        if (!isWhole || pages.stream().anyMatch(page -> page.rows() != rowsOf(pages))) {
            throw new IllegalArgumentException("pages of %s rows for %d columns"
                    .formatted(pages.stream().map(Page::rows).toList(), columns.size()));
        }
        chunks++;
        if (rowsOf(pages) > 0) {
            rows += rowsOf(pages);
            for (int i = 0; i < pages.size(); i++) {
                columns.get(i).add(pages.get(i));
            }
        }
    }

    /** How many chunks it holds, those without a row too. */
    int chunks() {
        return chunks;
    }

    long rows() {
        return rows;
    }

    OpenColumnChunk column(int column) {
        return columns.get(column);
    }

    /** What it has become, when it begins here. */
    RowGroup at(long offset) {
        List<ColumnChunk> parts = new ArrayList<>();
        long next = offset;
        for (OpenColumnChunk column : columns) {
            parts.add(column.at(next));
            next += parts.get(parts.size() - 1).bytes();
        }
        return new RowGroup(rows, parts);
    }
}
