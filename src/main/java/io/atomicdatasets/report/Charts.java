package io.atomicdatasets.report;

import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.Labels;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Rectangle;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** The bar charts below and beside the images. */
final class Charts {
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 34);
    private static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 28);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 24);
    private static final Rectangle LEGEND_MARK = new Rectangle(24, 24);
    private static final int MOST_LABELS = 20;
    private static final int FEW_LABELS = 8; // whose numbers have room to be exact
    private static final int BESIDE_BARS = 320; // pixels of the axis and the margins
    private static final int BETWEEN_NAMES = 8;

    private Charts() {}

    /**
     * How often each label that can occur stands in all splits: by label, or the most frequent ones if there are many.
     *
     * @param width of the chart in pixels, in which the names of labels are to stand beside each other
     */
    static JFreeChart labels(Labels labels, AllSplits splits, int width) {
        LabelNames names = new LabelNames(labels);
        List<Integer> occurring = labels.classes().stream()
                .filter(LabelClass::canOccur)
                .map(LabelClass::label)
                .toList();
        boolean areMany = occurring.size() > MOST_LABELS;
        List<Integer> shown = areMany ? mostFrequent(occurring, splits) : occurring;
        DefaultCategoryDataset counts = new DefaultCategoryDataset();
        for (int label : shown) {
            counts.addValue((double) splits.images(label), "images", label + "\n" + names.brief(label));
        }
        String legend = names.legend().isEmpty() ? "" : "   (" + names.legend() + ")";
        CategoryPlot plot = bars(counts, "Label Value" + legend, "Frequency", integers());
        BarRenderer renderer = (BarRenderer) plot.getRenderer();
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator(
                "{2}", shown.size() <= FEW_LABELS ? integers() : shortNumbers()));
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultItemLabelFont(TICK);
        renderer.setDefaultItemLabelPaint(Inks.TEXT);
        plot.getDomainAxis().setMaximumCategoryLabelLines(2);
        int room = (width - BESIDE_BARS) / shown.size() - BETWEEN_NAMES;
        shown.stream()
                .map(names::brief)
                .max(Comparator.comparingDouble(name -> Lettering.width(name, TICK)))
                .ifPresent(longest -> plot.getDomainAxis().setTickLabelFont(Lettering.fitting(longest, TICK, room)));
        plot.getRangeAxis().setUpperMargin(0.14); // room for the numbers above the bars
        JFreeChart chart = chart("Label Distribution (Full Dataset)", plot);
        if (areMany) {
            chart.addSubtitle(new TextTitle(others(occurring, shown, splits), TICK));
        }
        return chart;
    }

    private static List<Integer> mostFrequent(List<Integer> labels, AllSplits splits) {
        return labels.stream()
                .sorted(Comparator.comparingLong(splits::images).reversed())
                .limit(MOST_LABELS)
                .toList();
    }

    private static String others(List<Integer> all, List<Integer> shown, AllSplits splits) {
        long images = all.stream()
                .filter(label -> !shown.contains(label))
                .mapToLong(splits::images)
                .sum();
        return String.format(
                Locale.ROOT,
                "the %d most frequent of %d labels; %d more have %,d images together",
                shown.size(),
                all.size(),
                all.size() - shown.size(),
                images);
    }

    /** The share of objects of each kind beside the share that the mix asked for. */
    static JFreeChart kinds(AllSplits splits) {
        DefaultCategoryDataset shares = new DefaultCategoryDataset();
        for (Map.Entry<String, Double> kind : splits.mix().entrySet()) {
            shares.addValue(kind.getValue(), "asked for", kind.getKey());
            shares.addValue(splits.share(kind.getKey()), "made", kind.getKey());
        }
        CategoryPlot plot =
                bars(shares, "", "", new DecimalFormat("0.# %", DecimalFormatSymbols.getInstance(Locale.ROOT)));
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
    static JFreeChart sizes(AllSplits splits) {
        DefaultCategoryDataset counts = new DefaultCategoryDataset();
        splits.sizes().forEach((size, objects) -> counts.addValue((double) objects, "objects", size));
        return chart("Sizes of objects in cells", bars(counts, "", "", shortNumbers()));
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
        range.setLabelInsets(new RectangleInsets(3, 3, 3, 24)); // room between title and ticks
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

    /** Such as 1.25K; with fewer decimals neighbouring ticks would read the same. */
    private static NumberFormat shortNumbers() {
        NumberFormat numbers = NumberFormat.getCompactNumberInstance(Locale.ENGLISH, NumberFormat.Style.SHORT);
        numbers.setMaximumFractionDigits(2);
        return numbers;
    }
}
