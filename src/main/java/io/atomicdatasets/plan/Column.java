package io.atomicdatasets.plan;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.image.ImageBatch;
import io.atomicdatasets.npy.Dtype;
import io.atomicdatasets.npy.NpyHeader;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.Arrays;
import java.util.List;

/** The arrays of a split's .npz, in the order in which they stand there. */
public enum Column {
    /** Cells, uint8 (n, g, g). */
    IMAGES(0, "images") {
        @Override
        NpyHeader header(DatasetSpec spec, long images) {
            int side = spec.recipe().gridSize();
            return NpyHeader.of(Dtype.UINT8, images, side, side);
        }

        @Override
        public Segment encode(ImageBatch batch, SegmentEncoder encoder) {
            return encoder.encode(batch.cells(), 0, batch.count() * batch.cellsPerImage());
        }
    },
    /** Classes, uint8 (n,). */
    LABELS(1, "labels") {
        @Override
        NpyHeader header(DatasetSpec spec, long images) {
            return NpyHeader.of(Dtype.UINT8, images);
        }

        @Override
        public Segment encode(ImageBatch batch, SegmentEncoder encoder) {
            return encoder.encode(batch.labels(), 0, batch.count());
        }
    };

    private final int index;
    private final String arrayName;

    Column(int index, String arrayName) {
        this.index = index;
        this.arrayName = arrayName;
    }

    /** The number of this array in its file, from 0. */
    public int index() {
        return index;
    }

    abstract NpyHeader header(DatasetSpec spec, long images);

    /** The batch's elements of this array. */
    public abstract Segment encode(ImageBatch batch, SegmentEncoder encoder);

    /** The members of one split's file. */
    public static List<NpzMember> membersOf(DatasetSpec spec, Split split) {
        return Arrays.stream(values())
                .map(column -> new NpzMember(column.arrayName, column.header(spec, spec.count(split))))
                .toList();
    }
}
