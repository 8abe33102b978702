package io.atomicdatasets.check;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.LabelClass;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive images of a split as they were read, and the checks on them; a buffer that is filled again and again.
 *
 * <p>For one thread at a time.
 */
final class Block {
    private static final int BYTES = 1 << 20;

    // Places of the arrays in a file.
    static final int IMAGES = 0;
    static final int LABELS = 1;
    static final int CANDIDATES = 2;
    static final int KINDS = 4;
    static final int SIZES = 8;
    static final int SHAPES = 9;
    static final int ORIENTATIONS = 10;
    static final int DIFFICULTY = 11;

    private final int cellsPerImage;
    private final int capacity;
    private final int[] bytesPerImage;
    private final byte[][] elements;
    private final byte[] cells;
    private final byte[] labels;
    private final boolean annotated;

    private final boolean[] canOccur = new boolean[256];
    private final int slots;
    private final PlaceInDivision division;
    private final OccupiedCells occupied;
    private final @Nullable PairCheck pairs;
    private final Places partners;
    private final int masksOfImages;
    private final int edits;
    private final boolean hasValueRules;
    private final ValueCheck values;
    private final PlainCheck plain;
    private final Tally tally = new Tally();

    private long first;
    private int count;

    Block(DatasetSpec spec) {
        cellsPerImage = spec.recipe().cells();
        capacity = BYTES / cellsPerImage;
        List<ExpectedArray> arrays = ExpectedArray.of(spec);
        bytesPerImage = arrays.stream().mapToInt(ExpectedArray::bytesPerImage).toArray();
        elements = new byte[arrays.size()][];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = new byte[capacity * bytesPerImage[i]];
        }
        cells = elements[IMAGES];
        labels = elements[LABELS];
        annotated = spec.fileOptions().annotations();
        for (LabelClass each : spec.labels().classes()) {
            canOccur[each.label()] = each.canOccur();
        }
        slots = spec.recipe().maxObjects();
        division = new PlaceInDivision(spec);
        occupied = new OccupiedCells(spec.recipe());
        pairs = spec.recipe().pairs().map(edit -> new PairCheck(spec, edit)).orElse(null);
        partners = Places.ofPartner(arrays);
        masksOfImages = Places.ofImage(arrays).masks();
        edits = arrays.stream().map(ExpectedArray::name).toList().indexOf("edits");
        hasValueRules = !spec.recipe().objectValues().areUnrestricted();
        values = new ValueCheck(spec.recipe().objectValues(), spec.recipe().gridSize());
        plain = new PlainCheck(spec);
    }

    /** Begins with other images, as many as fit and are left; their elements are then to be filled in. */
    void begin(long firstIndex, long left) {
        first = firstIndex;
        count = (int) Math.min(capacity, left);
    }

    /** How many bytes the elements of one array have. */
    int length(int array) {
        return count * bytesPerImage[array];
    }

    /** The elements of one array; this buffer's own. */
    byte[] elements(int array) {
        return elements[array];
    }

    /** The index in its split of the first image. */
    long first() {
        return first;
    }

    /** What {@link #check} counted; this buffer's own. */
    Tally tally() {
        return tally;
    }

    /** How many images there are. */
    int count() {
        return count;
    }

    /**
     * Checks every image, and counts what it holds.
     *
     * @param file where they were found
     * @param sampleStep every image whose index is a multiple of this is looked at by plain code too
     */
    void check(ArrayFile file, long sampleStep, Findings findings) {
        tally.clear();
        tally.images = count;
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (!occupied.read(cells, i * cellsPerImage, tally.cellValues)) {
                findings.broken(Rule.PALETTE, place(file, index));
            }
            int label = labels[i] & 0xFF;
            tally.labels[label]++;
            if (!canOccur[label]) {
                findings.broken(Rule.LABEL_RANGE, place(file, index) + " has label " + label);
            }
            Rule broken = division.brokenIn(file.split(), occupied.rows(), cells, i * cellsPerImage);
            if (broken != null) {
                findings.broken(broken, place(file, index));
            }
            if (annotated && !countObjects(i)) {
                findings.broken(Rule.ANNOTATIONS, place(file, index) + " has a kind or size that no object has");
            }
        }
        tally.inspected += annotated ? count : 0;
        if (hasValueRules) {
            checkValues(file, findings);
        }
        if (pairs != null) {
            checkPairs(file, pairs, findings);
        }
        checkPlainly(file, sampleStep, findings);
    }

    private void checkPairs(ArrayFile file, PairCheck check, Findings findings) {
        byte[] others = elements[partners.images()];
        byte[] masks = annotated ? elements[masksOfImages] : null;
        for (int i = 0; i < count; i++) {
            byte label = elements[partners.labels()][i];
            tally.changedLabels += label == labels[i] ? 0 : 1;
            if (!canOccur[label & 0xFF]) {
                findings.broken(
                        Rule.LABEL_RANGE, "the partner of " + place(file, first + i) + " has label " + (label & 0xFF));
            }
            if (hasValueRules && !values.cellsHold(others, i * cellsPerImage)) {
                findings.broken(Rule.VALUES, "the partner of " + place(file, first + i));
            }
            if (!check.holds(file.split(), cells, others, i * cellsPerImage, masks, elements[edits], i)) {
                findings.broken(Rule.PAIRS, place(file, first + i));
            }
        }
    }

    private void checkValues(ArrayFile file, Findings findings) {
        for (int i = 0; i < count; i++) {
            if (!values.cellsHold(cells, i * cellsPerImage)) {
                findings.broken(Rule.VALUES, place(file, first + i));
            }
        }
    }

    /** Apart from what is done for every image, so that the compiler does not make one large method of both. */
    private void checkPlainly(ArrayFile file, long sampleStep, Findings findings) {
        long sample = (first + sampleStep - 1) / sampleStep * sampleStep;
        for (; sample < first + count; sample += sampleStep) {
            plain.check(this, (int) (sample - first), file.split(), place(file, sample), tally, findings);
        }
    }

    /** Counts the objects that the annotations of an image tell of, unless they tell nonsense. */
    private boolean countObjects(int image) {
        for (int at = image * slots; at < (image + 1) * slots; at++) {
            int size = elements[SIZES][at] & 0xFF;
            int kind = elements[KINDS][at] & 0xFF;
            if (size == 0) {
                continue;
            }
            if (size >= Tally.SIZES || kind >= Kind.COUNT) {
                return false;
            }
            tally.objectsBySize[size]++;
            tally.objectsByKind[kind]++;
        }
        return true;
    }

    /** The images of this block that were picked. */
    void pick(Picks picks) {
        for (long index : picks.among(first, count)) {
            int i = (int) (index - first);
            PickedImage image = new PickedImage(index, cellsOf(cells, i), labels[i] & 0xFF);
            picks.add(
                    pairs == null
                            ? image
                            : image.withPartner(
                                    cellsOf(elements[partners.images()], i), elements[partners.labels()][i] & 0xFF));
        }
    }

    /** The arrays that {@link #pick} takes from, in their order. */
    int[] picked() {
        return pairs == null
                ? new int[] {IMAGES, LABELS}
                : new int[] {IMAGES, LABELS, partners.images(), partners.labels()};
    }

    private byte[] cellsOf(byte[] images, int image) {
        return Arrays.copyOfRange(images, image * cellsPerImage, (image + 1) * cellsPerImage);
    }

    private static String place(ArrayFile file, long index) {
        return "image " + index + " of " + file.label();
    }
}
