package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void objectsAreCounted() {
        Labels labels = Specs.of("num_images", 1).labels();

        assertThat(labels.labelOf(new int[] {1, 0, 2, 0}, new int[] {5, 0, 9, 0}))
                .isEqualTo(3);
        assertThat(labels.classes())
                .extracting(LabelClass::name)
                .containsExactly("1 object", "2 objects", "3 objects", "4 objects");
    }

    @Test
    void theDominantKindHasTheMostCellsAndTiesGoToTheFirst() {
        Labels labels = Specs.of("num_images", 1, "label", "dominant_kind").labels();

        assertThat(labels.labelOf(new int[] {1, 1, 0, 0}, new int[] {4, 6, 0, 0}))
                .isEqualTo(1);
        assertThat(labels.labelOf(new int[] {0, 1, 1, 1}, new int[] {0, 6, 6, 6}))
                .isEqualTo(1);
        assertThat(labels.labelOf(new int[] {0, 0, 0, 1}, new int[] {0, 0, 0, 3}))
                .isEqualTo(3);
    }

    @Test
    void aKindThatIsNeverDrawnIsNeverDominant() {
        Labels labels = Specs.of("num_images", 1, "label", "dominant_kind", "mix", Map.of("line", 1))
                .labels();

        assertThat(labels.classes())
                .filteredOn(LabelClass::canOccur)
                .extracting(LabelClass::name)
                .containsExactly("line");
    }

    @Test
    void compositionsAreNumberedLeftToRight() {
        Labels labels = Specs.of("num_images", 1, "label", "composition", "max_objects", 6)
                .labels();

        assertThat(labels.classes()).hasSize(209);
        assertThat(labels.labelOf(new int[] {0, 0, 0, 1}, new int[4])).isZero();
        assertThat(labels.labelOf(new int[] {0, 0, 1, 0}, new int[4])).isEqualTo(6);
        assertThat(labels.labelOf(new int[] {6, 0, 0, 0}, new int[4])).isEqualTo(208);
        assertThat(labels.classes().get(208).name()).isEqualTo("6 blobs");
        assertThat(labels.classes().get(7).name()).isEqualTo("1 line, 1 pattern");
    }

    @Test
    void namesAreWrittenAsRequestsSpellThem() {
        assertThat(LabelScheme.OBJECT_COUNT.label()).isEqualTo("object_count");
        assertThat(Splits.DEFAULT.toFields())
                .containsEntry("train", new BigDecimal("0.8"))
                .containsEntry("test", new BigDecimal("0.1"));
    }
}
