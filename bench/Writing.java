import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import java.nio.file.Path;
import java.util.Map;

/** Generates and writes the arrays of a dataset, and checks nothing, which no run of the program does; prints the seconds. */
public final class Writing {
    private Writing() {}

    /**
     * Measures.
     *
     * @param arguments how many images, and an empty directory
     */
    public static void main(String[] arguments) throws Exception {
        DatasetSpec spec = DatasetSpec.read(
                Map.of("num_images", Long.parseLong(arguments[0]), "palette", "arc"), Limits.DEFAULT);
        long start = System.nanoTime();
        try (ChunkLine line = new ChunkLine(spec, Runtime.getRuntime().availableProcessors());
                DatasetWriter writer = new DatasetWriter(spec, Path.of(arguments[1]))) {
            writer.write(line, new Progress());
        }
        System.out.println((System.nanoTime() - start) / 1e9);
    }
}
