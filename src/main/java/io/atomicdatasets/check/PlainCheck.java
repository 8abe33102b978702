package io.atomicdatasets.check;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be told of an image from its cells, found again by plain and slow code that shares nothing with what
 * made the image; for a sample. For one thread at a time.
 */
final class PlainCheck {
    private static final int NONE = 255;
    private static final int BOX = 4;
    private static final int EDIT = 4;

    private final Recipe recipe;
    private final int side;
    private final int slots;
    private final boolean annotated;
    private final boolean isByShapes;
    private final PlainSplitRule splitRule;
    private final PlainLabels labels;
    private final boolean hasValueRules;
    private final ValueCheck values;
    private final @Nullable PlainHoldOut holdOut;
    private final @Nullable PlainFactors factors;
    private final ObjectFinder finder;
    private final Places ofImage;
    private final Places ofPartner;
    private final int edits;
    private final @Nullable PlainPairs pairs;

    PlainCheck(DatasetSpec spec) {
        recipe = spec.recipe();
        side = recipe.gridSize();
        slots = recipe.maxObjects();
        annotated = spec.fileOptions().annotations();
        isByShapes = spec.division().splitBy() == SplitBy.SHAPES;
        splitRule = new PlainSplitRule(spec.splits(), side);
        labels = new PlainLabels(spec.labels().scheme(), slots);
        hasValueRules = !recipe.objectValues().areUnrestricted();
        values = new ValueCheck(recipe.objectValues(), side);
        holdOut = spec.division()
                .holdOut()
                .map(heldOut -> new PlainHoldOut(heldOut, side))
                .orElse(null);
        factors = spec.fileOptions().factors() ? new PlainFactors(side, slots) : null;
        finder = new ObjectFinder(side);
        List<ExpectedArray> arrays = ExpectedArray.of(spec);
        ofImage = Places.ofImage(arrays);
        ofPartner = Places.ofPartner(arrays);
        edits = arrays.stream().map(ExpectedArray::name).toList().indexOf("edits");
        pairs = recipe.pairs().map(edit -> new PlainPairs(edit, side)).orElse(null);
    }

    /**
     * Checks one image of a block, and its partner if it has one.
     *
     * @param image its place in the block
     * @param place what it is called
     * @param tally counts its objects where no annotations do
     */
    void check(Block block, int image, Split split, String place, Tally tally, Findings findings) {
        Optional<List<FoundObject>> objects = check(block, image, ofImage, split, place, findings);
        if (!annotated) {
            objects.ifPresent(found -> count(found, tally));
        }
        if (pairs != null) {
            Optional<List<FoundObject>> others =
                    check(block, image, ofPartner, split, "the partner of " + place, findings);
            boolean areSound = objects.isPresent() && others.isPresent();
            if (areSound && !differ(pairs, block, image, objects.get(), others.get())) {
                findings.broken(Rule.PAIRS, place);
            }
        }
    }

    /** Checks what some arrays tell; gives its objects if they can be told apart and are sound. */
    private Optional<List<FoundObject>> check(
            Block block, int image, Places arrays, Split split, String place, Findings findings) {
        int cells = image * side * side;
        byte[] images = block.elements(arrays.images());
        if (!isByShapes && split != Split.OOD) {
            requireSplit(split, splitRule.splitOf(images, cells), Rule.SPLIT_OF_FORM, place, findings);
        }
        if (annotated) {
            checkAnnotations(block, arrays, image, place, findings);
        }
        boolean isApart = recipe.minGap() >= 1;
        if (!annotated && !isApart) {
            return Optional.empty(); // objects that touch cannot be told from each other
        }
        List<FoundObject> objects =
                isApart ? finder.components(images, cells) : masked(block.elements(arrays.masks()), cells);
        Optional<String> fault = faultOf(objects);
        if (fault.isPresent()) {
            findings.broken(Rule.OBJECTS, place + " has " + fault.get());
            return Optional.empty();
        }
        if (holdOut != null && holdOut.holds(objects, images, cells) != (split == Split.OOD)) {
            findings.broken(Rule.HELD_OUT, place);
        }
        if (isByShapes && split != Split.OOD) {
            requireSplit(split, splitRule.splitOf(objects), Rule.SPLIT_OF_SHAPES, place, findings);
        }
        if (hasValueRules && !values.objectsHold(images, cells, objects)) {
            findings.broken(Rule.VALUES, place);
        }
        int label = block.elements(arrays.labels())[image] & 0xFF;
        int derived = labels.labelOf(
                kinds(objects), objects.stream().map(FoundObject::size).toList());
        if (label != derived) {
            findings.broken(Rule.LABELS_DERIVED, place + " has label " + label + ", not " + derived);
        }
        return Optional.of(objects);
    }

    private static List<Kind> kinds(List<FoundObject> objects) {
        return objects.stream()
                .map(object -> ShapeFamilies.of(object).orElseThrow().kind())
                .toList();
    }

    private static void count(List<FoundObject> objects, Tally tally) {
        tally.inspected++;
        kinds(objects).forEach(kind -> tally.objectsByKind[kind.code()]++);
        objects.forEach(object -> tally.objectsBySize[object.size()]++);
    }

    private boolean differ(
            PlainPairs rule, Block block, int image, List<FoundObject> objects, List<FoundObject> others) {
        ByteBuffer told = ByteBuffer.wrap(block.elements(edits)).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> numbers = IntStream.range(0, EDIT)
                .mapToObj(number -> told.getLong((image * EDIT + number) * Long.BYTES))
                .toList();
        int cells = image * side * side;
        List<PlainPairs.Coloured> own = coloured(objects, block.elements(ofImage.images()), cells);
        List<PlainPairs.Coloured> partners = coloured(others, block.elements(ofPartner.images()), cells);
        boolean isTold = rule.differ(own, partners, numbers);
        return isTold && (!annotated || slotsHold(block, cells, own, partners, numbers.get(0)));
    }

    private List<PlainPairs.Coloured> coloured(List<FoundObject> objects, byte[] images, int cells) {
        List<PlainPairs.Coloured> coloured = new ArrayList<>();
        for (FoundObject object : objects) {
            coloured.add(new PlainPairs.Coloured(object, images[cells + object.firstCell(side)] & 0xFF));
        }
        return coloured;
    }

    /** Whether the object that differs has the slot that is told, and all others have the slots that are left. */
    private boolean slotsHold(
            Block block, int cells, List<PlainPairs.Coloured> own, List<PlainPairs.Coloured> partners, long edited) {
        byte[] masks = block.elements(ofImage.masks());
        byte[] masksOfPartner = block.elements(ofPartner.masks());
        boolean isRemoved = partners.size() < own.size();
        for (PlainPairs.Coloured each : own) {
            int at = cells + each.object().firstCell(side);
            int slot = masks[at] - 1;
            int expected = isRemoved && slot > edited ? slot - 1 : slot;
            boolean isInBoth = partners.contains(each);
            if (isInBoth == (slot == edited) || (isInBoth && masksOfPartner[at] - 1 != expected)) {
                return false;
            }
        }
        return true;
    }

    /** Factors are told of the objects that the annotations tell of, so they are looked at where those hold. */
    private void checkAnnotations(Block block, Places arrays, int image, String place, Findings findings) {
        if (!annotationsHold(block, arrays, image)) {
            findings.broken(Rule.ANNOTATIONS, place);
        } else if (factors != null
                && arrays.equals(ofImage)
                && !factors.hold(block, image, masked(block.elements(arrays.masks()), image * side * side))) {
            findings.broken(Rule.FACTORS, place);
        }
    }

    private static void requireSplit(Split split, Split named, Rule rule, String place, Findings findings) {
        if (named != split) {
            findings.broken(rule, place + " belongs to " + named.label());
        }
    }

    private List<FoundObject> masked(byte[] masks, int cells) {
        List<FoundObject> objects = new ArrayList<>();
        for (int slot = 1; slot <= slots; slot++) {
            finder.numbered(slot, masks, cells).ifPresent(objects::add);
        }
        return objects;
    }

    /** What no image of the recipe can show. */
    private Optional<String> faultOf(List<FoundObject> objects) {
        if (objects.isEmpty() || objects.size() > slots) {
            return Optional.of(objects.size() + " objects, not 1 to " + slots);
        }
        for (FoundObject object : objects) {
            Optional<ShapeFamily> family = ShapeFamilies.of(object);
            if (family.isEmpty() || recipe.mix().weight(family.get().kind()) == 0) {
                return Optional.of("an object " + object.rows() + " that is no shape of the mix");
            }
        }
        for (int i = 0; i < objects.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (objects.get(i).isWithin(recipe.minGap(), objects.get(j))) {
                    return Optional.of("objects less than " + recipe.minGap() + " empty cells apart");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether masks, kinds, values, families, boxes and sizes tell what the cells show. */
    private boolean annotationsHold(Block block, Places arrays, int image) {
        int cells = image * side * side;
        boolean hasEnded = false;
        for (int slot = 0; slot < slots; slot++) {
            int at = image * slots + slot;
            Optional<FoundObject> object = finder.numbered(slot + 1, block.elements(arrays.masks()), cells);
            boolean holds = object.isPresent()
                    ? !hasEnded && tells(block, arrays, at, object.get())
                    : isUnused(block, arrays, at);
            if (!holds) {
                return false;
            }
            hasEnded |= object.isEmpty();
        }
        for (int cell = cells; cell < cells + side * side; cell++) {
            int owner = at(block, arrays.masks(), cell);
            int value = owner == 0 || owner > slots ? 0 : at(block, arrays.values(), image * slots + owner - 1);
            if (owner > slots || at(block, arrays.images(), cell) != value) {
                return false;
            }
        }
        return true;
    }

    private static boolean tells(Block block, Places arrays, int at, FoundObject object) {
        Optional<ShapeFamily> family = ShapeFamilies.of(object);
        return family.isPresent()
                && at(block, arrays.families(), at) == family.get().code()
                && at(block, arrays.kinds(), at) == family.get().kind().code()
                && at(block, arrays.values(), at) != 0
                && at(block, arrays.sizes(), at) == object.size()
                && hasBox(block, arrays, at, object.top(), object.left(), object.height(), object.width());
    }

    private static boolean isUnused(Block block, Places arrays, int at) {
        return at(block, arrays.kinds(), at) == NONE
                && at(block, arrays.families(), at) == NONE
                && at(block, arrays.values(), at) == 0
                && at(block, arrays.sizes(), at) == 0
                && hasBox(block, arrays, at, 0, 0, 0, 0);
    }

    private static boolean hasBox(Block block, Places arrays, int at, int row, int column, int height, int width) {
        return at(block, arrays.boxes(), BOX * at) == row
                && at(block, arrays.boxes(), BOX * at + 1) == column
                && at(block, arrays.boxes(), BOX * at + 2) == height
                && at(block, arrays.boxes(), BOX * at + 3) == width;
    }

    private static int at(Block block, int array, int index) {
        return block.elements(array)[index] & 0xFF;
    }
}
