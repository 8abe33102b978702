package io.atomicdatasets.check;

import io.atomicdatasets.inflate.Inflaters;
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
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;

/** Reads one split's file from beginning to end and hands its images out in blocks. */
final class SplitReader {
    private static final int ALIGNMENT = 64; // so that stored elements can be mapped

    private final DatasetSpec spec;
    private final List<ExpectedArray> expected;
    private final Split split;
    private final Findings findings;
    private final BooleanSupplier stopWished;

    SplitReader(DatasetSpec spec, Split split, Findings findings, BooleanSupplier stopWished) {
        this.spec = spec;
        this.expected = ExpectedArray.of(spec);
        this.split = split;
        this.findings = findings;
        this.stopWished = stopWished;
    }

    /** Where filled blocks go to, in the order of their images. */
    @FunctionalInterface
    interface Sink {
        void accept(Block block) throws IOException;
    }

    /**
     * Reads the file; what is wrong with it becomes a finding.
     *
     * @param inflaters who inflates the grids
     * @param free where empty blocks come from
     * @param full where filled blocks go to
     * @return its arrays, or none if the file cannot be read
     */
    List<ArrayResult> read(Path file, Inflaters inflaters, BlockingQueue<Block> free, Sink full)
            throws IOException, StoppedException {
        try (ZipArchive archive = new ZipArchive(file)) {
            List<ZipMember> members = archive.members();
            List<String> names = expected.stream().map(ExpectedArray::fileName).toList();
            List<String> found = members.stream().map(ZipMember::name).toList();
            if (!found.equals(names)) {
                findings.broken(Rule.ARRAYS, split.fileName() + " holds " + found + ", not " + names);
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

    private List<ArrayResult> readMembers(
            List<ZipMember> members, List<RawStream> streams, BlockingQueue<Block> free, Sink full)
            throws IOException, StoppedException {
        try {
            List<NpyArray> arrays = new ArrayList<>();
            for (RawStream stream : streams) {
                arrays.add(NpyArray.read(stream));
            }
            if (!areSound(members, arrays)) {
                return List.of();
            }
            long count = spec.count(split);
            for (long index = 0; index < count; ) {
                checkStop();
                Block block = take(free);
                try {
                    block.fill(index, count - index, streams);
                } catch (IOException e) {
                    free.add(block);
                    throw e;
                }
                index += block.count();
                full.accept(block);
            }
            List<ArrayResult> described = new ArrayList<>();
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

    private void checkStop() throws StoppedException {
        if (stopWished.getAsBoolean()) {
            throw new StoppedException();
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

    /** Whether all arrays have their types and shapes, and as many images as were asked for. */
    private boolean areSound(List<ZipMember> members, List<NpyArray> arrays) {
        boolean areSound = true;
        for (int i = 0; i < arrays.size(); i++) {
            ExpectedArray wanted = expected.get(i);
            NpyArray array = arrays.get(i);
            ZipMember member = members.get(i);
            String name = member.name() + " of " + split.fileName();
            if (!wanted.matches(array)) {
                findings.broken(
                        Rule.ARRAYS,
                        name + " is " + array.descr() + " " + array.shape() + ", not " + wanted.descr() + " (n, "
                                + wanted.axes() + ")");
                areSound = false;
                continue;
            }
            long images = array.shape().get(0);
            if (images != spec.count(split)) {
                String file = i == 0 ? split.fileName() : name;
                findings.broken(Rule.COUNTS, file + " has " + images + " images, not " + spec.count(split));
                areSound = false;
                continue;
            }
            long rawLength = array.headBytes() + images * wanted.bytesPerImage();
            if (member.rawLength() != rawLength) {
                findings.broken(
                        Rule.STRUCTURE,
                        name + " has " + member.rawLength() + " bytes, and a shape of " + rawLength + " bytes");
                areSound = false;
            }
            if (member.stored() && member.dataOffset() % ALIGNMENT != 0) {
                findings.broken(
                        Rule.STRUCTURE,
                        name + " is stored at " + member.dataOffset() + ", no multiple of " + ALIGNMENT);
            }
        }
        return areSound;
    }

    private ArrayResult end(ExpectedArray expectedArray, ZipMember member, NpyArray array, RawStream stream)
            throws IOException {
        String name = member.name() + " of " + split.fileName();
        if (stream.read() >= 0) {
            throw new MalformedFileException("has more elements in " + member.name() + " than its shape says");
        }
        findings.demand(
                stream.compressedCount() == member.compressedLength(),
                Rule.STRUCTURE,
                name + " has " + member.compressedLength() + " compressed bytes, of which " + stream.compressedCount()
                        + " are its stream");
        findings.demand(
                stream.crc() == member.crc(),
                Rule.CRC,
                String.format("%s has 0x%08x, and is said to have 0x%08x", name, stream.crc(), member.crc()));
        return new ArrayResult(
                expectedArray.name(),
                expectedArray.dtype(),
                array.shape(),
                HexFormat.of().toHexDigits(member.crc()),
                member.stored() ? member.dataOffset() + array.headBytes() : null);
    }
}
