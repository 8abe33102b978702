package io.atomicdatasets.image;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.atomicdatasets.spec.Division;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import io.atomicdatasets.spec.Splits;
import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The split of an image. Unless it is held out, that depends only on its occupied cells: on their canonical form, so that symmetric
 * images share a split, or on the canonical shapes of its objects, so that all arrangements of the same objects do.
 *
 * <p>The occupancy is packed row by row, first column in the highest bit, each row padded to whole bytes, in all 8
 * symmetries of the square; the bytewise smallest is hashed with XXH64, seed 0. By shapes, each object is packed so in the top left corner of
 * 8x8 cells, and the smallest ones of all objects are hashed together, in ascending order. The splits val, train and test own, in
 * this order, the hashes below {@code ceil(cumulative share * 2^64)}. An image that fulfils a condition that is held out belongs to ood,
 * whatever its hash.
 *
 * <p>Not thread-safe.
 */
public final class SplitRule {
    private static final Hasher64 XXH64 = Hashing.xxh64();

    private final boolean valIsEmpty;
    private final long lastOfVal;
    private final long lastOfTrain;

    private final SmallestForm smallest;
    private final boolean isByShapes;
    private final ShapeMultiset shapes;
    private final @Nullable HeldOut heldOut;

    /** The rule for images of a recipe. */
    public SplitRule(Division division, Recipe recipe) {
        Splits splits = division.splits();
        isByShapes = division.splitBy() == SplitBy.SHAPES;
        shapes = new ShapeMultiset(recipe.maxObjects());
        heldOut = division.holdOut().map(HeldOut::new).orElse(null);
        BigInteger val = splits.hashesBelow(Split.VAL);
        BigInteger valAndTrain = splits.hashesBelow(Split.VAL, Split.TRAIN);
        valIsEmpty = val.signum() == 0;
        lastOfVal = val.longValue() - 1;
        lastOfTrain = valAndTrain.longValue() - 1;
        smallest = SmallestForm.ofSide(recipe.gridSize());
    }

    /** Whether the shapes of objects decide, and not the form of the whole. */
    public boolean isByShapes() {
        return isByShapes;
    }

    /** What is held out, whatever else decides; nothing if nothing is. */
    public Optional<HeldOut> heldOut() {
        return Optional.ofNullable(heldOut);
    }

    /**
     * The split of an image that is not held out, by its form.
     *
     * @param occupied its occupied cells, one int a row, the first column in the highest bit; at least {@code gridSize} rows,
     *     of which those below the grid are 0
     */
    public Split splitOf(int[] occupied) {
        return splitOf(hash(occupied));
    }

    /** The split of an image that is not held out, by the shapes of its objects. */
    public Split splitOf(ShapeMultiset objects) {
        return splitOf(objects.hash());
    }

    /** The split of an image by whatever decides. */
    public Split splitOf(AtomicImage image) {
        if (heldOut != null && heldOut.fulfilledBy(image) != 0) {
            return Split.OOD;
        }
        if (isByShapes) {
            shapes.clear();
            shapes.addAll(image);
            return splitOf(shapes);
        }
        return splitOf(XXH64.hashBytesToLong(smallest.of(image), 0, smallest.length()));
    }

    private Split splitOf(long hash) {
        if (!valIsEmpty && Long.compareUnsigned(hash, lastOfVal) <= 0) {
            return Split.VAL;
        }
        return Long.compareUnsigned(hash, lastOfTrain) <= 0 ? Split.TRAIN : Split.TEST;
    }

    /** The hash of the canonical form, equal for all 8 symmetric images. */
    long hash(int[] occupied) {
        return XXH64.hashBytesToLong(smallest.of(occupied), 0, smallest.length());
    }
}
