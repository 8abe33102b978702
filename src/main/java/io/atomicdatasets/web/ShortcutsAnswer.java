package io.atomicdatasets.web;

import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Shortcuts;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How well labels are guessed without looking at any object. */
@Schema(
        name = "Shortcuts",
        description =
                "How often a single number guesses the label of an image right, in a sample of images: shares, 0 to 1.")
record ShortcutsAnswer(
        @Schema(description = "Without any number, by the most frequent label.")
        double chance,

        @Schema(description = "By how many different values the cells hold; value_mode decides.")
        double distinctValues,

        @Schema(description = "By how many cells are occupied.")
        double occupiedCells) {
    /** Nothing of a dataset for whose plan no images were looked at. */
    static @Nullable ShortcutsAnswer of(Plan plan) {
        return plan.shortcuts().map(ShortcutsAnswer::new).orElse(null);
    }

    private ShortcutsAnswer(Shortcuts shortcuts) {
        this(shortcuts.chance(), shortcuts.distinctValues(), shortcuts.occupiedCells());
    }
}
