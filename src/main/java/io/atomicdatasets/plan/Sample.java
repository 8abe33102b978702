package io.atomicdatasets.plan;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.ImageBatch;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The images of the first candidates of a request: enough to know shares to about a percent, however many are asked for. */
final class Sample {
    static final int SIZE = 4_096;

    private final DatasetSpec spec;
    private final ImageBatch batch;
    private final double[] bytesPerImage;
    private TableBytes tables = TableBytes.NONE;
    private int crowded;
    private double secondsPerCandidate;
    private final Guesses withoutLooking = new Guesses(0, SIZE);
    private final Guesses byValues;
    private final Guesses byCells;

    Sample(DatasetSpec spec) {
        this.spec = spec;
        this.batch = new ImageBatch(spec, SIZE);
        this.bytesPerImage = new double[batch.arrays()];
        this.byValues = new Guesses(spec.recipe().maxObjects(), SIZE);
        this.byCells = new Guesses(spec.recipe().cells(), SIZE);
    }

    void take() {
        Candidates candidates = new Candidates(spec);
        int warmUp = SIZE / 2;
        candidates.walk(0, warmUp, (split, label, image) -> count(label, image));
        long start = System.nanoTime();
        candidates.walk(warmUp, SIZE - warmUp, (split, label, image) -> count(label, image));
        secondsPerCandidate = (System.nanoTime() - start) / 1e9 / (SIZE - warmUp);
        SegmentEncoder encoder =
                SplitFile.encoderOf(spec); // outside the measured time: a worker makes one, not one for each chunk
        SplitTables pages = new SplitTables(spec);
        start = System.nanoTime();
        List<Segment> segments = SplitFile.encode(batch, encoder, SplitFile.buffersFor(spec));
        int images = images();
        tables = TableBytes.of(pages.encode(batch, segments), images);
        for (int array = 0; array < bytesPerImage.length; array++) {
            bytesPerImage[array] = (double) segments.get(array).length() / images;
        }
        secondsPerCandidate += (System.nanoTime() - start) / 1e9 / SIZE;
        candidates.walk(0, SIZE, (split, label, image) -> guess(split, label, image));
    }

    private boolean count(int label, AtomicImage image) {
        batch.add(image, label);
        crowded += image.objects() < image.aimedAt() ? 1 : 0;
        return true;
    }

    /** Apart from what is measured, as no run does it. What is held out is nothing that a model learns from. */
    private boolean guess(Split split, int label, AtomicImage image) {
        if (split == Split.OOD) {
            return true;
        }
        withoutLooking.add(label, 0);
        byValues.add(label, differentValues(image));
        byCells.add(label, Arrays.stream(image.cellsByKind()).sum());
        return true;
    }

    private static int differentValues(AtomicImage image) {
        return (int)
                IntStream.range(0, image.objects()).map(image::value).distinct().count();
    }

    /** How well simple numbers guess the labels. */
    Shortcuts shortcuts() {
        return new Shortcuts(withoutLooking.accuracy(), byValues.accuracy(), byCells.accuracy());
    }

    /** How many images there are: all candidates but those that are in no split. */
    int images() {
        return Math.max(1, batch.count());
    }

    /** How many images hold fewer objects than were drawn for them. */
    int crowded() {
        return crowded;
    }

    /** What making a candidate and encoding its image takes. */
    double secondsPerCandidate() {
        return secondsPerCandidate;
    }

    /** What an image takes of an array's segments. */
    double bytesPerImage(int array) {
        return bytesPerImage[array];
    }

    /** What images take in tables. */
    TableBytes tables() {
        return tables;
    }
}
