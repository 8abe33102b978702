package io.atomicdatasets.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"arc", "gray"})
    void imagesAreSmallerThanByZlibAtItsBest(String palette) {
        DatasetSpec spec = Specs.of("num_images", 4000, "palette", palette);
        ImageBatch batch = batch(spec, 4000);
        Deflater zlib = new Deflater(Deflater.BEST_COMPRESSION, true);
        zlib.setInput(batch.elements(0), 0, batch.length(0));
        zlib.finish();
        int byZlib = zlib.deflate(new byte[batch.length(0)]);
        zlib.end();

        int ours = SplitFile.encode(batch, SplitFile.encoderOf(spec), SplitFile.buffersFor(spec))
                .get(0)
                .length();

        assertThat(ours).isLessThan(byZlib);
    }

    /** Grids whose objects stand apart are encoded in ways of their own. */
    @ParameterizedTest
    @CsvSource({"8, 1", "8, 2", "9, 1", "16, 1", "16, 2", "24, 1", "31, 1", "32, 1", "16, 0"})
    void anyGridsComeBack(int gridSize, int minGap) throws DataFormatException {
        for (String palette : List.of("arc", "gray")) {
            DatasetSpec spec = Specs.of(
                    "num_images",
                    4000,
                    "palette",
                    palette,
                    "grid_size",
                    gridSize,
                    "min_gap",
                    minGap,
                    "max_objects",
                    6,
                    "annotations",
                    true,
                    "factors",
                    true);
            ImageBatch batch = batch(spec, 4000);

            List<Segment> segments = SplitFile.encode(batch, SplitFile.encoderOf(spec), SplitFile.buffersFor(spec));

            for (int array = 0; array < batch.arrays(); array++) {
                byte[] expected = Arrays.copyOf(batch.elements(array), batch.length(array));
                assertThat(inflated(segments.get(array), expected.length)).isEqualTo(expected);
            }
        }
    }

    /** Whatever is asked for beside the images, so that a smaller dataset is the beginning of a larger one in bytes too. */
    @Test
    void theCodeOfImagesDependsOnRecipeAndSeedAlone() {
        DatasetSpec spec = Specs.of("num_images", 4000);
        DatasetSpec other = Specs.of(
                "num_images",
                7,
                "splits",
                Map.of("train", new BigDecimal("0.5"), "val", new BigDecimal("0.25"), "test", new BigDecimal("0.25")),
                "label",
                "composition");

        assertThat(images(spec, spec)).isEqualTo(images(spec, other));
    }

    private static Segment images(DatasetSpec images, DatasetSpec asked) {
        return SplitFile.encode(batch(images, 2000), SplitFile.encoderOf(asked), SplitFile.buffersFor(asked))
                .get(0);
    }

    private static ImageBatch batch(DatasetSpec spec, int images) {
        ImageBatch batch = new ImageBatch(spec, 100);
        new Candidates(spec).walk(0, images, (split, label, image) -> {
            batch.add(image, label);
            return true;
        });
        return batch;
    }

    private static byte[] inflated(Segment segment, int length) throws DataFormatException {
        Inflater zlib = new Inflater(true);
        zlib.setInput(segment.compressed());
        byte[] raw = new byte[length];
        assertThat(zlib.inflate(raw)).isEqualTo(length);
        assertThat(zlib.getRemaining()).isZero();
        zlib.end();
        return raw;
    }
}
