package io.atomicdatasets.layout;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentBuffer;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.deflate.TrainedCode;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.ImageGenerator;
import io.atomicdatasets.npy.Dtype;
import io.atomicdatasets.npy.NpyHeader;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.spec.Compression;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.List;

/** How the images of a split become members of its file. */
public final class SplitFile {
    /** How many candidates, from the first on, the code of a dataset's images is made of; part of encoder_version. */
    private static final int CODE_SAMPLE = 1024;

    private static final int IMAGES = 0; // the first array is that of the cells

    /** Different images of a split of up to so many are counted exactly, by their hashes. */
    public static final long MOST_COUNTED_EXACTLY = 10_000_000;

    private SplitFile() {}

    /** Bytes of the hashes of a split's images, which are spooled while it is made. */
    public static long hashBytes(DatasetSpec spec, Split split) {
        long images = spec.count(split);
        return images <= MOST_COUNTED_EXACTLY ? images * Long.BYTES : 0;
    }

    /** The members of each split's files, in their order. */
    public static List<NpzMember> membersOf(DatasetSpec spec) {
        return ImageArray.of(spec).stream().map(array -> memberOf(spec, array)).toList();
    }

    /** How an array stands in a file. */
    public static NpzMember memberOf(DatasetSpec spec, ImageArray array) {
        boolean stored = spec.fileOptions().compression() == Compression.STORED;
        Dtype dtype = array.elementBytes() == Long.BYTES ? Dtype.INT64 : Dtype.UINT8;
        long[] axes =
                array.axes(spec.recipe()).stream().mapToLong(Integer::longValue).toArray();
        return new NpzMember(array.arrayName(), NpyHeader.of(dtype, axes), stored);
    }

    /**
     * What turns batches of this dataset into segments. Where objects stand apart, the code of images is known beforehand: it
     * is made of the first candidates, so that it depends on recipe and seed alone, not on how many images are wanted, how
     * they are split, or which worker asks. That takes a millisecond.
     */
    public static SegmentEncoder encoderOf(DatasetSpec spec) {
        return switch (spec.fileOptions().compression()) {
            case DEFLATE ->
                spec.recipe().minGap() > 0 ? SegmentEncoder.deflating(codeOf(spec)) : SegmentEncoder.deflating();
            case STORED -> SegmentEncoder.storing();
        };
    }

    private static TrainedCode codeOf(DatasetSpec spec) {
        ImageGenerator generator = new ImageGenerator(spec.recipe(), spec.seed());
        AtomicImage image = new AtomicImage(spec.recipe());
        ImageBatch sample = new ImageBatch(spec, List.of(ImageArray.IMAGES), CODE_SAMPLE);
        for (int candidate = 0; candidate < CODE_SAMPLE; candidate++) {
            generator.generate(candidate, image);
            sample.add(image, 0);
        }
        return new TrainedCode(
                sample.elements(IMAGES),
                sample.length(IMAGES),
                spec.recipe().gridSize(),
                spec.recipe().objectValues().possible());
    }

    /** Memory for the segments of one batch. */
    public static List<SegmentBuffer> buffersFor(DatasetSpec spec) {
        return ImageArray.of(spec).stream().map(array -> new SegmentBuffer()).toList();
    }

    /**
     * The elements of a batch, one segment for each member.
     *
     * @param into holds the segments' bytes, as many as there are members
     */
    public static List<Segment> encode(ImageBatch batch, SegmentEncoder encoder, List<SegmentBuffer> into) {
        List<Segment> segments = new ArrayList<>(batch.arrays());
        for (int array = 0; array < batch.arrays(); array++) {
            byte[] elements = batch.elements(array);
            int length = batch.length(array);
            int width = batch.bytesPerRow(array);
            segments.add(
                    !batch.keepsObjectsApart(array)
                            ? encoder.encode(elements, 0, length, width, into.get(array))
                            : batch.isOfCells(array)
                                    ? encoder.encodeImages(
                                            elements, 0, length, width, batch.occupied(), into.get(array))
                                    : encoder.encodeGrids(elements, 0, length, width, into.get(array)));
        }
        return segments;
    }
}
