package io.atomicdatasets.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Factor;
import io.atomicdatasets.spec.Specs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactorCountsTest {
    @Test
    void aFamilyTellsItsKindAndNothingOfTheValue() {
        FactorCounts counts = counts(Specs.of("num_images", 1, "mix", Map.of("line", 1, "pattern", 1)), 0, 20_000);

        assertThat(counts.mutualInformation(Factor.FAMILY, Factor.KIND))
                .as("the entropy of two kinds that are equally frequent")
                .isCloseTo(1, within(0.001))
                .isEqualTo(counts.mutualInformation(Factor.KIND, Factor.FAMILY));
        assertThat(counts.mutualInformation(Factor.KIND, Factor.VALUE)).isBetween(0.0, 0.005);
    }

    @Test
    void countsOfPartsAddUpAndSurviveBeingSaved() {
        DatasetSpec spec = Specs.of("num_images", 1, "max_objects", 8, "grid_size", 32);
        FactorCounts whole = counts(spec, 0, 3_000);
        FactorCounts first = counts(spec, 0, 1_000);
        FactorCounts rest = counts(spec, 1_000, 2_000);
        FactorCounts joined = new FactorCounts();

        joined.restore(first.save());
        joined.add(rest);

        assertThat(joined.save()).isEqualTo(whole.save());
        joined.clear();
        assertThat(joined.mutualInformation(Factor.ROW, Factor.COLUMN)).isZero();
    }

    private static FactorCounts counts(DatasetSpec spec, long first, int images) {
        FactorCounts counts = new FactorCounts();
        new Candidates(spec).walk(first, images, (split, label, image) -> {
            counts.add(image);
            return true;
        });
        return counts;
    }
}
