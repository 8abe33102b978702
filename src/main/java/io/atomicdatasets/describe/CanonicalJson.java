package io.atomicdatasets.describe;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * JSON in the one form that each value has: no spaces, members in the order of their names, numbers as ECMAScript writes them. It
 * holds for what requests hold: names, integers below 2^53, and decimals of up to 15 digits, which are their own shortest form.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8785">JSON Canonicalization Scheme, RFC 8785</a>
 */
final class CanonicalJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(new SimpleModule().addSerializer(new Decimals()))
            .build();

    private CanonicalJson() {}

    static byte[] toBytes(Map<String, ?> members) {
        return MAPPER.writeValueAsBytes(members);
    }

    private static final class Decimals extends StdSerializer<BigDecimal> {
        Decimals() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal number, JsonGenerator out, SerializationContext context) {
            BigDecimal shortest = number.stripTrailingZeros();
            out.writeNumber(shortest.scale() <= 0 ? shortest.toPlainString() : fraction(shortest));
        }

        /** Java and ECMAScript agree on where exponents begin, below 10^-6, and not on the letter. */
        private static String fraction(BigDecimal number) {
            return number.toString().replace('E', 'e');
        }
    }
}
