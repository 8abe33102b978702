package io.atomicdatasets.check;

import io.atomicdatasets.check.ParquetPart.Segments;
import io.atomicdatasets.check.SplitReader.Opening;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipException;

/**
 * Reads tables back, a column of a row group at a time on whatever thread is free: they must hold what the arrays beside them hold,
 * element for element.
 */
final class TableReader {
    /** Enough for all cores; those that wait take memory. */
    private static final int ROW_GROUPS_AT_ONCE = 16;

    private static final Known NONE = endRow -> column -> Segments.NONE;

    private final DatasetSpec spec;
    private final Findings findings;
    private final BooleanSupplier stopWished;

    TableReader(DatasetSpec spec, Findings findings, BooleanSupplier stopWished) {
        this.spec = spec;
        this.findings = findings;
        this.stopWished = stopWished;
    }

    /**
     * Reads a table; what is wrong with it becomes a finding.
     *
     * @param directory in which it stands
     * @param images how many the file of arrays beside it has, which was read before
     * @param places where its chunks are told to stand
     * @param workers who reads
     * @return what was read, if the file is there
     */
    Optional<FileResult> read(Path directory, TableFile file, long images, Opening places, Workers workers)
            throws IOException, StoppedException {
        Path path = directory.resolve(file.name());
        if (!Files.isRegularFile(path)) {
            findings.broken(Rule.PARQUET, file.name() + " is missing");
            return Optional.empty();
        }
        Future<FileHash> hash = workers.submit(() -> FileHash.of(path, stopWished));
        long rows = 0;
        try {
            rows = readRows(directory, file, images, places, workers);
        } catch (MalformedFileException e) {
            findings.broken(Rule.PARQUET, file.name() + " " + e.getMessage());
        } finally {
            Workers.await(hash);
        }
        FileHash known = Workers.result(hash);
        return Optional.of(FileResult.ofTable(file.name(), known.bytes(), known.sha256(), rows));
    }

    private long readRows(Path directory, TableFile file, long images, Opening places, Workers workers)
            throws IOException, StoppedException {
        WantedTable wanted;
        try {
            wanted = WantedTable.of(directory, spec, file, images, stopWished);
        } catch (MalformedFileException | ZipException | EOFException e) {
            String arrays = file.beside().name();
            throw new MalformedFileException("cannot be held against " + arrays + ", which " + e.getMessage());
        }
        ExpectedTable table = ExpectedTable.of(spec, file.rows());
        ExpectedFile beside = new ExpectedFile(file.beside(), images);
        try (SplitArchive arrays = new SplitArchive(directory, spec, beside, new Findings());
                ArraySegments segments = new ArraySegments(arrays, places);
                ParquetFile parquet = new ParquetFile(directory.resolve(file.name()), table)) {
            if (parquet.rows() != wanted.rows()) {
                throw new MalformedFileException("has " + parquet.rows() + " rows, not " + wanted.rows());
            }
            readColumns(parquet, table, wanted, file.rows() == Rows.IMAGES ? segments::before : NONE, workers);
            return wanted.rows();
        }
    }

    /** What is known of the segments that the rows before one are made of, by column. */
    @FunctionalInterface
    private interface Known {
        IntFunction<Segments> before(long endRow) throws IOException;
    }

    private void readColumns(ParquetFile parquet, ExpectedTable table, WantedTable wanted, Known known, Workers workers)
            throws IOException, StoppedException {
        List<JoinedCrc> crcs =
                wanted.columns().stream().map(WantedColumn::before).toList();
        Deque<List<Future<JoinedCrc>>> underWay = new ArrayDeque<>();
        try {
            for (int i = 0; i < parquet.rowGroups(); i++) {
                int group = i;
                IntFunction<Segments> segments = known.before(parquet.endRow(group));
                underWay.add(IntStream.range(0, crcs.size())
                        .mapToObj(column -> workers.submit(
                                () -> parquet.part(column, group).elements(segments.apply(column), stopWished)))
                        .toList());
                if (underWay.size() == ROW_GROUPS_AT_ONCE) {
                    join(crcs, underWay);
                }
            }
            while (!underWay.isEmpty()) {
                join(crcs, underWay);
            }
        } finally {
            for (List<Future<JoinedCrc>> group : underWay) { // they read from files that are about to be closed
                group.forEach(Workers::await);
            }
        }
        for (int column = 0; column < crcs.size(); column++) {
            if (crcs.get(column).value() != wanted.columns().get(column).crc32()) {
                String name = table.columns().get(column).name();
                throw new MalformedFileException("has another column " + name + " than the arrays beside it");
            }
        }
    }

    private static void join(List<JoinedCrc> crcs, Deque<List<Future<JoinedCrc>>> underWay)
            throws IOException, StoppedException {
        List<Future<JoinedCrc>> first = underWay.element();
        for (int column = 0; column < crcs.size(); column++) {
            crcs.get(column).add(Workers.result(first.get(column)));
        }
        underWay.remove();
    }
}
