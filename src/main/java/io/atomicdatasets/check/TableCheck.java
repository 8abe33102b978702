package io.atomicdatasets.check;

import io.atomicdatasets.check.TableRows.Table;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads {@code chunks.npy} and {@code segments.npy} back; the splits' readers hold them against the splits' files. */
final class TableCheck {
    /** Candidates in each chunk. */
    static final int CANDIDATES = 16_384;

    private final DatasetSpec spec;
    private final Findings findings;
    private final BooleanSupplier stopWished;

    TableCheck(DatasetSpec spec, Findings findings, BooleanSupplier stopWished) {
        this.spec = spec;
        this.findings = findings;
        this.stopWished = stopWished;
    }

    /** Takes the rows of a table. */
    @FunctionalInterface
    private interface Row {
        void accept(long number, long[] row);
    }

    /** The array of {@code chunks.npy}, whose sums must be those of the request; none where it cannot be read. */
    List<ArrayResult> chunks(Path file) throws IOException, StoppedException {
        long[] sums = new long[spec.presentSplits().size()];
        List<ArrayResult> read = read(file, TablePlaces.chunks(spec), "uint32", (chunk, counts) -> {
            long images = 0;
            for (int column = 0; column < sums.length; column++) {
                sums[column] += counts[column];
                images += counts[column];
            }
            if (images > CANDIDATES) {
                findings.broken(
                        Rule.CHUNKS, "chunk " + chunk + " gives " + images + " images, not up to " + CANDIDATES);
            }
        });
        for (Split split : read.isEmpty() ? List.<Split>of() : spec.presentSplits()) {
            long sum = sums[split.column()];
            findings.demand(
                    sum == spec.count(split),
                    Rule.CHUNKS,
                    split.label() + " adds up to " + sum + ", not " + spec.count(split));
        }
        return read;
    }

    /** The array of {@code segments.npy}; none where it cannot be read. */
    List<ArrayResult> segments(Path file) throws IOException, StoppedException {
        return read(file, TablePlaces.segments(spec), "int64", (number, row) -> {});
    }

    private List<ArrayResult> read(Path file, Table table, String dtype, Row each)
            throws IOException, StoppedException {
        try (TableRows rows = new TableRows(file, table)) {
            for (long number = 0; rows.hasNext(); number++) {
                if (stopWished.getAsBoolean()) {
                    throw new StoppedException();
                }
                each.accept(number, rows.next());
            }
            return List.of(rows.result(dtype));
        } catch (MalformedFileException e) {
            findings.broken(Rule.STRUCTURE, file.getFileName() + " " + e.getMessage());
            return List.of();
        }
    }
}
