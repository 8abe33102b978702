package io.atomicdatasets.check;

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
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Reads tables back, a column of a row group at a time on whatever thread is free: they must hold what the arrays beside them hold,
 * element for element.
 */
final class TableReader {
    private static final int BUFFER = 1 << 16;

    private final DatasetSpec spec;
    private final Findings findings;
    private final BooleanSupplier stopWished;

    TableReader(DatasetSpec spec, Findings findings, BooleanSupplier stopWished) {
        this.spec = spec;
        this.findings = findings;
        this.stopWished = stopWished;
    }

    /** Elements of a column that were read. */
    private record Elements(int crc, long bytes) {}

    /**
     * Reads a table; what is wrong with it becomes a finding.
     *
     * @param directory in which it stands
     * @param images how many the file of arrays beside it has, which was read before
     * @param workers who reads
     * @return what was read, if the file is there
     */
    Optional<FileResult> read(Path directory, TableFile file, long images, Workers workers)
            throws IOException, StoppedException {
        Path path = directory.resolve(file.name());
        if (!Files.isRegularFile(path)) {
            findings.broken(Rule.PARQUET, file.name() + " is missing");
            return Optional.empty();
        }
        Future<FileHash> hash = workers.submit(() -> FileHash.of(path, stopWished));
        long rows = 0;
        try {
            rows = readRows(directory, file, images, workers);
        } catch (MalformedFileException e) {
            findings.broken(Rule.PARQUET, file.name() + " " + e.getMessage());
        } finally {
            Workers.await(hash);
        }
        FileHash known = Workers.result(hash);
        return Optional.of(FileResult.ofTable(file.name(), known.bytes(), known.sha256(), rows));
    }

    private long readRows(Path directory, TableFile file, long images, Workers workers)
            throws IOException, StoppedException {
        WantedTable wanted;
        try {
            wanted = WantedTable.of(directory, spec, file, images, stopWished);
        } catch (MalformedFileException | ZipException | EOFException e) {
            String arrays = file.beside().name();
            throw new MalformedFileException("cannot be held against " + arrays + ", which " + e.getMessage());
        }
        ExpectedTable table = ExpectedTable.of(spec, file.rows());
        try (ParquetFile parquet = new ParquetFile(directory.resolve(file.name()), table)) {
            if (parquet.rows() != wanted.rows()) {
                throw new MalformedFileException("has " + parquet.rows() + " rows, not " + wanted.rows());
            }
            readColumns(parquet, table, wanted, workers);
            return wanted.rows();
        }
    }

    private void readColumns(ParquetFile parquet, ExpectedTable table, WantedTable wanted, Workers workers)
            throws IOException, StoppedException {
        List<List<Future<Elements>>> underWay = new ArrayList<>();
        try {
            for (int column = 0; column < table.columns().size(); column++) {
                underWay.add(parquet.parts(column).stream()
                        .map(part -> workers.submit(() -> elementsOf(part)))
                        .toList());
            }
            for (int column = 0; column < table.columns().size(); column++) {
                JoinedCrc crc = wanted.columns().get(column).before();
                for (Future<Elements> each : underWay.get(column)) {
                    Elements read = Workers.result(each);
                    crc.add(read.crc, read.bytes);
                }
                if (crc.value() != wanted.columns().get(column).crc32()) {
                    String name = table.columns().get(column).name();
                    throw new MalformedFileException("has another column " + name + " than the arrays beside it");
                }
            }
        } finally {
            for (List<Future<Elements>> column : underWay) { // they read from the file, which is about to be closed
                column.forEach(Workers::await);
            }
        }
    }

    private Elements elementsOf(ParquetPart part) throws IOException, StoppedException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int count = part.read(buffer, 0, BUFFER); count >= 0; count = part.read(buffer, 0, BUFFER)) {
            if (stopWished.getAsBoolean()) {
                throw new StoppedException();
            }
            crc.update(buffer, 0, count);
            bytes += count;
        }
        return new Elements((int) crc.getValue(), bytes);
    }
}
