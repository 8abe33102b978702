package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of arrays chunk by chunk, as {@link ChunkPlaces} cut it. Each segment is read by itself,
 * on whatever thread is free; where it begins is where the one before it ended, so that together they must be the whole.
 */
final class SplitReader {
    private final DatasetSpec spec;
    private final ExpectedFile file;
    private final Findings findings;
    private final ChunkReaders readers;
    private final LongConsumer checked;

    /**
     * A reader of a file.
     *
     * @param findings takes what is wrong with it
     * @param checked told how many images more were checked
     */
    SplitReader(DatasetSpec spec, ExpectedFile file, Findings findings, ChunkReaders readers, LongConsumer checked) {
        this.spec = spec;
        this.file = file;
        this.findings = findings;
        this.readers = readers;
        this.checked = checked;
    }

    /** Opens what is told of the chunks' places. */
    @FunctionalInterface
    interface Opening {
        ChunkPlaces open() throws IOException;
    }

    /** A chunk that is being read. */
    private record UnderWay(ChunkPlace place, Future<int[]> crcs) {}

    /**
     * Reads the file.
     *
     * @param directory in which it stands
     * @param places where its chunks are told to stand
     * @param check what is checked of the images
     * @return its arrays, or none if the file cannot be read
     */
    List<ArrayResult> read(Path directory, Opening places, SplitCheck check) throws IOException, StoppedException {
        return read(directory, places, check, null);
    }

    /**
     * Reads of a file what was not checked while it grew.
     *
     * @param followed what was; told where the chunks stand
     */
    List<ArrayResult> read(Path directory, Opening places, SplitCheck check, @Nullable Followed followed)
            throws IOException, StoppedException {
        try (SplitArchive archive = new SplitArchive(directory, spec, file, findings)) {
            return archive.isSound() ? readSegments(places, archive, check, followed) : List.of();
        } catch (MalformedFileException | ZipException | EOFException e) {
            findings.broken(Rule.STRUCTURE, file.name() + " " + e.getMessage());
            return List.of();
        }
    }

    private List<ArrayResult> readSegments(
            Opening told, SplitArchive archive, SplitCheck check, @Nullable Followed followed)
            throws IOException, StoppedException {
        try (ChunkPlaces places = told.open()) {
            List<JoinedCrc> crcs = new ArrayList<>();
            for (int array = 0; array < archive.arrays(); array++) {
                crcs.add(headCrc(archive, array, places.begins()[array]));
            }
            readChunks(places, archive, check, crcs, followed);
            if (places.images() != file.images()) {
                throw new MalformedFileException(
                        "the chunks of " + file.file().label() + " have " + places.images() + " images");
            }
            List<ArrayResult> results = new ArrayList<>();
            for (int array = 0; array < archive.arrays(); array++) {
                readEnd(archive, array, places.begins()[array]);
                archive.demandCrc(array, crcs.get(array).value());
                results.add(archive.result(array, places.begins()[array]));
            }
            return results;
        } catch (MalformedFileException | NoSuchFileException | ZipException | EOFException e) {
            if (followed == null) { // else the file is read from the start, as if nothing were known of it
                archive.readWhole(readers::stopWished);
            }
            findings.demand(
                    followed == null && !findings.isEmpty(),
                    Rule.SEGMENTS,
                    FileNames.CHUNKS + " and " + FileNames.SEGMENTS + " do not: " + e.getMessage());
            return List.of();
        }
    }

    /** The CRC-32 of an array's head, which must be all that stands before the first segment. */
    private static JoinedCrc headCrc(SplitArchive archive, int array, long end) throws IOException {
        FileSlice slice = archive.slice(array, archive.member(array).dataOffset(), end);
        byte[] head = new byte[archive.head(array).headBytes()];
        int more;
        if (archive.member(array).stored()) {
            slice.readNBytes(head, 0, head.length);
            more = slice.read();
        } else {
            InflatingStream inflating = new InflatingStream();
            inflating.beginSegment(slice, end - archive.member(array).dataOffset());
            inflating.readNBytes(head, 0, head.length);
            more = inflating.read();
        }
        if (more >= 0) {
            throw new MalformedFileException("the first segment of " + archive.name(array) + " begins at " + end);
        }
        CRC32 crc = new CRC32();
        crc.update(head);
        JoinedCrc joined = new JoinedCrc();
        joined.add((int) crc.getValue(), head.length);
        return joined;
    }

    /** Behind the last segment must stand the end of the stream, and nothing else. */
    private static void readEnd(SplitArchive archive, int array, long begin) throws IOException {
        long end = archive.member(array).dataEnd();
        FileSlice slice = archive.slice(array, begin, end);
        InflatingStream inflating = new InflatingStream();
        inflating.begin(slice);
        boolean isEnd = archive.member(array).stored()
                ? begin == end
                : inflating.read() < 0 && inflating.compressedCount() == end - begin;
        if (!isEnd) {
            throw new MalformedFileException("the last segment of " + archive.name(array) + " ends at " + begin);
        }
    }

    /** Reads the chunks' images; when this returns, all of them are checked. */
    private void readChunks(
            ChunkPlaces places,
            SplitArchive archive,
            SplitCheck check,
            List<JoinedCrc> crcs,
            @Nullable Followed followed)
            throws IOException, StoppedException {
        Deque<UnderWay> underWay = new ArrayDeque<>();
        try {
            while (places.hasNext()) {
                ChunkPlace place = places.nextPlace();
                if (followed != null && followed.covers(place)) {
                    followed.follow(place);
                    checked.accept(place.images());
                    continue;
                }
                underWay.add(new UnderWay(
                        place, readers.submit(reader -> reader.read(archive, place, check.ofChunk(place.chunk())))));
                while (!underWay.isEmpty() && underWay.element().crcs.isDone()) {
                    join(underWay.remove(), crcs, archive);
                }
            }
            while (!underWay.isEmpty()) {
                join(underWay.remove(), crcs, archive);
            }
            if (followed != null) {
                followed.finish(crcs);
            }
        } finally {
            for (UnderWay each : underWay) { // they read from the archive, which is about to be closed
                Workers.await(each.crcs);
            }
        }
    }

    private void join(UnderWay done, List<JoinedCrc> crcs, SplitArchive archive) throws IOException, StoppedException {
        int[] read;
        try {
            read = Workers.result(done.crcs);
        } catch (MalformedFileException e) {
            throw new MalformedFileException("chunk " + done.place.chunk() + ": " + e.getMessage());
        }
        for (int array = 0; array < read.length; array++) {
            crcs.get(array).add(read[array], done.place.images() * archive.bytesPerImage(array));
        }
        checked.accept(done.place.images());
    }
}
