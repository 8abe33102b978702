package io.atomicdatasets.check;

import io.atomicdatasets.inflate.InflatingStream;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.Compression;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/**
 * Reads what a chunk gave to a split out of its segments, each by itself.
 *
 * <p>For one thread at a time; its buffers are filled again for each chunk, and hold a block of images and a window for each
 * array, however large the chunk.
 */
final class ChunkReader {
    private final Block block;
    private final List<InflatingStream> inflaters = new ArrayList<>();
    private final List<CRC32> crcs = new ArrayList<>();

    ChunkReader(DatasetSpec spec) {
        block = new Block(spec);
        boolean deflated = spec.fileOptions().compression() == Compression.DEFLATE;
        int arrays = ExpectedArray.of(spec).size();
        for (int array = 0; array < arrays; array++) {
            crcs.add(new CRC32());
            if (deflated) {
                inflaters.add(new InflatingStream());
            }
        }
    }

    /** Takes the images, block after block. */
    @FunctionalInterface
    interface Sink {
        void accept(Block block) throws StoppedException;
    }

    /**
     * Reads a chunk's images.
     *
     * @return CRC-32 of its elements in each array
     * @throws MalformedFileException if its segments do not hold exactly its elements
     */
    int[] read(ArrayBytes arrays, ChunkPlace place, Sink sink) throws IOException, StoppedException {
        crcs.forEach(CRC32::reset);
        List<InputStream> streams = new ArrayList<>();
        for (int array = 0; array < arrays.arrays(); array++) {
            streams.add(open(arrays, array, place.begins()[array], place.ends()[array]));
        }
        for (long done = 0; done < place.images(); done += block.count()) {
            block.begin(place.first() + done, place.images() - done);
            for (int array = 0; array < arrays.arrays(); array++) {
                InputStream in = streams.get(array);
                int length = block.length(array);
                byte[] elements = block.elements(array);
                int read = attempt(arrays, array, () -> in.readNBytes(elements, 0, length));
                require(arrays, array, read == length, "ends before the chunk's elements do");
                crcs.get(array).update(elements, 0, length);
            }
            sink.accept(block);
        }
        for (int array = 0; array < arrays.arrays(); array++) {
            InputStream in = streams.get(array);
            require(arrays, array, attempt(arrays, array, in::read) < 0, "goes on behind the chunk's elements");
        }
        return crcs.stream().mapToInt(crc -> (int) crc.getValue()).toArray();
    }

    /** The bytes that a segment of an array stands for. */
    private InputStream open(ArrayBytes arrays, int array, long begin, long end) throws IOException {
        InputStream segment = arrays.slice(array, begin, end);
        if (arrays.isStored(array)) {
            return segment;
        }
        InflatingStream inflater = inflaters.get(array);
        inflater.beginSegment(segment, end - begin);
        return inflater;
    }

    @FunctionalInterface
    private interface Reading {
        int read() throws IOException;
    }

    private static int attempt(ArrayBytes arrays, int array, Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (ZipException | EOFException e) {
            throw new MalformedFileException(arrays.name(array) + " " + e.getMessage());
        }
    }

    private static void require(ArrayBytes arrays, int array, boolean holds, String otherwise)
            throws MalformedFileException {
        if (!holds) {
            throw new MalformedFileException(arrays.name(array) + " " + otherwise);
        }
    }
}
