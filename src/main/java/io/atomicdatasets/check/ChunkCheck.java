package io.atomicdatasets.check;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads {@code chunks.npy} back and holds its sums against the request. */
final class ChunkCheck {
    /** Candidates in each chunk. */
    static final int CANDIDATES = 16_384;

    private ChunkCheck() {}

    /** The array of the file, or none where it cannot be read or the reading is no longer wished for. */
    static List<ArrayResult> check(Path file, DatasetSpec spec, Findings findings, BooleanSupplier stopWished)
            throws IOException {
        try (ChunkRows rows = new ChunkRows(file)) {
            long[] sums = new long[Split.COUNT];
            for (long chunk = 0; rows.hasNext(); chunk++) {
                if (stopWished.getAsBoolean()) {
                    return List.of();
                }
                PerSplit<Long> counts = rows.next();
                long images = 0;
                for (Split split : Split.values()) {
                    sums[split.column()] += counts.of(split);
                    images += counts.of(split);
                }
                if (images > CANDIDATES) {
                    findings.broken(
                            Rule.CHUNKS, "chunk " + chunk + " gives " + images + " images, not up to " + CANDIDATES);
                }
            }
            for (Split split : Split.values()) {
                findings.demand(
                        sums[split.column()] == spec.count(split),
                        Rule.CHUNKS,
                        split.label() + " adds up to " + sums[split.column()] + ", not " + spec.count(split));
            }
            String crc = HexFormat.of().toHexDigits(rows.crc());
            return List.of(new ArrayResult("chunks", "uint32", rows.array().shape(), crc, null));
        } catch (MalformedFileException e) {
            findings.broken(Rule.STRUCTURE, FileNames.CHUNKS + " " + e.getMessage());
            return List.of();
        }
    }
}
