package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.Violation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

class JsonValuesTest {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(Object.class, new JsonValues()))
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"100000", "1e5", "1E+5", "100000.0", "0.1e6"})
    void anIntegerIsReadHoweverItIsWritten(String number) throws InvalidSpecException {
        assertThat(DatasetSpec.read(read("{\"num_images\": %s}".formatted(number)), Limits.DEFAULT)
                        .numImages())
                .isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e99999999999",
                "-1e99999999999",
                "1e-99999999999",
                "1e2147483648",
                "1e-2147483648",
                "1e400",
                "1.9",
                "\"5\""
            })
    void aNumberBeyondAllBoundsIsRefusedWhereItStands(String number) {
        Map<String, Object> fields = read("{\"num_images\": %s, \"mix\": {\"blob\": 1, \"line\": %s}, \"seed\": [%s]}"
                .formatted(number, number.equals("1.9") ? "-1" : number, number));

        assertThat(catchThrowableOfType(InvalidSpecException.class, () -> DatasetSpec.read(fields, Limits.DEFAULT))
                        .violations())
                .extracting(Violation::pointer)
                .containsExactly("/num_images", "/seed", "/mix/line");
    }

    @Test
    void everyOtherValueIsReadAsItIs() {
        assertThat(read("{\"a\": [true, false, null, \"x\", {}, []], \"b\": {\"c\": 0.10}}")
                        .toString())
                .isEqualTo("{a=[true, false, null, x, {}, []], b={c=0.10}}");
    }

    @SuppressWarnings("unchecked") // An object's names are strings.
    private static Map<String, Object> read(String json) {
        return (Map<String, Object>) MAPPER.readValue(json, Object.class);
    }
}
