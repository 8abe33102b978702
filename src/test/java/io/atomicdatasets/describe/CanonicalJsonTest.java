package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {
    @Test
    void membersStandInTheOrderOfTheirNamesAtEveryDepthAndListsAsTheyAre() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("b_a", true);
        inner.put("b", List.of(2, 1L));
        inner.put("B", "\u00e4\"\\");
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("z", List.of(inner));
        outer.put("a", inner);

        String told = "{\"B\":\"\u00e4\\\"\\\\\",\"b\":[2,1],\"b_a\":true}";
        assertThat(json(outer)).isEqualTo("{\"a\":" + told + ",\"z\":[" + told + "]}");
    }

    /** As JavaScript's String() has them. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.000, 0",
        "0.40, 0.4",
        "1e6, 1000000",
        "1000000.000000000, 1000000",
        "999999.999999999, 999999.999999999",
        "0.000001, 0.000001",
        "0.0000015, 0.0000015",
        "0.0000001, 1e-7",
        "0.000000123, 1.23e-7",
        "0.000000999, 9.99e-7",
        "0.000000001, 1e-9"
    })
    void decimalsAreWrittenAsEcmaScriptWritesThem(BigDecimal number, String told) {
        assertThat(json(Map.of("n", number))).isEqualTo("{\"n\":" + told + "}");
    }

    @Property(tries = 500)
    void decimalsOfRequestsAreTheirOwnShortestForm(
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long billionths) {
        BigDecimal number = BigDecimal.valueOf(billionths, 9);

        String told = json(Map.of("n", number)).replaceAll("[^0-9.e-]", "");

        assertThat(Double.parseDouble(told)).isEqualTo(number.doubleValue());
        assertThat(new BigDecimal(told)).isEqualByComparingTo(number);
    }

    @Test
    void integersHaveAllTheirDigits() {
        assertThat(json(Map.of("n", (1L << 53) - 1))).isEqualTo("{\"n\":9007199254740991}");
        assertThat(json(Map.of("n", 10_000_000_000_000L))).isEqualTo("{\"n\":10000000000000}");
    }

    private static String json(Map<String, ?> members) {
        return new String(CanonicalJson.toBytes(members), UTF_8);
    }
}
