package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class PairRulesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"pairs": "move"} | move needs split_by shapes, so that partners are in one split; only recolour goes without
                    {"pairs": "recolour", "min_gap": 0} | recolour needs min_gap of at least 1, so that objects can be told apart
                    {"pairs": "recolour", "value_mode": "same"} | recolour changes one object, so that not all have the same value: value_mode must be independent or distinct
                    {"pairs": "recolour", "palette": "arc", "values": [3]} | recolour needs at least 2 values, and there is one
                    {"pairs": "recolour", "palette": "arc", "value_mode": "distinct", "values": [1, 2, 3, 4]} | recolour needs more values than max_objects where value_mode is distinct: more than 4
                    {"pairs": "remove", "split_by": "shapes", "max_objects": 1} | remove needs max_objects of at least 2, so that an object is left
                    {"pairs": "swap"} | must be one of move, recolour, turn, remove, replace
                    """)
    void pairsThatNoImageCanHaveAreRefused(String json, String rule) throws Exception {
        Map<String, Object> fields =
                new JsonMapper().readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {});
        fields.put("num_images", 10);

        assertThatThrownBy(() -> DatasetSpec.read(fields, Limits.DEFAULT))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refused -> assertThat(refused.violations()).contains(new Violation("/pairs", rule)));
    }

    @Test
    void recolouredPartnersNeedNoSplitsByShapes() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 10, "pairs", "recolour");

        assertThat(spec.recipe().pairs()).contains(Edit.RECOLOUR);
        assertThat(DatasetSpec.read(spec.toFields(), Limits.DEFAULT)).isEqualTo(spec);
        assertThat(Specs.of("num_images", 10).toFields()).doesNotContainKey("pairs");
    }
}
