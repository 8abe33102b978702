package io.atomicdatasets.check;

import io.atomicdatasets.catalog.Metadata.ArrayInfo;
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
    private static final List<String> MEMBERS = List.of("images.npy", "labels.npy");
    private static final String UINT8 = "|u1";

    private final DatasetSpec spec;
    private final Split split;
    private final Findings findings;
    private final Progress progress;

    SplitReader(DatasetSpec spec, Split split, Findings findings, Progress progress) {
        this.spec = spec;
        this.split = split;
        this.findings = findings;
        this.progress = progress;
    }

    /**
     * Reads the file; what is wrong with it becomes a finding.
     *
     * @param free where empty blocks come from
     * @param full where filled blocks go to
     * @return its arrays, or none if the file cannot be read
     */
    List<ArrayInfo> read(Path file, BlockingQueue<Block> free, Consumer<Block> full)
            throws IOException, StoppedException {
        try (ZipArchive archive = new ZipArchive(file)) {
            List<ZipMember> members = archive.members();
            if (!members.stream().map(ZipMember::name).toList().equals(MEMBERS)) {
                findings.broken(Rule.ARRAYS, split.fileName() + " does not hold " + MEMBERS);
                return List.of();
            }
            return readMembers(archive, members.get(0), members.get(1), free, full);
        } catch (MalformedFileException | ZipException | EOFException e) {
            findings.broken(Rule.STRUCTURE, split.fileName() + " " + e.getMessage());
            return List.of();
        }
    }

    private List<ArrayInfo> readMembers(
            ZipArchive archive, ZipMember images, ZipMember labels, BlockingQueue<Block> free, Consumer<Block> full)
            throws IOException, StoppedException {
        try (InflatedStream imageStream = archive.open(images);
                InflatedStream labelStream = archive.open(labels)) {
            NpyArray imageArray = NpyArray.read(imageStream);
            NpyArray labelArray = NpyArray.read(labelStream);
            if (!isSound(imageArray, labelArray)) {
                findings.broken(Rule.ARRAYS, split.fileName() + " holds " + imageArray + " and " + labelArray);
                return List.of();
            }
            long count = imageArray.shape().get(0);
            findings.demand(
                    count == spec.count(split),
                    Rule.COUNTS,
                    split.fileName() + " has " + count + " images, not " + spec.count(split));
            for (long index = 0; index < count; ) {
                progress.checkStop();
                Block block = take(free);
                block.fill(index, count - index, imageStream, labelStream);
                index += block.count();
                full.accept(block);
            }
            List<ArrayInfo> arrays = new ArrayList<>();
            arrays.add(end(images, imageArray, imageStream));
            arrays.add(end(labels, labelArray, labelStream));
            return arrays;
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

    private boolean isSound(NpyArray images, NpyArray labels) {
        long side = spec.recipe().gridSize();
        return images.descr().equals(UINT8)
                && labels.descr().equals(UINT8)
                && images.shape().size() == 3
                && images.shape().get(1) == side
                && images.shape().get(2) == side
                && labels.shape().equals(images.shape().subList(0, 1));
    }

    private ArrayInfo end(ZipMember member, NpyArray array, InflatedStream stream) throws IOException {
        if (stream.read() >= 0) {
            throw new MalformedFileException("has more elements in " + member.name() + " than its shape says");
        }
        boolean lengths = stream.count() == member.rawLength() && stream.compressedCount() == member.compressedLength();
        findings.demand(lengths, Rule.STRUCTURE, member.name() + " of " + split.fileName() + " has other lengths");
        findings.demand(stream.crc() == member.crc(), Rule.CRC, member.name() + " of " + split.fileName());
        String name = member.name().substring(0, member.name().lastIndexOf('.'));
        return new ArrayInfo(name, "uint8", array.shape(), HexFormat.of().toHexDigits(member.crc()));
    }
}
