package io.atomicdatasets.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.Specs;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.category.CategoryDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 7, 1_300, 1_700, 3_100, 5_400, 12_000, 99_000, 1_260_000, 2_300_000_000_000L})
    void ticksDoNotRepeat(long most) {
        JFreeChart chart = Charts.sizes(new AllSplits(Map.of(), Map.of(), Map.of(), new TreeMap<>(Map.of(2, most))));
        chart.draw(
                new BufferedImage(660, 500, BufferedImage.TYPE_INT_RGB).createGraphics(),
                new Rectangle2D.Double(0, 0, 660, 500));

        NumberAxis axis = (NumberAxis) chart.getCategoryPlot().getRangeAxis();
        List<String> ticks = new ArrayList<>();
        for (double at = 0; at <= axis.getUpperBound(); at += axis.getTickUnit().getSize()) {
            ticks.add(axis.getNumberFormatOverride().format(at));
        }

        assertThat(ticks).hasSizeBetween(2, 20).doesNotHaveDuplicates();
    }

    @Test
    void ofManyLabelsTheMostFrequentAreShownByTheirMeaningAndTheOthersCounted() {
        DatasetSpec spec = Specs.of("num_images", 1, "label", "composition");
        Map<String, Long> counts = new LinkedHashMap<>();
        for (LabelClass each : spec.labels().classes()) {
            counts.put("" + each.label(), 1_000L + each.label());
        }
        counts.put("48", 2_000L); // the longest name of all

        JFreeChart chart =
                Charts.labels(spec.labels(), new AllSplits(counts, Map.of(), Map.of(), new TreeMap<>()), 2_820);

        CategoryDataset shown = chart.getCategoryPlot().getDataset();
        assertThat(shown.getColumnCount()).isEqualTo(20);
        assertThat(shown.getColumnKey(0).toString()).isEqualTo("48\n1B 1R 1L 1P");
        assertThat(shown.getColumnKey(12).toString()).isEqualTo("57\n2B 1L");
        assertThat(shown.getValue(0, 0)).isEqualTo(2_000.0);
        assertThat(Stream.of(chart.getSubtitle(0)).map(title -> ((TextTitle) title).getText()))
                .containsExactly("the 20 most frequent of 69 labels; 49 more have 50,177 images together");
        assertThat(20
                        * Lettering.width(
                                "1B 1R 1L 1P",
                                chart.getCategoryPlot().getDomainAxis().getTickLabelFont()))
                .as("names stand beside each other")
                .isLessThan(2_820 - 300);
    }

    @ParameterizedTest
    @CsvSource({
        "object_count, 2, L:2",
        "dominant_kind, 2, L:2  line",
        "composition, 2, L:2  3P",
        "object_count, 1, L:2 → 1",
        "dominant_kind, 0, L:2 → 0",
    })
    void anImageIsShownUnderItsLabelAndWhatThatMeansAndItsPartnersIfThatDiffers(
            String scheme, int ofPartner, String title) {
        assertThat(new LabelNames(Specs.of("num_images", 1, "label", scheme).labels()).title(2, ofPartner))
                .isEqualTo(title);
    }
}
