package io.atomicdatasets.dataset;

import io.atomicdatasets.disk.Closing;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.parquet.Page;
import io.atomicdatasets.parquet.ParquetTable;
import io.atomicdatasets.parquet.ParquetWriter;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables beside one file of arrays while they grow; none where the request wants none. */
final class OpenTables implements Closeable {
    private final List<ParquetWriter> writers = new ArrayList<>();

    /** Creates the files, none of which may exist. */
    OpenTables(DatasetSpec spec, ArrayFile beside, Path directory) throws IOException {
        this(spec, beside, directory, null);
    }

    /**
     * Goes on with the files of an earlier writer, or creates them where nothing is known.
     *
     * @param known how far they were
     * @throws StaleCheckpointException if they do not reach so far
     */
    OpenTables(DatasetSpec spec, ArrayFile beside, Path directory, @Nullable List<ParquetWriter.Written> known)
            throws IOException {
        List<TableFile> tables = TableFile.of(spec, beside);
        if (known != null) {
            requireAsMany(tables, known, beside);
        }
        try {
            for (int i = 0; i < tables.size(); i++) {
                Path path = directory.resolve(tables.get(i).name());
                ParquetTable table = SplitTables.tableOf(spec, tables.get(i).rows());
                writers.add(
                        known == null ? new ParquetWriter(path, table) : new ParquetWriter(path, table, known.get(i)));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static void requireAsMany(List<TableFile> tables, List<ParquetWriter.Written> known, ArrayFile beside)
            throws StaleCheckpointException {
        if (known.size() != tables.size()) {
            throw new StaleCheckpointException(beside.label() + " has other tables");
        }
    }

    /** Bytes of the finished files when they were written so far. */
    static Map<TableFile, Long> sizesInBytes(DatasetSpec spec, ArrayFile beside, List<ParquetWriter.Written> written)
            throws StaleCheckpointException {
        List<TableFile> tables = TableFile.of(spec, beside);
        requireAsMany(tables, written, beside);
        Map<TableFile, Long> sizes = new LinkedHashMap<>();
        for (int i = 0; i < tables.size(); i++) {
            ParquetTable table = SplitTables.tableOf(spec, tables.get(i).rows());
            sizes.put(tables.get(i), ParquetWriter.sizeInBytes(table, written.get(i)));
        }
        return sizes;
    }

    /** Appends a chunk to each table. */
    void append(List<List<Page>> chunks) throws IOException {
        for (int i = 0; i < chunks.size(); i++) {
            writers.get(i).append(chunks.get(i));
        }
    }

    /** Whether another writer could go on from here. */
    boolean isBetweenRowGroups() {
        return writers.stream().allMatch(ParquetWriter::isBetweenRowGroups);
    }

    /** Ends what another writer could not go on with. */
    void endRowGroups() throws IOException {
        for (ParquetWriter writer : writers) {
            writer.endRowGroup();
        }
    }

    /** How far they are; only between row groups. */
    List<ParquetWriter.Written> written() {
        return writers.stream().map(ParquetWriter::written).toList();
    }

    void force() throws IOException {
        for (ParquetWriter writer : writers) {
            writer.force();
        }
    }

    /** Makes whole files of them and forces those to the disk. */
    void finish() throws IOException {
        for (ParquetWriter writer : writers) {
            writer.finish();
        }
    }

    void deleteSpools() throws IOException {
        for (ParquetWriter writer : writers) {
            writer.deleteSpools();
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(writers);
    }
}
