package io.atomicdatasets.check;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.Metadata.ArrayInfo;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Reads {@code chunks.npy} back and holds its sums against the request. */
final class ChunkCountsReader {
    private ChunkCountsReader() {}

    static List<ArrayInfo> read(Path file, DatasetSpec spec, Findings findings) throws IOException {
        CRC32 crc = new CRC32();
        try (DataInputStream in =
                new DataInputStream(new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file)), crc))) {
            NpyArray array = NpyArray.read(in);
            if (!array.descr().equals("<u4")
                    || array.shape().size() != 2
                    || array.shape().get(1) != Split.COUNT) {
                throw new MalformedFileException("holds " + array);
            }
            long[] sums = new long[Split.COUNT];
            for (long chunk = 0; chunk < array.shape().get(0); chunk++) {
                for (int column = 0; column < Split.COUNT; column++) {
                    sums[column] += Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
                }
            }
            if (in.read() >= 0) {
                throw new MalformedFileException("has more elements than its shape says");
            }
            for (Split split : Split.values()) {
                findings.demand(
                        sums[split.column()] == spec.count(split),
                        Rule.CHUNKS,
                        split.label() + " adds up to " + sums[split.column()] + ", not " + spec.count(split));
            }
            String hex = HexFormat.of().toHexDigits((int) crc.getValue());
            return List.of(new ArrayInfo("chunks", "uint32", array.shape(), hex, null));
        } catch (MalformedFileException | EOFException e) {
            findings.broken(Rule.STRUCTURE, DatasetFolder.CHUNKS + " " + e.getMessage());
            return List.of();
        }
    }
}
