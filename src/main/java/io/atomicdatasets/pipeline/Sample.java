package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Difficulty;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One image made again, with everything that is known of it.
 *
 * @param label its class
 * @param candidate the number it was made from
 * @param cells its values, row by row
 * @param masks which object each cell belongs to, row by row: 0 for none, 1 for the first
 * @param objects what stands in it, in the order it was placed
 * @param difficulty how hard it is; nothing where factors are not told
 * @param partner its counterfactual partner; nothing where images have none
 */
public record Sample(
        int label,
        long candidate,
        List<List<Integer>> cells,
        List<List<Integer>> masks,
        List<SampleObject> objects,
        @Nullable SampleDifficulty difficulty,
        @Nullable Partner partner) {
    /**
     * One object.
     *
     * @param kind what its cells show
     * @param family what its shape is within its kind
     * @param value what its cells hold
     * @param box row, column, height and width of its bounding box
     * @param size how many cells it has
     * @param factors its shape and orientation; nothing where factors are not told
     */
    public record SampleObject(
            String kind,
            String family,
            int value,
            List<Integer> box,
            int size,
            @Nullable ObjectFactors factors) {}

    /**
     * What else an object is.
     *
     * @param shape the number of its shape, in all its 64 bits
     * @param orientation which way that is turned and mirrored, 0..7
     */
    public record ObjectFactors(long shape, int orientation) {}

    /**
     * How hard an image is, as the array {@code difficulty} tells it.
     *
     * @param smallestGap free rows or columns between the nearest two objects; 255 of a single object
     * @param objectsAtBorder how many objects touch the border of the grid
     * @param pairsOfEqualValue how many pairs of objects have the same value
     */
    public record SampleDifficulty(int smallestGap, int objectsAtBorder, int pairsOfEqualValue) {}

    /**
     * The partner of an image, which differs from it in one factor of one object.
     *
     * @param label its class
     * @param cells its values, row by row
     * @param masks which object each cell belongs to, as those of the image
     * @param objects what stands in it, in the slots of the image
     * @param edit what differs
     */
    public record Partner(
            int label,
            List<List<Integer>> cells,
            List<List<Integer>> masks,
            List<SampleObject> objects,
            SampleEdit edit) {}

    /**
     * What differs between an image and its partner.
     *
     * @param slot of the object among those of the image, 0 for the first
     * @param factor place, value, orientation, presence or shape
     * @param from what it is in the image
     * @param to what it is in the partner
     */
    public record SampleEdit(int slot, String factor, long from, long to) {}

    static Sample of(AtomicImage image, int label, DatasetSpec spec) {
        boolean hasFactors = spec.fileOptions().factors();
        return new Sample(
                label,
                image.candidate(),
                rows(image.cells(), spec.recipe()),
                rows(image.masks(), spec.recipe()),
                objects(image, hasFactors),
                hasFactors ? difficulty(image) : null,
                partner(image, spec.recipe(), hasFactors));
    }

    private static SampleDifficulty difficulty(AtomicImage image) {
        return new SampleDifficulty(
                Difficulty.smallestGap(image), Difficulty.objectsAtBorder(image), Difficulty.pairsOfEqualValue(image));
    }

    private static @Nullable Partner partner(AtomicImage image, Recipe recipe, boolean hasFactors) {
        var partner = image.partner();
        if (partner == null) {
            return null;
        }
        AtomicImage other = partner.image();
        return new Partner(
                partner.label(),
                rows(other.cells(), recipe),
                rows(other.masks(), recipe),
                objects(other, hasFactors),
                new SampleEdit(partner.slot(), recipe.pairs().orElseThrow().factor(), partner.from(), partner.to()));
    }

    private static List<SampleObject> objects(AtomicImage image, boolean hasFactors) {
        List<SampleObject> objects = new ArrayList<>();
        for (int i = 0; i < image.objects(); i++) {
            objects.add(new SampleObject(
                    image.family(i).kind().label(),
                    image.family(i).label(),
                    image.value(i),
                    List.of(image.top(i), image.left(i), image.height(i), image.width(i)),
                    image.size(i),
                    hasFactors ? new ObjectFactors(image.canonicalShape(i), image.orientation(i)) : null));
        }
        return objects;
    }

    private static List<List<Integer>> rows(byte[] plane, Recipe recipe) {
        int side = recipe.gridSize();
        List<List<Integer>> rows = new ArrayList<>();
        for (int row = 0; row < side; row++) {
            List<Integer> cells = new ArrayList<>();
            for (int column = 0; column < side; column++) {
                cells.add(plane[row * side + column] & 0xFF);
            }
            rows.add(cells);
        }
        return rows;
    }

    /** The image, to be drawn with its partner as that of this place. */
    PickedImage picked(long index) {
        PickedImage picked = new PickedImage(index, bytes(cells), label);
        return partner == null ? picked : picked.withPartner(bytes(partner.cells()), partner.label());
    }

    private static byte[] bytes(List<List<Integer>> cells) {
        int side = cells.size();
        byte[] bytes = new byte[side * side];
        for (int cell = 0; cell < bytes.length; cell++) {
            bytes[cell] = cells.get(cell / side).get(cell % side).byteValue();
        }
        return bytes;
    }
}
