package io.atomicdatasets.check;

import io.atomicdatasets.check.ParquetPart.Segments;
import io.atomicdatasets.check.SplitReader.Opening;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
                ParquetFile parquet = new ParquetFile(directory.resolve(file.name()), table)) {
            if (parquet.rows() != wanted.rows()) {
                throw new MalformedFileException("has " + parquet.rows() + " rows, not " + wanted.rows());
            }
            IntFunction<Segments> known =
                    switch (file.rows()) {
                        case IMAGES -> ArraySegments.of(arrays, places)::ofArray;
                        case OBJECTS -> column -> Segments.NONE;
                    };
            readColumns(parquet, table, wanted, known, workers);
            return wanted.rows();
        }
    }

    private void readColumns(
            ParquetFile parquet, ExpectedTable table, WantedTable wanted, IntFunction<Segments> known, Workers workers)
            throws IOException, StoppedException {
        List<List<Future<JoinedCrc>>> underWay = new ArrayList<>();
        try {
            for (int i = 0; i < table.columns().size(); i++) {
                int column = i;
                Segments segments = known.apply(column);
                underWay.add(IntStream.range(0, parquet.rowGroups())
                        .mapToObj(group ->
                                workers.submit(() -> parquet.part(column, group).elements(segments, stopWished)))
                        .toList());
            }
            for (int column = 0; column < table.columns().size(); column++) {
                JoinedCrc crc = wanted.columns().get(column).before();
                for (Future<JoinedCrc> each : underWay.get(column)) {
                    crc.add(Workers.result(each));
                }
                if (crc.value() != wanted.columns().get(column).crc32()) {
                    String name = table.columns().get(column).name();
                    throw new MalformedFileException("has another column " + name + " than the arrays beside it");
                }
            }
        } finally {
            for (List<Future<JoinedCrc>> column : underWay) { // they read from files that are about to be closed
                column.forEach(Workers::await);
            }
        }
    }
}
