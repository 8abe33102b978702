package io.atomicdatasets.report;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.SplitSummary;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jfree.chart.JFreeChart;

/**
 * {@code validation_report.png}: what a person looks at to trust a dataset. 3000 pixels wide; the head, training images
 * in rows of ten, kinds and sizes of objects beside them, and the distribution of labels below.
 */
public final class ReportImage {
    private static final int WIDTH = 3000;
    private static final int MARGIN = 90;
    private static final int HEAD = 230;
    private static final int SHEET_WIDTH = 2100;
    private static final int SHEET_MARGIN = 30;
    private static final int CELL_SIDE = 16;
    private static final int SIDE_LEFT = MARGIN + SHEET_WIDTH + 60;
    private static final int CHART_HEIGHT = 560;
    private static final int SIDE_HEIGHT = 1600;
    private static final int LABELS_HEIGHT = 560;
    private static final int LABELS_MARGIN = 30;
    private static final int RECIPE_LEFT = 40;

    private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 64);
    private static final Font FACTS = new Font(Font.SANS_SERIF, Font.PLAIN, 34);

    private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    private static final Font DETAILS = new Font(Font.SANS_SERIF, Font.PLAIN, 28);

    private final String name;
    private final Metadata metadata;
    private final Recipe recipe;
    private final CompletableFuture<Facts> facts;

    /** What is drawn without images: what stands beside them, and the labels below. */
    private record Facts(BufferedImage side, BufferedImage labels) {}

    private ReportImage(String name, Metadata metadata, Recipe recipe) {
        this.name = name;
        this.metadata = metadata;
        this.recipe = recipe;
        facts = CompletableFuture.supplyAsync(() -> new Facts(drawSide(), drawLabels()));
    }

    /**
     * Begins the picture of a dataset: what can be drawn without images is drawn beside the caller, on another thread.
     *
     * @param name the dataset's name
     * @param metadata what is known of it
     * @param recipe what its images show
     */
    public static ReportImage begin(String name, Metadata metadata, Recipe recipe) {
        return new ReportImage(name, metadata, recipe);
    }

    /**
     * Draws one letter, to find out early whether this machine can.
     *
     * @throws NoFontsException if it has no fonts, or not the libraries that Java draws them with
     */
    public static void requireFonts() throws NoFontsException {
        requireFonts(() -> {
            Drawing letter = new Drawing(1, 1, canvas -> {
                canvas.setFont(FACTS);
                canvas.drawString("A", 0, 1);
            });
            letter.picture();
        });
    }

    static void requireFonts(Runnable drawing) throws NoFontsException {
        try {
            drawing.run();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (RuntimeException | Error e) { // AWT throws a plain Error when it finds no font file
            throw new NoFontsException(e);
        }
    }

    /** A sheet of images under their labels alone, as PNG. */
    public static byte[] drawSheet(Recipe recipe, List<PickedImage> images) throws IOException {
        ContactSheet sheet = new ContactSheet(recipe, images, SHEET_WIDTH);
        return new IndexedPng()
                .encode(new Drawing(
                        SHEET_WIDTH + 2 * SHEET_MARGIN,
                        sheet.height() + 2 * SHEET_MARGIN,
                        canvas -> sheet.draw(canvas, SHEET_MARGIN, SHEET_MARGIN)));
    }

    /** One image alone, each cell a square, as PNG. */
    public static byte[] drawImage(Recipe recipe, PickedImage image) throws IOException {
        int side = recipe.gridSize() * CELL_SIDE;
        BufferedImage cells = ContactSheet.pixels(recipe, image);
        return new IndexedPng()
                .encode(new Drawing(side, side, canvas -> canvas.drawImage(cells, 0, 0, side, side, null)));
    }

    /** Draws the picture with these training images and encodes it as PNG. */
    public byte[] draw(List<PickedImage> images) throws IOException {
        ContactSheet sheet = new ContactSheet(recipe, images, SHEET_WIDTH);
        int labelsTop = HEAD + Math.max(SIDE_HEIGHT, sheet.height());
        Facts ready = facts.join();
        return new IndexedPng().encode(new Drawing(WIDTH, labelsTop + LABELS_HEIGHT + 2 * LABELS_MARGIN, canvas -> {
            drawHead(canvas);
            sheet.draw(canvas, MARGIN, HEAD);
            canvas.drawImage(ready.side, SIDE_LEFT, HEAD, null);
            canvas.drawImage(ready.labels, MARGIN, labelsTop + LABELS_MARGIN, null);
        }));
    }

    private void drawHead(Graphics2D canvas) {
        canvas.setColor(Inks.TEXT);
        canvas.setFont(NAME);
        canvas.drawString(name, MARGIN, 120);
        canvas.setFont(FACTS);
        canvas.setColor(Inks.FAINT_TEXT);
        canvas.drawString(
                String.format(
                        Locale.ROOT,
                        "%,d images: %,d train, %,d val, %,d test     seed %d     %d x %d cells, %s palette",
                        metadata.datasetInfo().totalCount(),
                        metadata.datasetInfo().trainCount(),
                        metadata.datasetInfo().valCount(),
                        metadata.datasetInfo().testCount(),
                        metadata.generationParams().seed(),
                        recipe.gridSize(),
                        recipe.gridSize(),
                        recipe.palette().label()),
                MARGIN,
                184);
        String made =
                metadata.generator().name() + " " + metadata.generator().version() + "     " + metadata.timestamp();
        canvas.drawString(made, WIDTH - MARGIN - canvas.getFontMetrics().stringWidth(made), 120);
        canvas.setColor(Inks.RULE);
        canvas.fillRect(MARGIN, 212, WIDTH - 2 * MARGIN, 3);
    }

    /** Kinds and sizes of objects, and the recipe in words. */
    private BufferedImage drawSide() {
        int width = WIDTH - MARGIN - SIDE_LEFT;
        Drawing drawing = new Drawing(width, SIDE_HEIGHT, canvas -> {
            SplitSummary train = summary(Split.TRAIN);
            Charts.kinds(train).draw(canvas, new Rectangle2D.Double(0, 0, width, CHART_HEIGHT));
            Charts.sizes(train).draw(canvas, new Rectangle2D.Double(0, CHART_HEIGHT, width, CHART_HEIGHT));
            drawRecipe(canvas, 2 * CHART_HEIGHT + 60);
        });
        return drawing.picture();
    }

    private BufferedImage drawLabels() {
        int width = WIDTH - 2 * MARGIN;
        JFreeChart chart = Charts.labels(metadata.labelInfo(), summary(Split.TRAIN));
        Rectangle2D whole = new Rectangle2D.Double(0, 0, width, LABELS_HEIGHT);
        return new Drawing(width, LABELS_HEIGHT, canvas -> chart.draw(canvas, whole)).picture();
    }

    private void drawRecipe(Graphics2D canvas, int top) {
        List<String> lines = List.of(
                recipe.minObjects() + " to " + recipe.maxObjects() + " objects per image",
                "at least " + recipe.minGap() + " empty cells between them",
                "labels: " + metadata.labelInfo().scheme(),
                "different images:",
                distinct(Split.TRAIN),
                distinct(Split.VAL),
                distinct(Split.TEST));
        int y = top;
        canvas.setFont(HEADING);
        canvas.setColor(Inks.TEXT);
        canvas.drawString("Recipe", RECIPE_LEFT, y);
        canvas.setFont(DETAILS);
        canvas.setColor(Inks.FAINT_TEXT);
        for (String line : lines) {
            y += 42;
            canvas.drawString(line, RECIPE_LEFT, y);
        }
    }

    private String distinct(Split split) {
        SplitSummary summary = summary(split);
        return String.format(
                Locale.ROOT,
                "    %s: %s%,d of %,d",
                split.label(),
                summary.distinctImages().error() == 0 ? "" : "about ",
                summary.distinctImages().about(),
                summary.images());
    }

    private SplitSummary summary(Split split) {
        return Objects.requireNonNull(metadata.statistics().get(split.label()), "statistics of a split");
    }
}
