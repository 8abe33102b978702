package io.atomicdatasets.check;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be told of an image from its cells, found again by plain and slow code that shares nothing with what
 * made the image; for a sample. For one thread at a time.
 */
final class PlainCheck {
    private static final int NONE = 255;
    private static final int BOX = 4;

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
    }

    /**
     * Checks one image of a block.
     *
     * @param image its place in the block
     * @param place what it is called
     * @param tally counts its objects where no annotations do
     */
    void check(Block block, int image, Split split, String place, Tally tally, Findings findings) {
        int cells = image * side * side;
        byte[] images = block.elements(Block.IMAGES);
        if (!isByShapes && split != Split.OOD) {
            requireSplit(split, splitRule.splitOf(images, cells), Rule.SPLIT_OF_FORM, place, findings);
        }
        if (annotated) {
            checkAnnotations(block, image, place, findings);
        }
        boolean isApart = recipe.minGap() >= 1;
        if (!annotated && !isApart) {
            return; // objects that touch cannot be told from each other
        }
        List<FoundObject> objects = isApart ? finder.components(images, cells) : masked(block, cells);
        Optional<String> fault = faultOf(objects);
        if (fault.isPresent()) {
            findings.broken(Rule.OBJECTS, place + " has " + fault.get());
            return;
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
        int label = block.elements(Block.LABELS)[image] & 0xFF;
        List<Kind> kinds = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (FoundObject object : objects) {
            kinds.add(ShapeFamilies.of(object).orElseThrow().kind());
            sizes.add(object.size());
        }
        int derived = labels.labelOf(kinds, sizes);
        if (label != derived) {
            findings.broken(Rule.LABELS_DERIVED, place + " has label " + label + ", not " + derived);
        }
        if (!annotated) {
            tally.inspected++;
            for (int i = 0; i < kinds.size(); i++) {
                tally.objectsByKind[kinds.get(i).code()]++;
                tally.objectsBySize[sizes.get(i)]++;
            }
        }
    }

    /** Factors are told of the objects that the annotations tell of, so they are looked at where those hold. */
    private void checkAnnotations(Block block, int image, String place, Findings findings) {
        if (!annotationsHold(block, image)) {
            findings.broken(Rule.ANNOTATIONS, place);
        } else if (factors != null && !factors.hold(block, image, masked(block, image * side * side))) {
            findings.broken(Rule.FACTORS, place);
        }
    }

    private static void requireSplit(Split split, Split named, Rule rule, String place, Findings findings) {
        if (named != split) {
            findings.broken(rule, place + " belongs to " + named.label());
        }
    }

    private List<FoundObject> masked(Block block, int cells) {
        List<FoundObject> objects = new ArrayList<>();
        for (int slot = 1; slot <= slots; slot++) {
            finder.numbered(slot, block.elements(Block.MASKS), cells).ifPresent(objects::add);
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
    private boolean annotationsHold(Block block, int image) {
        int cells = image * side * side;
        boolean hasEnded = false;
        for (int slot = 0; slot < slots; slot++) {
            int at = image * slots + slot;
            Optional<FoundObject> object = finder.numbered(slot + 1, block.elements(Block.MASKS), cells);
            boolean holds = object.isPresent() ? !hasEnded && tells(block, at, object.get()) : isUnused(block, at);
            if (!holds) {
                return false;
            }
            hasEnded |= object.isEmpty();
        }
        for (int cell = cells; cell < cells + side * side; cell++) {
            int owner = at(block, Block.MASKS, cell);
            int value = owner == 0 || owner > slots ? 0 : at(block, Block.VALUES, image * slots + owner - 1);
            if (owner > slots || at(block, Block.IMAGES, cell) != value) {
                return false;
            }
        }
        return true;
    }

    private static boolean tells(Block block, int at, FoundObject object) {
        Optional<ShapeFamily> family = ShapeFamilies.of(object);
        return family.isPresent()
                && at(block, Block.FAMILIES, at) == family.get().code()
                && at(block, Block.KINDS, at) == family.get().kind().code()
                && at(block, Block.VALUES, at) != 0
                && at(block, Block.SIZES, at) == object.size()
                && hasBox(block, at, object.top(), object.left(), object.height(), object.width());
    }

    private static boolean isUnused(Block block, int at) {
        return at(block, Block.KINDS, at) == NONE
                && at(block, Block.FAMILIES, at) == NONE
                && at(block, Block.VALUES, at) == 0
                && at(block, Block.SIZES, at) == 0
                && hasBox(block, at, 0, 0, 0, 0);
    }

    private static boolean hasBox(Block block, int at, int row, int column, int height, int width) {
        return at(block, Block.BOXES, BOX * at) == row
                && at(block, Block.BOXES, BOX * at + 1) == column
                && at(block, Block.BOXES, BOX * at + 2) == height
                && at(block, Block.BOXES, BOX * at + 3) == width;
    }

    private static int at(Block block, int array, int index) {
        return block.elements(array)[index] & 0xFF;
    }
}
