package io.atomicdatasets.dataset;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Partner;
import io.atomicdatasets.layout.ImageBatch;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Factor;
import io.atomicdatasets.spec.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one split holds, counted as its images are made. Counts of disjoint parts add up.
 *
 * <p>For one thread at a time.
 */
public final class SplitStatistics {
    private static final int BYTE_VALUES = 256;
    private static final int LARGEST_OBJECT = 15;
    /** 2^12 registers (Ertl, "UltraLogLog", PVLDB 2024). */
    private static final int SKETCH_PRECISION = 12;

    private static final double SKETCH_ERROR = 0.012;

    private static final int CELLS = 0; // the first array is that of the cells
    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private final long[] labels = new long[BYTE_VALUES];
    private final long[] cellValues = new long[BYTE_VALUES];
    private final long[] objectsByKind = new long[Kind.COUNT];
    private final long[] objectsBySize = new long[LARGEST_OBJECT + 1];
    /** Sketches of the images' cells by label, made when a label is first seen. */
    private final @Nullable UltraLogLog[] distinct = new UltraLogLog[BYTE_VALUES];

    private final int cellsPerImage;
    private final boolean objectsStandApart;
    /** Only where something is held out. */
    private final @Nullable FactorCounts factors;

    private final boolean hasPartners;

    private long images;
    private long changedLabels;
    private @Nullable DistinctCounts counted;

    public SplitStatistics(DatasetSpec spec) {
        cellsPerImage = spec.recipe().cells();
        objectsStandApart = spec.recipe().minGap() > 0;
        factors = spec.division().holdOut().isPresent() ? new FactorCounts() : null;
        hasPartners = spec.recipe().pairs().isPresent();
    }

    /**
     * Counts as they are stored, to go on with them later.
     *
     * @param distinct the state of the sketch of each label that was seen, deflated: that of few images is mostly zeros
     * @param counted how many different images were counted; nothing before that
     * @param factors how often numbers of factors go together, deflated; nothing where nothing is held out
     * @param changedLabels how many partners have another label than their images; nothing where images have no partners
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from who counts to who stores, and changed by nobody
    public record Saved(
            long images,
            List<Long> labels,
            List<Long> cellValues,
            List<Long> objectsByKind,
            List<Long> objectsBySize,
            Map<Integer, byte[]> distinct,
            @Nullable DistinctCounts counted,
            @JsonInclude(JsonInclude.Include.NON_NULL) byte @Nullable [] factors,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long changedLabels) {
        /** Whether it has all that is counted in a dataset of this request. */
        public boolean isOf(DatasetSpec spec) {
            return (factors != null) == spec.division().holdOut().isPresent()
                    && (changedLabels != null) == spec.recipe().pairs().isPresent();
        }
    }

    /** A copy of all counts. */
    Saved save() {
        Map<Integer, byte[]> sketches = new TreeMap<>();
        for (int label = 0; label < BYTE_VALUES; label++) {
            UltraLogLog sketch = distinct[label];
            if (sketch != null) {
                sketches.put(label, Deflated.of(sketch.getState()));
            }
        }
        return new Saved(
                images,
                asList(labels),
                asList(cellValues),
                asList(objectsByKind),
                asList(objectsBySize),
                sketches,
                counted,
                factors == null ? null : factors.save(),
                hasPartners ? changedLabels : null);
    }

    /** Adds counts that were stored. */
    void restore(Saved saved) {
        images += saved.images;
        addTo(labels, saved.labels);
        addTo(cellValues, saved.cellValues);
        addTo(objectsByKind, saved.objectsByKind);
        addTo(objectsBySize, saved.objectsBySize);
        counted = saved.counted;
        if (factors != null && saved.factors != null) {
            factors.restore(saved.factors);
        }
        changedLabels += saved.changedLabels == null ? 0 : saved.changedLabels;
        saved.distinct.forEach(
                (label, state) -> sketch(label).add(UltraLogLog.wrap(Deflated.inflate(state, 1 << SKETCH_PRECISION))));
    }

    /** Forgets what was counted. */
    void clear() {
        images = 0;
        changedLabels = 0;
        for (long[] counts : List.of(labels, cellValues, objectsByKind, objectsBySize)) {
            Arrays.fill(counts, 0);
        }
        for (UltraLogLog sketch : distinct) {
            if (sketch != null) {
                sketch.reset();
            }
        }
        if (factors != null) {
            factors.clear();
        }
    }

    /** Counts the image that was just added to {@code batch}; gives the hash by which it differs from others. */
    long add(AtomicImage image, int label, ImageBatch batch) {
        images++;
        labels[label]++;
        int occupied = 0;
        for (int i = 0; i < image.objects(); i++) {
            int size = image.size(i);
            occupied += size;
            cellValues[image.value(i)] += size;
            objectsBySize[size]++;
        }
        cellValues[0] += cellsPerImage - occupied;
        for (int kind = 0; kind < Kind.COUNT; kind++) {
            objectsByKind[kind] += image.objectsByKind()[kind];
        }
        if (factors != null) {
            factors.add(image);
        }
        Partner partner = image.partner();
        if (partner != null) {
            changedLabels += partner.label() == label ? 0 : 1;
        }
        long hash = objectsStandApart ? image.hashOfObjects() : hashOfCells(batch);
        sketch(label).add(hash);
        return hash;
    }

    /** Where objects may touch, the same cells can be other objects. */
    private long hashOfCells(ImageBatch batch) {
        int offset = (batch.count() - 1) * cellsPerImage;
        return HASHER.hashBytesToLong(batch.elements(CELLS), offset, cellsPerImage);
    }

    /** Adds the counts of other images of the same split. */
    void merge(SplitStatistics other) {
        images += other.images;
        changedLabels += other.changedLabels;
        addTo(labels, other.labels);
        addTo(cellValues, other.cellValues);
        addTo(objectsByKind, other.objectsByKind);
        addTo(objectsBySize, other.objectsBySize);
        for (int label = 0; label < BYTE_VALUES; label++) {
            UltraLogLog sketch = other.distinct[label];
            if (sketch != null && other.labels[label] > 0) {
                sketch(label).add(sketch);
            }
        }
        if (factors != null && other.factors != null) {
            factors.add(other.factors);
        }
    }

    /** The mutual information of two different factors of objects, in bits; nothing where nothing is held out. */
    public OptionalDouble mutualInformation(Factor one, Factor other) {
        return factors == null ? OptionalDouble.empty() : OptionalDouble.of(factors.mutualInformation(one, other));
    }

    /** How many partners have another label than their images; nothing where images have no partners. */
    public OptionalLong changedLabels() {
        return hasPartners ? OptionalLong.of(changedLabels) : OptionalLong.empty();
    }

    /** How many images were counted. */
    public long images() {
        return images;
    }

    /** How many images have this label. */
    public long labelCount(int label) {
        return labels[label];
    }

    /** How many cells hold each value 0..255. */
    public List<Long> cellValues() {
        return asList(cellValues);
    }

    /** How many objects of this kind stand. */
    public long objects(Kind kind) {
        return objectsByKind[kind.code()];
    }

    /** How many objects have each number of cells, 0..15. */
    public List<Long> objectsBySize() {
        return asList(objectsBySize);
    }

    /** Takes the number of different images from whoever counted them. */
    void countDistinct(DistinctCounts exactly) {
        counted = exactly;
    }

    /** How many different images there are. */
    public DistinctImages distinctImages() {
        if (counted != null) {
            return DistinctImages.exactly(counted.images());
        }
        UltraLogLog all = UltraLogLog.create(SKETCH_PRECISION);
        for (UltraLogLog sketch : distinct) {
            if (sketch != null) {
                all.add(sketch);
            }
        }
        return estimate(all, images);
    }

    /** How many different images have this label. */
    public DistinctImages distinctImages(int label) {
        if (counted != null) {
            return DistinctImages.exactly(counted.byLabel().get(label));
        }
        UltraLogLog sketch = distinct[label];
        return sketch == null ? DistinctImages.exactly(0) : estimate(sketch, labels[label]);
    }

    private static DistinctImages estimate(UltraLogLog sketch, long most) {
        return new DistinctImages(Math.min(most, Math.round(sketch.getDistinctCountEstimate())), SKETCH_ERROR);
    }

    private UltraLogLog sketch(int label) {
        UltraLogLog sketch = distinct[label];
        if (sketch == null) {
            sketch = UltraLogLog.create(SKETCH_PRECISION);
            distinct[label] = sketch;
        }
        return sketch;
    }

    private static void addTo(long[] sums, List<Long> others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others.get(i);
        }
    }

    private static void addTo(long[] sums, long[] others) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += others[i];
        }
    }

    private static List<Long> asList(long[] numbers) {
        List<Long> list = new ArrayList<>(numbers.length);
        for (long number : numbers) {
            list.add(number);
        }
        return List.copyOf(list);
    }
}
