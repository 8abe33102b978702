package io.atomicdatasets.report;

import io.atomicdatasets.catalog.Metadata;
import io.atomicdatasets.catalog.Metadata.SplitSummary;
import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

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
    private static final int CHARTS_LEFT = MARGIN + SHEET_WIDTH + 60;
    private static final int CHART_HEIGHT = 560;
    private static final int SHEET_MIN_HEIGHT = 1600; // what stands beside the images wants this much
    private static final int LABELS_HEIGHT = 560;

    private static final Font NAME = new Font(Font.SANS_SERIF, Font.BOLD, 64);
    private static final Font FACTS = new Font(Font.SANS_SERIF, Font.PLAIN, 34);

    private static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    private static final Font DETAILS = new Font(Font.SANS_SERIF, Font.PLAIN, 28);

    private final String name;
    private final Metadata metadata;
    private final Recipe recipe;

    /**
     * The picture of a dataset.
     *
     * @param name the dataset's name
     * @param metadata what is known of it
     * @param recipe what its images show
     */
    public ReportImage(String name, Metadata metadata, Recipe recipe) {
        this.name = name;
        this.metadata = metadata;
        this.recipe = recipe;
    }

    /** A sheet of images under their labels alone, as PNG. */
    public static byte[] drawSheet(Recipe recipe, List<PickedImage> images) throws IOException {
        ContactSheet sheet = new ContactSheet(recipe, images, SHEET_WIDTH);
        BufferedImage picture = new BufferedImage(
                SHEET_WIDTH + 2 * SHEET_MARGIN, sheet.height() + 2 * SHEET_MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = canvas(picture);
        try {
            sheet.draw(canvas, SHEET_MARGIN, SHEET_MARGIN);
        } finally {
            canvas.dispose();
        }
        return new IndexedPng().encode(picture);
    }

    /** One image alone, each cell a square, as PNG. */
    public static byte[] drawImage(Recipe recipe, PickedImage image) throws IOException {
        int side = recipe.gridSize() * CELL_SIDE;
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = canvas(picture);
        try {
            canvas.drawImage(ContactSheet.pixels(recipe, image), 0, 0, side, side, null);
        } finally {
            canvas.dispose();
        }
        return new IndexedPng().encode(picture);
    }

    private static Graphics2D canvas(BufferedImage picture) {
        Graphics2D canvas = picture.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        canvas.setColor(Inks.PAPER);
        canvas.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        return canvas;
    }

    /** Draws the picture with these training images and encodes it as PNG. */
    public byte[] draw(List<PickedImage> images) throws IOException {
        ContactSheet sheet = new ContactSheet(recipe, images, SHEET_WIDTH);
        int sheetHeight = Math.max(SHEET_MIN_HEIGHT, sheet.height());
        BufferedImage picture =
                new BufferedImage(WIDTH, HEAD + sheetHeight + LABELS_HEIGHT + 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = canvas(picture);
        try {
            drawHead(canvas);
            sheet.draw(canvas, MARGIN, HEAD);
            drawCharts(canvas, HEAD + sheetHeight);
            drawRecipe(canvas, HEAD + 2 * CHART_HEIGHT + 60);
        } finally {
            canvas.dispose();
        }
        return new IndexedPng().encode(picture);
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
        String made = "version " + metadata.version() + "     " + metadata.timestamp();
        canvas.drawString(made, WIDTH - MARGIN - canvas.getFontMetrics().stringWidth(made), 120);
        canvas.setColor(Inks.RULE);
        canvas.fillRect(MARGIN, 212, WIDTH - 2 * MARGIN, 3);
    }

    private void drawCharts(Graphics2D canvas, int labelsTop) {
        SplitSummary train = summary(Split.TRAIN);
        int width = WIDTH - MARGIN - CHARTS_LEFT;
        Charts.kinds(train).draw(canvas, new Rectangle2D.Double(CHARTS_LEFT, HEAD, width, CHART_HEIGHT));
        Charts.sizes(train).draw(canvas, new Rectangle2D.Double(CHARTS_LEFT, HEAD + CHART_HEIGHT, width, CHART_HEIGHT));
        Charts.labels(metadata.labelInfo(), train)
                .draw(canvas, new Rectangle2D.Double(MARGIN, labelsTop + 30.0, WIDTH - 2 * MARGIN, LABELS_HEIGHT));
    }

    private void drawRecipe(Graphics2D canvas, int top) {
        List<String> lines = List.of(
                recipe.minObjects() + " to " + recipe.maxObjects() + " objects per image",
                "at least " + recipe.minGap() + " empty cells between them",
                "labels: " + metadata.labelInfo().scheme(),
                "different images, about:",
                distinct(Split.TRAIN),
                distinct(Split.VAL),
                distinct(Split.TEST));
        int y = top;
        canvas.setFont(HEADING);
        canvas.setColor(Inks.TEXT);
        canvas.drawString("Recipe", CHARTS_LEFT + 40, y);
        canvas.setFont(DETAILS);
        canvas.setColor(Inks.FAINT_TEXT);
        for (String line : lines) {
            y += 42;
            canvas.drawString(line, CHARTS_LEFT + 40, y);
        }
    }

    private String distinct(Split split) {
        SplitSummary summary = summary(split);
        return String.format(
                Locale.ROOT, "    %s: %,d of %,d", split.label(), summary.distinctImages(), summary.images());
    }

    private SplitSummary summary(Split split) {
        return Objects.requireNonNull(metadata.statistics().get(split.label()), "statistics of a split");
    }
}
