package io.atomicdatasets.bench;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.ImageGenerator;
import io.atomicdatasets.image.SplitRule;
import io.atomicdatasets.spec.Division;
import io.atomicdatasets.spec.Mix;
import io.atomicdatasets.spec.Palette;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds an image on one core, default recipe with the arc palette: made, and made and told its split. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class GenerationBenchmark {
    @Param({"16", "32"})
    private int gridSize;

    private ImageGenerator generator;
    private AtomicImage image;
    private SplitRule rule;
    private long candidate;

    @Setup
    public void make() {
        Recipe recipe = new Recipe(gridSize, Palette.ARC, 1, 4, Mix.DEFAULT, 1);
        generator = new ImageGenerator(recipe, 42);
        image = new AtomicImage(recipe);
        rule = new SplitRule(Division.DEFAULT, recipe);
    }

    @Benchmark
    public int generate() {
        generator.generate(candidate++, image);
        return image.objects();
    }

    @Benchmark
    public Split generateAndSplit() {
        generator.generate(candidate++, image);
        return rule.splitOf(image);
    }
}
