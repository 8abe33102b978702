package io.atomicdatasets.plan;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import io.atomicdatasets.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The splits that a run will not fill, or only from many candidates, and why. */
final class Shortfalls {
    private static final double MANY_PER_IMAGE = 3;
    private static final String PAIRS = "/" + RequestField.PAIRS.label();

    private final DatasetSpec spec;
    private final SplitCensus census;
    private final Optional<Edit> pairs;

    Shortfalls(DatasetSpec spec, SplitCensus census) {
        this.spec = spec;
        this.census = census;
        this.pairs = spec.recipe().pairs();
    }

    /**
     * Refuses a request whose splits cannot be filled.
     *
     * @throws InvalidSpecException if a split will not be filled by as many candidates as a run looks at
     */
    void refuse() throws InvalidSpecException {
        List<Violation> violations = violations();
        if (!violations.isEmpty()) {
            throw new InvalidSpecException(violations);
        }
    }

    private List<Violation> violations() {
        if (census.images() == 0) {
            return List.of(withoutImages());
        }
        List<Violation> useless = census.conditions()
                .filter(conditions -> !conditions.isUseful())
                .map(ConditionCensus::violations)
                .orElse(List.of());
        return useless.isEmpty() ? unfilled() : useless;
    }

    /** No candidate at all is in a split, which only pairs bring about. */
    private Violation withoutImages() {
        String edit = pairs.orElseThrow().label();
        return new Violation(
                PAIRS,
                told("leaves no image: of %,d candidates none has a partner that ", census.taken())
                        + (census.holdsOut()
                                ? "is in its split, as " + edit
                                        + " changes what hold_out names, so that just one of the two"
                                        + " is held out: hold out something that stays as it is"
                                : "can be made and is in its split: allow more objects, more kinds or a larger grid_size"));
    }

    private List<Violation> unfilled() {
        List<Violation> violations = new ArrayList<>();
        for (Split split : spec.presentSplits()) {
            if (census.mostToExpect(split) < spec.count(split)) {
                Reason reason = reason(split);
                violations.add(new Violation(
                        reason.pointer,
                        reason.leading
                                + told(
                                        "cannot be filled: of %d %s %d belong to it, and a run that needs %d looks at %d; ",
                                        census.taken(),
                                        pairs.isPresent() ? "candidates" : "images",
                                        census.images(split),
                                        spec.count(split),
                                        census.candidatesOfRun())
                                + reason.advice));
            }
        }
        return violations;
    }

    /** Why a split has few images: the field that is to blame, how a sentence about it begins, and what helps. */
    private record Reason(String pointer, String leading, String advice) {}

    private Reason reason(Split split) {
        if (split == Split.OOD) {
            return new Reason(
                    ConditionCensus.POINTER + "/num_images", "", "hold out what is more frequent, or fewer images");
        }
        if (census.images(Split.OOD) > census.images() / 2) {
            return new Reason(
                    ConditionCensus.POINTER, "leaves too little for " + split.label() + ", which ", "hold out less");
        }
        if (pairs.filter(edit -> !edit.keepsShapes()).isPresent()) {
            return new Reason(
                    PAIRS,
                    "leaves too little for " + split.label() + ", which ",
                    "partners of other shapes fall to a split as seldom as its share is small: give it a larger"
                            + " share, allow more objects, or move, recolour or turn them");
        }
        boolean isByShapes = spec.division().splitBy() == SplitBy.SHAPES;
        return new Reason(
                "/" + RequestField.SPLITS.label() + "/" + split.label(),
                "",
                isByShapes
                        ? "objects that are so few and so alike have too few combinations of shapes: allow more objects or kinds"
                                + (pairs.stream().allMatch(edit -> edit.goesWith(SplitBy.FORM))
                                        ? ", or split_by form"
                                        : "")
                        : "images that are so alike have too few forms: allow more objects, more kinds or a larger grid_size");
    }

    /** What may not be filled, what takes long, and which images a split lacks. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Split split : spec.presentSplits()) {
            if (census.expected(split) < spec.count(split)) {
                warnings.add(told(
                                "%s may remain unfilled, and then the run fails: of its %,d images about %,.0f are expected among"
                                        + " the %,d candidates that a run looks at; ",
                                split.label(), spec.count(split), census.expected(split), census.candidatesOfRun())
                        + reason(split).advice + ".");
            }
        }
        if (census.candidatesToMake() > MANY_PER_IMAGE * spec.allImages()) {
            warnings.add(told(
                            "About %.0f candidates are made for each image, so the run takes longer: ",
                            census.candidatesToMake() / spec.allImages())
                    + whyMany());
        }
        if (pairs.equals(Optional.of(Edit.REMOVE)) && spec.recipe().minObjects() == 1) {
            warnings.add(
                    "Images of one object are in no split, as nothing would be left of them without it: only partners have"
                            + " one object.");
        }
        return warnings;
    }

    private String whyMany() {
        if (census.slowest() == Split.OOD) {
            return "what is held out is rare.";
        }
        if (pairs.filter(edit -> !edit.keepsShapes()).isPresent()) {
            return "partners have other shapes, and are seldom in the split of their image where its share is small.";
        }
        if (census.images(Split.OOD) > census.images() / 2) {
            return "most images are held out.";
        }
        return pairs.isPresent()
                ? "most images have no partner in their split."
                : "some combinations of shapes are frequent, and few of them belong to "
                        + census.slowest().label() + ".";
    }

    private static String told(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
