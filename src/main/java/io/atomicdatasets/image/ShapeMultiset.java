package io.atomicdatasets.image;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The shapes of an image's objects, wherever they are: each up to the symmetries of the square, in ascending order, so that it does
 * not matter how an object is turned or which comes first.
 *
 * <p>Not thread-safe; filled again for each image.
 */
public final class ShapeMultiset {
    private static final Hasher64 XXH64 = Hashing.xxh64();
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long[] shapes;
    private final byte[] bytes;
    private int count;

    /** Room for the shapes of so many objects. */
    public ShapeMultiset(int most) {
        shapes = new long[most];
        bytes = new byte[most * Long.BYTES];
    }

    /** Forgets all shapes. */
    public void clear() {
        count = 0;
    }

    /** How many shapes there are. */
    public int size() {
        return count;
    }

    /** Adds a shape: 8 rows of 8 columns, as {@link Families#of} takes it. */
    public void add(long shape) {
        long added = Shape.canonical(shape);
        int at = count;
        while (at > 0 && Long.compareUnsigned(shapes[at - 1], added) > 0) {
            shapes[at] = shapes[at - 1];
            at--;
        }
        shapes[at] = added;
        count++;
    }

    void addAll(AtomicImage image) {
        for (int i = 0; i < image.objects(); i++) {
            add(image.shape(i));
        }
    }

    /** The XXH64 of all shapes, eight bytes each. */
    long hash() {
        for (int i = 0; i < count; i++) {
            EIGHT_BYTES.set(bytes, i * Long.BYTES, shapes[i]);
        }
        return XXH64.hashBytesToLong(bytes, 0, count * Long.BYTES);
    }
}
