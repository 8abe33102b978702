package io.atomicdatasets.pipeline;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentBuffer;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.ImageGenerator;
import io.atomicdatasets.layout.ImageArray;
import io.atomicdatasets.layout.ImageBatch;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.npy.ArrayStream;
import io.atomicdatasets.npy.NpyStream;
import io.atomicdatasets.npy.NpzStream;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.StreamSpec;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images as a file whose bytes are made when they are asked for; nothing is written anywhere. The images are those that a dataset
 * of the same request holds.
 *
 * <p>A file of arrays begins with their length. So all candidates are looked at first, and the images made again from their numbers
 * for each array that shows them: that costs time, but memory for no more than a piece of one array, a byte for each image and a bit
 * for each candidate. For one thread at a time.
 */
public final class ImageStream {
    /** The most raw bytes of an array that are made in one step: 1,024 images of 16x16. */
    private static final int PIECE_BYTES = 1 << 18;

    private static final int PIECE_IMAGES = 8_192;

    private static final long MOST_PER_IMAGE = 16;
    private static final int MOST_BESIDE = 1 << 20;
    private static final long MOST_LOOKED_AT = 1 << 27; // a bit each is 16 MiB
    private static final ByteBuffer NOTHING_YET = ByteBuffer.allocate(0);

    private final DatasetSpec spec;
    private final Selection selection;
    private final List<ImageArray> arrays;
    private final ArrayStream file;
    private final SegmentEncoder encoder;
    private final ImageGenerator generator;
    private final AtomicImage image;
    private final List<SegmentBuffer> memory = List.of(new SegmentBuffer());

    /** The array that is under way, once it was begun with its images; nothing before and between. */
    private @Nullable ImageBatch batch;

    private int array;
    private int made;
    private int place;
    private boolean finished;

    private ImageStream(
            DatasetSpec spec, Selection selection, List<ImageArray> arrays, ArrayStream file, SegmentEncoder encoder) {
        this.spec = spec;
        this.selection = selection;
        this.arrays = arrays;
        this.file = file;
        this.encoder = encoder;
        generator = new ImageGenerator(spec.recipe(), spec.seed());
        image = new AtomicImage(spec);
    }

    /** All arrays of a stream as a .npz file. */
    public static ImageStream npz(StreamSpec wanted) {
        return npz(wanted.dataset(), selection(wanted));
    }

    /** The cells alone as a .npy file. */
    public static ImageStream npy(StreamSpec wanted) {
        return new ImageStream(
                wanted.dataset(),
                selection(wanted),
                List.of(ImageArray.IMAGES),
                new NpyStream(),
                SegmentEncoder.storing());
    }

    /**
     * The first images of a split as a .npz file; fewer where a dataset would not find them either, or 2^27 candidates
     * do not have them.
     *
     * @param images how many, 1..2^20
     */
    public static ImageStream npzOfFirst(DatasetSpec spec, Split split, int images) {
        if (images < 1 || images > StreamSpec.MOST_CANDIDATES) {
            throw new IllegalArgumentException(images + " images are not between 1 and " + StreamSpec.MOST_CANDIDATES);
        }
        long most = Math.max(images, spec.numImages()) + spec.count(Split.OOD);
        long candidates = Math.min(MOST_LOOKED_AT, MOST_PER_IMAGE * Math.min(MOST_LOOKED_AT, most) + MOST_BESIDE);
        return npz(spec, new Selection(spec, split, 0, (int) candidates, images));
    }

    private static ImageStream npz(DatasetSpec spec, Selection selection) {
        return new ImageStream(spec, selection, ImageArray.ofStream(spec), new NpzStream(), SplitFile.encoderOf(spec));
    }

    private static Selection selection(StreamSpec wanted) {
        return new Selection(wanted.dataset(), wanted.split(), wanted.start(), wanted.count(), wanted.count());
    }

    /** How many images there are; looks at all candidates that it did not look at yet. */
    public int images() {
        while (!selection.isComplete()) {
            selection.look();
        }
        return selection.count();
    }

    /**
     * The next bytes of the file, after some milliseconds: none where nothing is ready yet, null behind the last. They are valid
     * until the next call.
     */
    public @Nullable ByteBuffer next() {
        if (!selection.isComplete()) {
            selection.look();
            return NOTHING_YET;
        }
        if (array == arrays.size()) {
            boolean isBehind = finished;
            finished = true;
            return isBehind ? null : file.finish();
        }
        if (batch == null) {
            batch = begin(arrays.get(array));
            return file.begin(SplitFile.memberOf(spec, arrays.get(array)), selection.count());
        }
        if (made < selection.count()) {
            return file.append(makeMore(batch));
        }
        batch = null;
        array++;
        return file.end();
    }

    private ImageBatch begin(ImageArray next) {
        made = 0;
        place = 0;
        return new ImageBatch(spec, List.of(next), Math.min(perPiece(next), selection.count()));
    }

    private int perPiece(ImageArray each) {
        return Math.min(PIECE_IMAGES, PIECE_BYTES / each.bytesPerImage(spec.recipe()));
    }

    private Segment makeMore(ImageBatch into) {
        into.clear();
        int end = Math.min(selection.count(), made + perPiece(arrays.get(array)));
        for (; made < end; made++, place++) {
            place = selection.placeFrom(place);
            long candidate = selection.candidate(place);
            if (arrays.get(array).showsObjects()) {
                generator.generate(candidate, image);
            } else {
                generator.number(candidate, image);
            }
            into.add(image, selection.label(made));
        }
        return SplitFile.encode(into, encoder, memory).get(0);
    }
}
