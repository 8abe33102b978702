package io.atomicdatasets.check;

import io.atomicdatasets.disk.Closing;
import io.atomicdatasets.layout.Extent;
import io.atomicdatasets.layout.GrowingArray;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.Compression;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** The arrays of a split while they grow, and what is found in the chunks that are read out of them. */
final class GrowingSplit implements Closeable {
    private final Split split;
    private final boolean isStored;
    private final List<ExpectedArray> expected;
    private final List<GrowingArray> arrays;
    private final List<FileChannel> files = new ArrayList<>();
    private final Findings findings = new Findings();
    private final SplitCheck check;
    private final List<JoinedCrc> elements;
    private final List<JoinedCrc> bytes;
    private final PlacesSum places;
    private final Extent start;

    /** Opens the files that the arrays grow in; what stands before {@code start} is not looked at. */
    GrowingSplit(DatasetSpec spec, Split split, List<GrowingArray> arrays, Extent start) throws IOException {
        this.split = split;
        this.arrays = List.copyOf(arrays);
        this.start = start;
        isStored = spec.fileOptions().compression() == Compression.STORED;
        expected = ExpectedArray.of(spec);
        check = new SplitCheck(spec, ExpectedFile.of(spec, split), findings);
        elements = Stream.generate(JoinedCrc::new).limit(arrays.size()).toList();
        bytes = Stream.generate(JoinedCrc::new).limit(arrays.size()).toList();
        places = new PlacesSum(arrays.size());
        try {
            for (GrowingArray array : arrays) {
                files.add(FileChannel.open(array.file(), StandardOpenOption.READ));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Where the elements stand that the chunk between two extents gave to this split; offsets count from the begin of each array. */
    ChunkPlace placeOf(Extent before, Extent after) {
        long first = before.images().of(split);
        return new ChunkPlace(
                before.chunks(), first, after.images().of(split) - first, offsets(before), offsets(after));
    }

    private long[] offsets(Extent extent) {
        int from = split.column() * arrays.size();
        return Arrays.copyOfRange(extent.ends(), from, from + arrays.size());
    }

    /** CRC-32s of what a chunk gave to each array: of the elements, and of the bytes that stand for them. */
    @SuppressWarnings("ArrayRecordComponent") // handed from who reads to who joins
    record Sums(int[] elements, int[] bytes) {}

    /** Reads and checks what a chunk gave; from any thread. */
    Sums read(ChunkReader reader, ChunkPlace place) throws IOException, StoppedException {
        Chunk chunk = new Chunk();
        try {
            int[] ofElements = reader.read(chunk, place, check.ofChunk(place.chunk()));
            return new Sums(ofElements, chunk.crcs());
        } catch (MalformedFileException | ZipException | EOFException e) {
            findings.broken(Rule.SEGMENTS, "chunk " + place.chunk() + ": " + e.getMessage());
            return new Sums(new int[arrays.size()], new int[arrays.size()]);
        }
    }

    /** Takes in what was read of a chunk; called for one after the other. */
    void join(ChunkPlace place, Sums sums) {
        for (int array = 0; array < arrays.size(); array++) {
            elements.get(array)
                    .add(
                            sums.elements[array],
                            place.images() * expected.get(array).bytesPerImage());
            bytes.get(array).add(sums.bytes[array], place.ends()[array] - place.begins()[array]);
        }
        places.add(place.images(), place.ends());
    }

    CheckedSplit checked() {
        return new CheckedSplit(
                start.chunks(),
                start.images().of(split),
                offsets(start),
                check,
                findings.isEmpty(),
                elements,
                bytes,
                places.value());
    }

    /** The bytes of one chunk, of which a sum is taken as they are read. */
    private final class Chunk implements ArrayBytes {
        private final List<CRC32> crcs =
                Stream.generate(CRC32::new).limit(arrays.size()).toList();

        @Override
        public int arrays() {
            return arrays.size();
        }

        @Override
        public String name(int array) {
            return expected.get(array).fileName() + " of " + split.label();
        }

        @Override
        public boolean isStored(int array) {
            return isStored;
        }

        @Override
        public InputStream slice(int array, long begin, long end) {
            long offset = arrays.get(array).offset();
            FileSlice slice = new FileSlice(files.get(array), offset + begin, offset + end);
            return new CheckedInputStream(slice, crcs.get(array));
        }

        int[] crcs() {
            return crcs.stream().mapToInt(crc -> (int) crc.getValue()).toArray();
        }
    }

    @Override
    public void close() throws IOException {
        Closing.all(files);
    }
}
