package io.atomicdatasets.bench;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentBuffer;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.deflate.TrainedCode;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.ImageGenerator;
import io.atomicdatasets.inflate.InflatingStream;
import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds an image on one core, from four chunks' segments to cells; beside it the JDK's zlib. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class InflatingBenchmark {
    private static final int IMAGES = 13_107; // what a chunk gives to train
    private static final int CHUNKS = 4;
    private static final int SIDE = 16;

    private final InflatingStream inflating = new InflatingStream();
    private byte[] stream;
    private final byte[] piece = new byte[1 << 16];

    @Setup
    public void make() {
        Recipe recipe = new Recipe(SIDE, Palette.ARC, 1, 4, Mix.DEFAULT, 1);
        ImageGenerator generator = new ImageGenerator(recipe, 42);
        AtomicImage image = new AtomicImage(recipe);
        byte[] cells = new byte[CHUNKS * IMAGES * SIDE * SIDE];
        for (int i = 0; i < CHUNKS * IMAGES; i++) {
            generator.generate(i, image);
            System.arraycopy(image.cells(), 0, cells, i * SIDE * SIDE, SIDE * SIDE);
        }
        SegmentEncoder encoder = SegmentEncoder.deflating(new TrainedCode(
                cells, 1024 * SIDE * SIDE, SIDE, recipe.objectValues().possible()));
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        int length = IMAGES * SIDE * SIDE;
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            Segment segment =
                    encoder.encodeImages(cells, chunk * length, length, SIDE, new long[0], new SegmentBuffer());
            byte[] bytes = new byte[segment.length()];
            segment.compressed().get(bytes);
            joined.writeBytes(bytes);
        }
        joined.writeBytes(Segment.end().array());
        stream = joined.toByteArray();
    }

    @Benchmark
    @OperationsPerInvocation(CHUNKS * IMAGES)
    public long inflate() throws IOException {
        inflating.begin(new ByteArrayInputStream(stream));
        return read(inflating);
    }

    @Benchmark
    @OperationsPerInvocation(CHUNKS * IMAGES)
    public long zlib() throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            return read(new InflaterInputStream(new ByteArrayInputStream(stream), inflater, piece.length));
        } finally {
            inflater.end();
        }
    }

    private long read(InputStream in) throws IOException {
        try (in) {
            long bytes = 0;
            int count = in.read(piece);
            while (count >= 0) {
                bytes += count;
                count = in.read(piece);
            }
            return bytes;
        }
    }
}
