package io.atomicdatasets.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.image.ImageBatch;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitFileTest {
    @ParameterizedTest
    @ValueSource(strings = {"arc", "gray"})
    void imagesAreSmallerThanByZlibAtItsBest(String palette) {
        DatasetSpec spec = Specs.of("num_images", 4000, "palette", palette);
        ImageBatch batch = new ImageBatch(spec, 100);
        new Candidates(spec).walk(0, 4000, (split, label, image) -> {
            batch.add(image, label);
            return true;
        });
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

    /** Grids whose objects stand apart are encoded in a way of their own; the bytes are those of the general one. */
    @ParameterizedTest
    @CsvSource({"8, 1", "8, 2", "9, 1", "16, 1", "16, 2", "24, 1", "32, 1", "16, 0"})
    void gridsGiveTheSameSegmentAsAnyBytes(int gridSize, int minGap) {
        DatasetSpec spec = Specs.of(
                "num_images", 4000, "grid_size", gridSize, "min_gap", minGap, "max_objects", 6, "annotations", true);
        ImageBatch batch = new ImageBatch(spec, 100);
        new Candidates(spec).walk(0, 4000, (split, label, image) -> {
            batch.add(image, label);
            return true;
        });

        List<Segment> segments = SplitFile.encode(batch, SplitFile.encoderOf(spec), SplitFile.buffersFor(spec));

        for (int array = 0; array < batch.arrays(); array++) {
            assertThat(segments.get(array))
                    .isEqualTo(SegmentEncoder.deflating()
                            .encode(batch.elements(array), 0, batch.length(array), batch.bytesPerRow(array)));
        }
    }
}
