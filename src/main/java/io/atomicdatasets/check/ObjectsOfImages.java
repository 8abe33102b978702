package io.atomicdatasets.check;

import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The objects that the arrays of a file tell of, in the order of the images and of their slots, as the columns of a table: what is
 * in the table is gathered here a second time.
 */
final class ObjectsOfImages {
    private static final int IMAGES_AT_ONCE = 1024;
    private static final int NONE = 255;
    /** The order of the arrays that are read. */
    private static final List<String> READ =
            List.of("labels", "candidates", "kinds", "values", "families", "boxes", "sizes", "shapes", "orientations");

    private static final int LABELS = 0;
    private static final int CANDIDATES = 1;
    private static final int KINDS = 2;
    private static final int VALUES = 3;
    private static final int FAMILIES = 4;
    private static final int BOXES = 5;
    private static final int SIZES = 6;
    private static final int SHAPES = 7;
    private static final int ORIENTATIONS = 8;
    private static final int SIDES = 4;

    // Columns behind those of which all files with annotations tell, all of bytes.
    private static final int CANDIDATE = 11;
    private static final int SHAPE = 12;
    private static final int ORIENTATION = 13;

    private final long images;
    private final int slots;
    private final BooleanSupplier stopWished;
    private final List<InputStream> arrays = new ArrayList<>();
    private final boolean hasFactors;
    private final int[] bytesPerImage;
    private final byte[][] elements;
    private final byte[][] columns;
    private final List<CRC32> crcs;
    private long rows;
    private int waiting;

    ObjectsOfImages(SplitArchive archive, DatasetSpec spec, long images, BooleanSupplier stopWished)
            throws IOException {
        this.images = images;
        this.stopWished = stopWished;
        slots = spec.recipe().maxObjects();
        List<String> names =
                ExpectedArray.of(spec).stream().map(ExpectedArray::name).toList();
        hasFactors = spec.fileOptions().factors();
        elements = new byte[hasFactors ? READ.size() : SHAPES][];
        bytesPerImage = new int[elements.length];
        columns = new byte[1 + (hasFactors ? ORIENTATION : CANDIDATE)][];
        crcs = Stream.generate(CRC32::new).limit(columns.length).toList();
        for (int i = 0; i < elements.length; i++) {
            int array = names.indexOf(READ.get(i));
            arrays.add(archive.elements(array));
            bytesPerImage[i] = archive.bytesPerImage(array);
            elements[i] = new byte[IMAGES_AT_ONCE * bytesPerImage[i]];
        }
        for (int column = 0; column < columns.length; column++) {
            columns[column] = new byte[IMAGES_AT_ONCE * slots * bytesOf(column)];
        }
    }

    /** What a table of these objects must hold. */
    WantedTable gather() throws IOException, StoppedException {
        for (long done = 0; done < images; done += IMAGES_AT_ONCE) {
            if (stopWished.getAsBoolean()) {
                throw new StoppedException();
            }
            int count = (int) Math.min(IMAGES_AT_ONCE, images - done);
            for (int i = 0; i < elements.length; i++) {
                int length = count * bytesPerImage[i];
                if (arrays.get(i).readNBytes(elements[i], 0, length) < length) {
                    throw new MalformedFileException("has " + READ.get(i) + " that break off");
                }
            }
            waiting = 0;
            for (int image = 0; image < count; image++) {
                addObjects(image);
            }
            for (int column = 0; column < columns.length; column++) {
                crcs.get(column).update(columns[column], 0, waiting * bytesOf(column));
            }
            rows += waiting;
        }
        return new WantedTable(rows, crcs.stream().map(WantedTable::column).toList());
    }

    private void addObjects(int image) {
        int first = image * slots;
        int objects = 0;
        while (objects < slots && (elements[KINDS][first + objects] & 0xFF) != NONE) {
            objects++;
        }
        for (int slot = 0; slot < objects; slot++) {
            int at = first + slot;
            columns[0][waiting] = (byte) slot;
            columns[1][waiting] = elements[KINDS][at];
            columns[2][waiting] = elements[FAMILIES][at];
            columns[3][waiting] = elements[VALUES][at];
            for (int side = 0; side < SIDES; side++) {
                columns[4 + side][waiting] = elements[BOXES][SIDES * at + side];
            }
            columns[8][waiting] = elements[SIZES][at];
            columns[9][waiting] = (byte) objects;
            columns[10][waiting] = elements[LABELS][image];
            copyLong(CANDIDATES, image, CANDIDATE);
            if (hasFactors) {
                copyLong(SHAPES, at, SHAPE);
                columns[ORIENTATION][waiting] = elements[ORIENTATIONS][at];
            }
            waiting++;
        }
    }

    private void copyLong(int array, int at, int column) {
        System.arraycopy(elements[array], Long.BYTES * at, columns[column], Long.BYTES * waiting, Long.BYTES);
    }

    private static int bytesOf(int column) {
        return column == CANDIDATE || column == SHAPE ? Long.BYTES : 1;
    }
}
