package io.atomicdatasets.report;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import io.atomicdatasets.spec.Split;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jfree.chart.JFreeChart;

/**
 * {@code validation_report.png}: what a person looks at to trust a dataset. 3000 pixels wide; the head, training images
 * in rows of ten, kinds and sizes of objects beside them, and the distribution of labels below.
 */
public final class ReportImage {
    private static final int WIDTH = 3000;
    private static final int MARGIN = 90;
    private static final int SHEET_WIDTH = 2100;
    private static final int SHEET_MARGIN = 30;
    private static final int CELL_SIDE = 16;
    private static final int CAPTION_HEIGHT = 60;
    private static final int SIDE_LEFT = MARGIN + SHEET_WIDTH + 60;
    private static final int LABELS_HEIGHT = 560;
    private static final int LABELS_MARGIN = 30;

    private static final Font FACTS = new Font(Font.SANS_SERIF, Font.PLAIN, 34);
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.BOLD, 34);

    private final Head head;
    private final DatasetSpec spec;
    private final CompletableFuture<Facts> facts;

    /** What is drawn without images: what stands beside them, and the labels below. */
    private record Facts(SideColumn side, BufferedImage column, BufferedImage labels) {}

    private ReportImage(String name, Metadata metadata, DatasetSpec spec) {
        this.spec = spec;
        head = new Head(name, metadata, spec, WIDTH - 2 * MARGIN);
        facts = CompletableFuture.supplyAsync(() -> {
            SideColumn side = new SideColumn(spec, metadata, WIDTH - MARGIN - SIDE_LEFT);
            return new Facts(side, side.drawing().picture(), labels(metadata));
        });
    }

    /**
     * Begins the picture of a dataset: what can be drawn without images is drawn beside the caller, on another thread.
     *
     * @param name the dataset's name
     * @param metadata what is known of it
     * @param spec what it was made from
     */
    public static ReportImage begin(String name, Metadata metadata, DatasetSpec spec) {
        return new ReportImage(name, metadata, spec);
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

    /** A sheet of images under their labels and above their partners alone, as PNG. */
    public static byte[] drawSheet(DatasetSpec spec, List<PickedImage> images) throws IOException {
        ContactSheet sheet = new ContactSheet(spec, images, SHEET_WIDTH, SHEET_WIDTH);
        return new IndexedPng()
                .encode(new Drawing(
                        SHEET_WIDTH + 2 * SHEET_MARGIN,
                        sheet.height() + 2 * SHEET_MARGIN,
                        canvas -> sheet.draw(canvas, SHEET_MARGIN, SHEET_MARGIN)));
    }

    /** One image alone, each cell a square, as PNG; below it its partner, if it has one. */
    public static byte[] drawImage(Recipe recipe, PickedImage image) throws IOException {
        Squares squares = new Squares(recipe, image, CELL_SIDE);
        return new IndexedPng()
                .encode(new Drawing(squares.width(), squares.height(), canvas -> squares.draw(canvas, 0, 0)));
    }

    /**
     * Draws the picture and encodes it as PNG.
     *
     * @param images some of the training split
     * @param files of the dataset, among them that of the training split
     */
    public byte[] draw(List<PickedImage> images, List<FileInfo> files) throws IOException {
        int top = head.height();
        ContactSheet sheet = new ContactSheet(spec, images, SHEET_WIDTH, SideColumn.HEIGHT - CAPTION_HEIGHT);
        int labelsTop = top + Math.max(SideColumn.HEIGHT, CAPTION_HEIGHT + sheet.height());
        Facts ready = facts.join();
        return new IndexedPng().encode(new Drawing(WIDTH, labelsTop + LABELS_HEIGHT + 2 * LABELS_MARGIN, canvas -> {
            head.draw(canvas, MARGIN);
            canvas.setFont(CAPTION);
            canvas.setColor(Inks.TEXT);
            canvas.drawString(caption(images.size()), MARGIN + SHEET_MARGIN / 2, top + CAPTION_HEIGHT / 2);
            sheet.draw(canvas, MARGIN, top + CAPTION_HEIGHT);
            canvas.drawImage(ready.column, SIDE_LEFT, top, null);
            ready.side.drawDigest(files, canvas, SIDE_LEFT, top);
            canvas.drawImage(ready.labels, MARGIN, labelsTop + LABELS_MARGIN, null);
        }));
    }

    private String caption(int shown) {
        long all = spec.count(Split.TRAIN);
        String which = shown == all
                ? String.format(Locale.ROOT, "%s of train", all == 1 ? "The image" : "All " + all + " images")
                : String.format(Locale.ROOT, "%d of the %,d images of train, at random", shown, all);
        return which + (spec.recipe().pairs().isEmpty() ? "" : ", each above its partner");
    }

    private BufferedImage labels(Metadata metadata) {
        int width = WIDTH - 2 * MARGIN;
        AllSplits splits = AllSplits.of(metadata.statistics().values());
        JFreeChart chart = Charts.labels(spec.labels(), splits, width);
        Rectangle2D whole = new Rectangle2D.Double(0, 0, width, LABELS_HEIGHT);
        return new Drawing(width, LABELS_HEIGHT, canvas -> chart.draw(canvas, whole)).picture();
    }
}
