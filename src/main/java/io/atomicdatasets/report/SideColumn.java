package io.atomicdatasets.report;

import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.SplitSummary;
import io.atomicdatasets.spec.Condition;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What stands beside the images: kinds and sizes of objects, the recipe in words, and how to make the dataset again. */
final class SideColumn {
    /** Pixels from top to bottom. */
    static final int HEIGHT = 2330;

    private static final int CHART_HEIGHT = 500;
    private static final int TEXT_TOP = 2 * CHART_HEIGHT + 60;
    private static final int TEXT_LEFT = 40;
    private static final int BETWEEN = 70;
    private static final int MOST_CONDITIONS = 4;
    private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    private static final Font DETAILS = new Font(Font.SANS_SERIF, Font.PLAIN, 28);
    private static final Font COMMAND = new Font(Font.MONOSPACED, Font.PLAIN, 24);

    private final AllSplits splits;
    private final int width;
    private final List<Text> texts;

    /** Lines under a heading. */
    private record Text(String heading, List<String> lines, Font font) {
        /** Draws it, and returns where it ends. */
        int draw(Graphics2D canvas, int left, int top) {
            canvas.setColor(Inks.TEXT);
            canvas.setFont(HEADING);
            canvas.drawString(heading, left, top);
            canvas.setColor(Inks.FAINT_TEXT);
            canvas.setFont(font);
            int y = top + 8;
            for (String line : lines) {
                y += lineHeight();
                canvas.drawString(line, left, y);
            }
            return y;
        }

        int height() {
            return 8 + lines.size() * lineHeight();
        }

        private int lineHeight() {
            return (int) (1.45 * font.getSize());
        }
    }

    SideColumn(DatasetSpec spec, Metadata metadata, int width) {
        this.splits = AllSplits.of(metadata.statistics().values());
        this.width = width;
        this.texts = List.of(
                new Text("Recipe", recipe(spec), DETAILS),
                new Text("Different images", distinct(metadata), DETAILS),
                new Text("Make it again", Again.command(spec), COMMAND));
    }

    /** All but the digest, which is not known as early. */
    Drawing drawing() {
        return new Drawing(width, HEIGHT, canvas -> {
            Charts.kinds(splits).draw(canvas, new Rectangle2D.Double(0, 0, width, CHART_HEIGHT));
            Charts.sizes(splits).draw(canvas, new Rectangle2D.Double(0, CHART_HEIGHT, width, CHART_HEIGHT));
            int y = TEXT_TOP;
            for (Text text : texts) {
                y = text.draw(canvas, TEXT_LEFT, y) + BETWEEN;
            }
        });
    }

    /** Draws the digest of the training split below, in a picture in which this column begins at {@code left} and {@code top}. */
    void drawDigest(List<FileInfo> files, Graphics2D canvas, int left, int top) {
        int y = top + TEXT_TOP;
        for (Text text : texts) {
            y += text.height() + BETWEEN;
        }
        List<String> digest = Again.digest(files);
        if (!digest.isEmpty()) {
            new Text("It is the same if", digest, COMMAND).draw(canvas, left + TEXT_LEFT, y);
        }
    }

    private static List<String> recipe(DatasetSpec spec) {
        Recipe recipe = spec.recipe();
        List<String> lines = new ArrayList<>();
        lines.add(objects(recipe));
        lines.add(
                switch (recipe.minGap()) {
                    case 0 -> "objects may touch";
                    case 1 -> "at least 1 empty cell between objects";
                    default -> "at least " + recipe.minGap() + " empty cells between objects";
                });
        lines.add("labels: " + spec.label().label());
        spec.division().holdOut().ifPresent(heldOut -> addHeldOut(heldOut.when(), lines));
        return lines;
    }

    private static void addHeldOut(List<Condition> conditions, List<String> lines) {
        conditions.stream().limit(MOST_CONDITIONS).forEach(each -> lines.add("held out: " + each.words()));
        if (conditions.size() > MOST_CONDITIONS) {
            lines.add("and " + (conditions.size() - MOST_CONDITIONS) + " conditions more");
        }
    }

    private static String objects(Recipe recipe) {
        int most = recipe.maxObjects();
        String counted = most == 1 ? " object per image" : " objects per image";
        return (recipe.minObjects() == most ? "" : recipe.minObjects() + " to ") + most + counted;
    }

    private static List<String> distinct(Metadata metadata) {
        List<String> lines = new ArrayList<>();
        for (Split split : Split.values()) {
            SplitSummary summary = metadata.statistics().get(split.label());
            if (summary != null) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %s%,d of %,d",
                        split.label(),
                        summary.distinctImages().error() == 0 ? "" : "about ",
                        summary.distinctImages().about(),
                        summary.images()));
            }
        }
        return lines;
    }
}
