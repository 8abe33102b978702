package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** A file of arrays, opened: the arrays that are expected of it, and its members. */
final class SplitArchive implements ArrayBytes, Closeable {
    private static final int ALIGNMENT = 64; // so that stored elements can be mapped
    private static final int BUFFER = 1 << 16;

    private final ExpectedFile file;
    private final Findings findings;
    private final List<ExpectedArray> expected;
    private final ZipArchive archive;
    private final List<ZipMember> members;
    private final List<NpyArray> heads = new ArrayList<>();

    /** @throws MalformedFileException if it is no archive */
    SplitArchive(Path directory, DatasetSpec spec, ExpectedFile file, Findings findings) throws IOException {
        this.file = file;
        this.findings = findings;
        expected = ExpectedArray.of(spec);
        archive = new ZipArchive(directory.resolve(file.name()));
        try {
            members = archive.members();
        } catch (IOException e) {
            archive.close();
            throw e;
        }
    }

    @Override
    public int arrays() {
        return expected.size();
    }

    @Override
    public String name(int array) {
        return members.get(array).name() + " of " + file.name();
    }

    @Override
    public boolean isStored(int array) {
        return members.get(array).stored();
    }

    ZipMember member(int array) {
        return members.get(array);
    }

    int bytesPerImage(int array) {
        return expected.get(array).bytesPerImage();
    }

    /** The head of an array's member. */
    NpyArray head(int array) {
        return heads.get(array);
    }

    @Override
    public FileSlice slice(int array, long begin, long end) throws MalformedFileException {
        ZipMember member = members.get(array);
        if (begin < member.dataOffset() || end < begin || end > member.dataEnd()) {
            throw new MalformedFileException("is said to stand at " + begin + " to " + end
                    + ", and its array stands at " + member.dataOffset() + " to " + member.dataEnd());
        }
        return archive.slice(begin, end);
    }

    private InputStream open(ZipMember member, InflatingStream inflating) {
        FileSlice bytes = archive.slice(member.dataOffset(), member.dataEnd());
        if (member.stored()) {
            return bytes;
        }
        inflating.begin(bytes);
        return inflating;
    }

    /**
     * The elements of an array, from the first to the last.
     *
     * @return a stream whose checksum is taken of the head too
     * @throws MalformedFileException if they are not there, or not of the array that is expected
     */
    CheckedInputStream elements(int array) throws IOException {
        ExpectedArray wanted = expected.get(array);
        if (members.size() <= array || !members.get(array).name().equals(wanted.fileName())) {
            throw new MalformedFileException("has no " + wanted.fileName() + " where it should stand");
        }
        InputStream bytes = open(members.get(array), new InflatingStream());
        CheckedInputStream elements = new CheckedInputStream(bytes, new CRC32());
        NpyArray head = NpyArray.read(elements);
        if (!wanted.matches(head) || head.shape().get(0) != file.images()) {
            throw new MalformedFileException("has " + head + " in " + wanted.fileName() + ", which was not asked for");
        }
        return elements;
    }

    /** Whether all arrays are there, have their types and shapes, and as many images as were asked for. */
    boolean isSound() throws IOException {
        List<String> names = expected.stream().map(ExpectedArray::fileName).toList();
        List<String> found = members.stream().map(ZipMember::name).toList();
        if (!found.equals(names)) {
            findings.broken(Rule.ARRAYS, file.name() + " holds " + found + ", not " + names);
            return false;
        }
        boolean isSound = true;
        for (int array = 0; array < members.size(); array++) {
            heads.add(NpyArray.read(open(members.get(array), new InflatingStream())));
            isSound &= isSound(array);
        }
        return isSound;
    }

    private boolean isSound(int array) {
        ExpectedArray wanted = expected.get(array);
        NpyArray head = heads.get(array);
        ZipMember member = members.get(array);
        if (!wanted.matches(head)) {
            findings.broken(
                    Rule.ARRAYS,
                    name(array) + " is " + head.descr() + " " + head.shape() + ", not " + wanted.descr() + " (n, "
                            + wanted.axes() + ")");
            return false;
        }
        long images = head.shape().get(0);
        if (images != file.images()) {
            String name = array == 0 ? file.name() : name(array);
            findings.broken(Rule.COUNTS, name + " has " + images + " images, not " + file.images());
            return false;
        }
        long rawLength = head.headBytes() + images * wanted.bytesPerImage();
        findings.demand(
                !member.stored() || member.dataOffset() % ALIGNMENT == 0,
                Rule.STRUCTURE,
                name(array) + " is stored at " + member.dataOffset() + ", no multiple of " + ALIGNMENT);
        findings.demand(
                member.rawLength() == rawLength,
                Rule.STRUCTURE,
                name(array) + " has " + member.rawLength() + " bytes, and a shape of " + rawLength + " bytes");
        return member.rawLength() == rawLength;
    }

    /** Reads the members from their first byte to their last, whatever segments they have; what is wrong becomes a finding. */
    void readWhole(BooleanSupplier stopWished) throws IOException, StoppedException {
        InflatingStream inflating = new InflatingStream();
        for (int array = 0; array < members.size(); array++) {
            try {
                readWhole(array, inflating, stopWished);
            } catch (MalformedFileException | ZipException | EOFException e) {
                findings.broken(Rule.STRUCTURE, name(array) + " " + e.getMessage());
            }
        }
    }

    private void readWhole(int array, InflatingStream inflating, BooleanSupplier stopWished)
            throws IOException, StoppedException {
        ZipMember member = members.get(array);
        InputStream in = open(member, inflating);
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (stopWished.getAsBoolean()) {
                throw new StoppedException();
            }
            crc.update(buffer, 0, read);
            length += read;
        }
        long compressed = member.stored() ? length : inflating.compressedCount();
        findings.demand(
                length == member.rawLength(),
                Rule.STRUCTURE,
                name(array) + " has " + length + " bytes, not the " + member.rawLength() + " of its shape");
        findings.demand(
                compressed == member.compressedLength(),
                Rule.STRUCTURE,
                name(array) + " has " + member.compressedLength() + " compressed bytes, of which " + compressed
                        + " are its stream");
        demandCrc(array, (int) crc.getValue());
    }

    /** Compares the CRC-32 of what was read with the one that stands there. */
    void demandCrc(int array, int crc) {
        int told = members.get(array).crc();
        findings.demand(
                crc == told,
                Rule.CRC,
                String.format("%s has 0x%08x, and is said to have 0x%08x", name(array), crc, told));
    }

    /**
     * What an array was found to be.
     *
     * @param end where in the file its elements end
     */
    ArrayResult result(int array, long end) {
        ZipMember member = members.get(array);
        NpyArray head = heads.get(array);
        return new ArrayResult(
                expected.get(array).name(),
                expected.get(array).dtype(),
                head.shape(),
                HexFormat.of().toHexDigits(member.crc()),
                member.stored() ? member.dataOffset() + head.headBytes() : null,
                end);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
