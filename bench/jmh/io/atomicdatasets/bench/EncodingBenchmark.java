package io.atomicdatasets.bench;

import io.atomicdatasets.deflate.SegmentBuffer;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.deflate.TrainedCode;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.ImageGenerator;
import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds an image on one core, from painted bytes to a segment with its CRC-32; beside it the JDK's zlib. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EncodingBenchmark {
    private static final int IMAGES = 13_107; // what a chunk gives to train
    private static final int SIDE = 16;

    @Param({"ARC", "GRAY"})
    private Palette palette;

    private byte[] cells;
    private long[] occupied;
    private final byte[] target = new byte[IMAGES * SIDE * SIDE];
    private final SegmentBuffer segment = new SegmentBuffer();
    private SegmentEncoder encoder;

    @Setup
    public void make() {
        Recipe recipe = new Recipe(SIDE, palette, 1, 4, Mix.DEFAULT, 1);
        ImageGenerator generator = new ImageGenerator(recipe, 42);
        AtomicImage image = new AtomicImage(recipe);
        cells = new byte[IMAGES * SIDE * SIDE];
        for (int i = 0; i < IMAGES; i++) {
            generator.generate(i, image);
            System.arraycopy(image.cells(), 0, cells, i * SIDE * SIDE, SIDE * SIDE);
        }
        occupied = new long[cells.length / Long.SIZE];
        for (int cell = 0; cell < cells.length; cell++) {
            occupied[cell / Long.SIZE] |= cells[cell] == 0 ? 0 : Long.MIN_VALUE >>> cell;
        }
        int sample = 1024 * SIDE * SIDE;
        encoder = SegmentEncoder.deflating(
                new TrainedCode(cells, sample, SIDE, recipe.objectValues().possible()));
    }

    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public int encode() {
        return encoder.encodeImages(cells, 0, cells.length, SIDE, occupied, segment).length();
    }

    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public int zlib6() {
        return deflate(6);
    }

    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public int zlib9() {
        return deflate(9);
    }

    private int deflate(int level) {
        Deflater deflater = new Deflater(level, true);
        try {
            deflater.setInput(cells);
            deflater.finish();
            return deflater.deflate(target);
        } finally {
            deflater.end();
        }
    }
}
