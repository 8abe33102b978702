package io.atomicdatasets.check;

import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.Splits;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which split an image belongs to, by the formula as it is told: slow, and with nothing of the code by which the images
 * were sorted.
 */
final class PlainSplitRule {
    private static final List<Split> ORDER = List.of(Split.VAL, Split.TRAIN, Split.TEST);
    private static final BigDecimal HASHES = new BigDecimal(BigInteger.ONE.shiftLeft(Long.SIZE));
    private static final int QUARTER_TURNS = 4;
    private static final int SYMMETRIES = 2 * QUARTER_TURNS;

    private final int side;
    /** The first hash behind those of each split. */
    private final Map<Split, BigInteger> ends = new LinkedHashMap<>();

    PlainSplitRule(Splits splits, int side) {
        this.side = side;
        BigDecimal share = BigDecimal.ZERO;
        for (Split split : ORDER) {
            share = share.add(splits.toFields().get(split.label()));
            ends.put(
                    split,
                    share.multiply(HASHES).setScale(0, RoundingMode.CEILING).toBigIntegerExact());
        }
    }

    /** The split of the image whose cells begin at {@code offset}, row by row. */
    Split splitOf(byte[] cells, int offset) {
        boolean[][] form = new boolean[side][side];
        for (int cell = 0; cell < side * side; cell++) {
            form[cell / side][cell % side] = cells[offset + cell] != 0;
        }
        byte[] smallest = packed(form);
        for (int symmetry = 1; symmetry < SYMMETRIES; symmetry++) {
            form = symmetry == QUARTER_TURNS ? mirrored(form) : turned(form);
            byte[] packed = packed(form);
            smallest = Arrays.compareUnsigned(packed, smallest) < 0 ? packed : smallest;
        }
        return splitOf(smallest);
    }

    /** The split of an image with these objects, by their shapes. */
    Split splitOf(List<FoundObject> objects) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        objects.stream()
                .map(object -> smallestShape(object.rows()))
                .sorted(Arrays::compareUnsigned)
                .forEach(all::writeBytes);
        return splitOf(all.toByteArray());
    }

    private static byte[] smallestShape(List<String> rows) {
        List<byte[]> shapes = new ArrayList<>();
        List<String> turned = rows;
        for (int turn = 0; turn < QUARTER_TURNS; turn++) {
            shapes.add(packedShape(turned));
            shapes.add(packedShape(ShapeFamilies.mirrored(turned)));
            turned = ShapeFamilies.turned(turned);
        }
        return shapes.stream().min(Arrays::compareUnsigned).orElseThrow();
    }

    /** A byte for each of eight rows, the first column in its highest bit. */
    private static byte[] packedShape(List<String> rows) {
        byte[] packed = new byte[Byte.SIZE];
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).length(); column++) {
                packed[row] |= (byte) (rows.get(row).charAt(column) == FoundObject.CELL ? 0x80 >> column : 0);
            }
        }
        return packed;
    }

    private Split splitOf(byte[] hashed) {
        byte[] hashBytes =
                ByteBuffer.allocate(Long.BYTES).putLong(Xxh64.hash(hashed)).array();
        BigInteger hash = new BigInteger(1, hashBytes);
        for (Split split : ORDER) {
            if (hash.compareTo(ends.get(split)) < 0) {
                return split;
            }
        }
        throw new IllegalStateException("the shares do not cover the hash " + hash);
    }

    private boolean[][] turned(boolean[][] form) {
        boolean[][] turned = new boolean[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                turned[column][side - 1 - row] = form[row][column];
            }
        }
        return turned;
    }

    private boolean[][] mirrored(boolean[][] form) {
        boolean[][] mirrored = new boolean[side][side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                mirrored[row][side - 1 - column] = form[row][column];
            }
        }
        return mirrored;
    }

    /** The rows as {@code numpy.packbits(form, axis=1)} packs them. */
    private byte[] packed(boolean[][] form) {
        int rowBytes = (side + Byte.SIZE - 1) / Byte.SIZE;
        byte[] packed = new byte[side * rowBytes];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                if (form[row][column]) {
                    packed[row * rowBytes + column / Byte.SIZE] |= (byte) (0x80 >> column % Byte.SIZE);
                }
            }
        }
        return packed;
    }
}
