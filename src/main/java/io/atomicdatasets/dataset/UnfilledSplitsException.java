package io.atomicdatasets.dataset;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.SplitBy;
import java.util.ArrayList;
import java.util.List;

/** The recipe has too few forms: some split did not fill in as many candidates as are tried. */
public final class UnfilledSplitsException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Says which splits did not fill.
     *
     * @param room what they still want
     * @param candidates how many were tried
     */
    public UnfilledSplitsException(DatasetSpec spec, Room room, long candidates) {
        super("After " + candidates + " candidates " + missing(spec, room) + advice(spec, room));
    }

    private static String advice(DatasetSpec spec, Room room) {
        if (room.of(Split.OOD) > 0) {
            return ". What hold_out names is too rare in this recipe: hold out what is more frequent, or fewer images.";
        }
        if (spec.recipe().pairs().filter(edit -> !edit.keepsShapes()).isPresent()) {
            return ". Partners of other shapes fall to a split as seldom as its share is small: give it a larger share, allow more"
                    + " objects, or move, recolour or turn them.";
        }
        if (spec.division().holdOut().isPresent()) {
            return ". Too many images are held out, or the others have too few forms for these shares: hold out less, or allow more objects,"
                    + " more kinds or a larger grid_size.";
        }
        return (spec.division().splitBy() == SplitBy.SHAPES
                ? ". This recipe has too few combinations of shapes for these shares: allow more objects or more kinds"
                        + (spec.recipe().pairs().stream().allMatch(edit -> edit.goesWith(SplitBy.FORM))
                                ? ", or split_by form."
                                : ".")
                : ". This recipe has too few different forms for these shares: allow more objects, more kinds or a larger"
                        + " grid_size.");
    }

    private static String missing(DatasetSpec spec, Room room) {
        List<String> parts = new ArrayList<>();
        for (Split split : spec.presentSplits()) {
            if (room.of(split) > 0) {
                long wanted = spec.count(split);
                parts.add(split.label() + " has " + (wanted - room.of(split)) + " of " + wanted + " images");
            }
        }
        return String.join(" and ", parts);
    }
}
