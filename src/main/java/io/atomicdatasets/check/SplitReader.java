package io.atomicdatasets.check;

import io.atomicdatasets.catalog.Metadata.ArrayInfo;
import io.atomicdatasets.inflate.Inflaters;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/** Reads one split's file from beginning to end and hands its images out in blocks. */
final class SplitReader {
    private final DatasetSpec spec;
    private final List<ExpectedArray> expected;
    private final Split split;
    private final Findings findings;
    private final Progress progress;

    SplitReader(DatasetSpec spec, Split split, Findings findings, Progress progress) {
        this.spec = spec;
        this.expected = ExpectedArray.of(spec);
        this.split = split;
        this.findings = findings;
        this.progress = progress;
    }

    /**
     * Reads the file; what is wrong with it becomes a finding.
     *
     * @param inflaters who inflates the grids
     * @param free where empty blocks come from
     * @param full where filled blocks go to
     * @return its arrays, or none if the file cannot be read
     */
    List<ArrayInfo> read(Path file, Inflaters inflaters, BlockingQueue<Block> free, Consumer<Block> full)
            throws IOException, StoppedException {
        try (ZipArchive archive = new ZipArchive(file)) {
            List<ZipMember> members = archive.members();
            List<String> names = expected.stream().map(ExpectedArray::fileName).toList();
            if (!members.stream().map(ZipMember::name).toList().equals(names)) {
                findings.broken(Rule.ARRAYS, split.fileName() + " does not hold " + names);
                return List.of();
            }
            List<RawStream> streams = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                ZipMember member = members.get(i);
                streams.add(expected.get(i).isGrid() ? archive.open(member, inflaters) : archive.open(member));
            }
            return readMembers(members, streams, free, full);
        } catch (MalformedFileException | ZipException | EOFException e) {
            findings.broken(Rule.STRUCTURE, split.fileName() + " " + e.getMessage());
            return List.of();
        }
    }

    private List<ArrayInfo> readMembers(
            List<ZipMember> members, List<RawStream> streams, BlockingQueue<Block> free, Consumer<Block> full)
            throws IOException, StoppedException {
        try {
            List<NpyArray> arrays = new ArrayList<>();
            for (RawStream stream : streams) {
                arrays.add(NpyArray.read(stream));
            }
            if (!areSound(arrays)) {
                findings.broken(Rule.ARRAYS, split.fileName() + " holds " + arrays);
                return List.of();
            }
            long count = arrays.get(0).shape().get(0);
            findings.demand(
                    count == spec.count(split),
                    Rule.COUNTS,
                    split.fileName() + " has " + count + " images, not " + spec.count(split));
            for (long index = 0; index < count; ) {
                progress.checkStop();
                Block block = take(free);
                block.fill(index, count - index, streams);
                index += block.count();
                full.accept(block);
            }
            List<ArrayInfo> described = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                described.add(end(expected.get(i), members.get(i), arrays.get(i), streams.get(i)));
            }
            return described;
        } finally {
            for (RawStream stream : streams) {
                stream.close();
            }
        }
    }

    private static Block take(BlockingQueue<Block> free) throws StoppedException {
        try {
            return free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        }
    }

    /** Whether all arrays have their types and shapes and agree on the number of images. */
    private boolean areSound(List<NpyArray> arrays) {
        for (int i = 0; i < arrays.size(); i++) {
            boolean sound = expected.get(i).matches(arrays.get(i))
                    && arrays.get(i).shape().get(0).equals(arrays.get(0).shape().get(0));
            if (!sound) {
                return false;
            }
        }
        return true;
    }

    private ArrayInfo end(ExpectedArray expectedArray, ZipMember member, NpyArray array, RawStream stream)
            throws IOException {
        if (stream.read() >= 0) {
            throw new MalformedFileException("has more elements in " + member.name() + " than its shape says");
        }
        boolean lengths = stream.count() == member.rawLength() && stream.compressedCount() == member.compressedLength();
        findings.demand(lengths, Rule.STRUCTURE, member.name() + " of " + split.fileName() + " has other lengths");
        findings.demand(stream.crc() == member.crc(), Rule.CRC, member.name() + " of " + split.fileName());
        return new ArrayInfo(
                expectedArray.name(),
                expectedArray.dtype(),
                array.shape(),
                HexFormat.of().toHexDigits(member.crc()),
                member.stored() ? member.dataOffset() + array.headBytes() : null);
    }
}
