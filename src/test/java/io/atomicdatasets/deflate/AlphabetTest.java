package io.atomicdatasets.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few lines of the tables of RFC 1951, section 3.2.5, the first and last of each step among them. */
class AlphabetTest {
    @ParameterizedTest
    @CsvSource({
        "3, 257, 0, 0", "10, 264, 0, 0", "11, 265, 1, 0", "12, 265, 1, 1", "18, 268, 1, 1", "19, 269, 2, 0",
        "34, 272, 2, 3", "35, 273, 3, 0", "130, 280, 4, 15", "131, 281, 5, 0", "257, 284, 5, 30", "258, 285, 0, 0"
    })
    void lengths(int length, int symbol, int extraBits, int extra) {
        assertThat(Alphabet.lengthSymbol(length)).isEqualTo(symbol);
        assertThat(Alphabet.lengthExtraBits(length)).isEqualTo(extraBits);
        assertThat(Alphabet.lengthExtra(length)).isEqualTo(extra);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 0",
        "4, 3, 0, 0",
        "5, 4, 1, 0",
        "8, 5, 1, 1",
        "9, 6, 2, 0",
        "15, 7, 2, 2",
        "16, 7, 2, 3",
        "17, 8, 3, 0",
        "24577, 29, 13, 0",
        "32768, 29, 13, 8191"
    })
    void distances(int distance, int symbol, int extraBits, int extra) {
        assertThat(Alphabet.distanceSymbol(distance)).isEqualTo(symbol);
        assertThat(Alphabet.distanceExtraBits(distance)).isEqualTo(extraBits);
        assertThat(Alphabet.distanceExtra(distance)).isEqualTo(extra);
    }
}
