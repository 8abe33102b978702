package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.ChunkIndex;
import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.report.ReportImage;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Images of a dataset made again, or before it stands: they depend on nothing but the request. */
public final class Replay {
    private final DatasetSpec spec;

    /** Replays the dataset of this request. */
    public Replay(DatasetSpec spec) {
        this.spec = spec;
    }

    /** A contact sheet of the first training images and their partners, as PNG; fewer where there are not so many. */
    public byte[] preview(int number) throws IOException {
        List<PickedImage> images = new ArrayList<>();
        for (Sample sample : first(number)) {
            images.add(sample.picked(images.size()));
        }
        return ReportImage.drawSheet(spec, images);
    }

    /** The first training images; fewer where there are not so many. */
    public List<Sample> first(int number) {
        long wanted = Math.min(number, spec.count(Split.TRAIN));
        List<Sample> samples = new ArrayList<>();
        Candidates candidates = new Candidates(spec);
        for (long chunk = 0; samples.size() < wanted && chunk < Chunk.MOST_SEARCHED; chunk++) {
            candidates.walk(new Chunk(chunk).first(), Chunk.SIZE, (split, label, image) -> {
                if (split == Split.TRAIN) {
                    samples.add(Sample.of(image, label, spec));
                }
                return samples.size() < wanted;
            });
        }
        return samples;
    }

    /**
     * One image of a finished dataset.
     *
     * @param index its place in the split, from 0 to below the split's count
     * @throws OtherVersionException if another version made it
     */
    public Sample sample(DatasetFolder folder, Split split, long index) throws IOException, OtherVersionException {
        return samples(folder, split, index, 1).get(0);
    }

    /**
     * Consecutive images of a finished dataset.
     *
     * @param first the place in the split of the first, from 0
     * @param number how many, at least 0; all of them must be there
     * @throws OtherVersionException if another version made it
     */
    public List<Sample> samples(DatasetFolder folder, Split split, long first, int number)
            throws IOException, OtherVersionException {
        OtherVersionException.requireOurs(folder.metadata());
        List<Sample> samples = new ArrayList<>();
        Candidates candidates = new Candidates(spec);
        while (samples.size() < number) {
            ChunkIndex found = ChunkIndex.find(folder.file(FileNames.CHUNKS), spec, split, first + samples.size());
            AtomicLong before = new AtomicLong(found.place());
            candidates.walk(new Chunk(found.chunk()).first(), Chunk.SIZE, (fallsTo, label, image) -> {
                if (fallsTo == split && before.getAndDecrement() <= 0) {
                    samples.add(Sample.of(image, label, spec));
                }
                return samples.size() < number;
            });
        }
        return samples;
    }

    /** One image of a finished dataset as PNG, above its partner if it has one. */
    public byte[] draw(Sample sample) throws IOException {
        return ReportImage.drawImage(spec.recipe(), sample.picked(0));
    }
}
