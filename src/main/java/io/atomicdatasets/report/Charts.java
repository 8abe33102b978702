package io.atomicdatasets.report;

import io.atomicdatasets.describe.Metadata.ClassInfo;
import io.atomicdatasets.describe.Metadata.KindCount;
import io.atomicdatasets.describe.Metadata.LabelCount;
import io.atomicdatasets.describe.Metadata.LabelInfo;
import io.atomicdatasets.describe.Metadata.SplitSummary;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Rectangle;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** The bar charts below and beside the images. */
final class Charts {
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    private static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 28);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 24);
    private static final Rectangle LEGEND_MARK = new Rectangle(24, 24);
    private static final int MOST_NAMED_BARS = 16;
    private static final int MOST_TICKS = 60;

    private Charts() {}

    /** How often each label that can occur stands in the training split. */
    static JFreeChart labels(LabelInfo info, SplitSummary train) {
        List<ClassInfo> classes =
                info.classes().stream().filter(ClassInfo::canOccur).toList();
        boolean named = classes.size() <= MOST_NAMED_BARS;
        int tickEvery = (classes.size() + MOST_TICKS - 1) / MOST_TICKS;
        DefaultCategoryDataset counts = new DefaultCategoryDataset();
        for (int i = 0; i < classes.size(); i++) {
            ClassInfo each = classes.get(i);
            LabelCount images = Objects.requireNonNull(train.labels().get(String.valueOf(each.label())));
            counts.addValue(
                    (double) images.images(), "images", new Tick(each.label(), tick(each, named, i % tickEvery == 0)));
        }
        CategoryPlot plot = bars(counts, "Label Value", "Frequency", integers());
        BarRenderer renderer = (BarRenderer) plot.getRenderer();
        if (named) {
            renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", integers()));
            renderer.setDefaultItemLabelsVisible(true);
            renderer.setDefaultItemLabelFont(TICK);
            renderer.setDefaultItemLabelPaint(Inks.TEXT);
            plot.getRangeAxis().setUpperMargin(0.14); // room for the numbers above the bars
        } else {
            plot.getDomainAxis().setCategoryLabelPositions(CategoryLabelPositions.UP_90);
        }
        return chart("Label Distribution (Full Dataset)", plot);
    }

    /** The share of objects of each kind beside the share that the mix asked for. */
    static JFreeChart kinds(SplitSummary train) {
        DefaultCategoryDataset shares = new DefaultCategoryDataset();
        for (Map.Entry<String, KindCount> kind : train.kinds().entrySet()) {
            shares.addValue(kind.getValue().mix(), "asked for", kind.getKey());
            shares.addValue(kind.getValue().share(), "made", kind.getKey());
        }
        CategoryPlot plot =
                bars(shares, "", "", new DecimalFormat("0 %", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        plot.getRangeAxis().setStandardTickUnits(NumberAxis.createStandardTickUnits());
        plot.getRenderer().setSeriesPaint(0, Inks.ASKED);
        plot.getRenderer().setSeriesPaint(1, Inks.BAR);
        ((BarRenderer) plot.getRenderer()).setLegendShape(0, LEGEND_MARK);
        ((BarRenderer) plot.getRenderer()).setLegendShape(1, LEGEND_MARK);
        JFreeChart chart = chart("Kinds of objects", plot);
        LegendTitle legend = new LegendTitle(plot);
        legend.setItemFont(TICK);
        legend.setPosition(RectangleEdge.BOTTOM);
        legend.setBackgroundPaint(Inks.PAPER);
        chart.addLegend(legend);
        return chart;
    }

    /** How many objects have each number of cells. */
    static JFreeChart sizes(SplitSummary train) {
        DefaultCategoryDataset counts = new DefaultCategoryDataset();
        train.objectSizes().forEach((size, objects) -> counts.addValue((double) objects, "objects", size));
        return chart("Sizes of objects in cells", bars(counts, "", "", shortNumbers()));
    }

    private static String tick(ClassInfo each, boolean named, boolean shown) {
        if (named) {
            return each.label() + "  (" + each.name() + ")";
        }
        return shown ? String.valueOf(each.label()) : "";
    }

    /** A column's key that is told apart by its label and shown as its text, which may be empty. */
    private record Tick(int label, String text) implements Comparable<Tick> {
        @Override
        public int compareTo(Tick other) {
            return Integer.compare(label, other.label);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static CategoryPlot bars(
            DefaultCategoryDataset data, String domainTitle, String rangeTitle, NumberFormat format) {
        CategoryAxis domain = new CategoryAxis(domainTitle);
        domain.setLabelFont(AXIS);
        domain.setLabelPaint(Inks.TEXT);
        domain.setTickLabelFont(TICK);
        domain.setTickLabelPaint(Inks.TEXT);
        domain.setCategoryMargin(0.25);
        domain.setAxisLinePaint(Inks.FRAME);
        domain.setMaximumCategoryLabelWidthRatio(2); // names are short: never break them

        NumberAxis range = new NumberAxis(rangeTitle);
        range.setLabelFont(AXIS);
        range.setLabelPaint(Inks.TEXT);
        range.setTickLabelFont(TICK);
        range.setTickLabelPaint(Inks.FAINT_TEXT);
        range.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        range.setNumberFormatOverride(format);
        range.setAxisLineVisible(false);
        range.setTickMarksVisible(false);

        BarRenderer renderer = new BarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setItemMargin(0.05);
        renderer.setSeriesPaint(0, Inks.BAR);
        renderer.setMaximumBarWidth(0.12);

        CategoryPlot plot = new CategoryPlot(data, domain, range, renderer);
        plot.setOrientation(PlotOrientation.VERTICAL);
        plot.setBackgroundPaint(Inks.PAPER);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(Inks.RULE);
        plot.setRangeGridlineStroke(new BasicStroke(2));
        return plot;
    }

    private static JFreeChart chart(String title, CategoryPlot plot) {
        JFreeChart chart = new JFreeChart(title, TITLE, plot, false);
        chart.setBackgroundPaint(Inks.PAPER);
        chart.getTitle().setPaint(Inks.TEXT);
        chart.setPadding(new RectangleInsets(10, 10, 10, 10));
        return chart;
    }

    private static NumberFormat integers() {
        return new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
    }

    private static NumberFormat shortNumbers() {
        return NumberFormat.getCompactNumberInstance(Locale.ENGLISH, NumberFormat.Style.SHORT);
    }
}
