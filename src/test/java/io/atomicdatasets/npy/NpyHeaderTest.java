package io.atomicdatasets.npy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NpyHeaderTest {
    @Test
    void aHeaderIsWrittenAsNumpyWritesIt() {
        String expected = "\u0093NUMPY\u0001\u0000v\u0000"
                + "{'descr': '|u1', 'fortran_order': False, 'shape': (80000, 16, 16), }"
                + " ".repeat(49) + "\n";

        assertThat(new String(NpyHeader.of(Dtype.UINT8, 80_000, 16, 16).toBytes(), ISO_8859_1))
                .isEqualTo(expected)
                .hasSize(128);
    }

    @Test
    void aSingleAxisHasItsComma() {
        assertThat(new String(NpyHeader.of(Dtype.INT64, 3).toBytes(), ISO_8859_1))
                .contains("'descr': '<i8'", "'shape': (3,), }");
    }

    @Test
    void elementsBeginAtAMultipleOf64() {
        for (long length = 1; length < Long.MAX_VALUE / 10; length *= 10) {
            assertThat(NpyHeader.of(Dtype.UINT8, length, 16, 16).toBytes().length % 64)
                    .isZero();
        }
    }

    @Test
    void elementsAreCountedBeyondFourGibibytes() {
        assertThat(NpyHeader.of(Dtype.UINT32, 1L << 31, 3).dataBytes()).isEqualTo(3L << 33);
    }

    @Test
    void aNegativeAxisIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> NpyHeader.of(Dtype.UINT8, -1));
    }
}
