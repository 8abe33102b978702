package io.atomicdatasets.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseTest {
    @ParameterizedTest
    @CsvSource({
        "CC0-1.0, CC0-1.0, https://spdx.org/licenses/CC0-1.0",
        "cc-by-4.0, CC-BY-4.0, https://spdx.org/licenses/CC-BY-4.0",
        "' mit ', MIT, https://spdx.org/licenses/MIT",
        "https://example.org/terms?v=2, https://example.org/terms?v=2, https://example.org/terms?v=2"
    })
    void anIdentifierInAnyCaseOrAUrlIsALicence(String text, String value, String url) {
        assertThat(License.of(text).value()).isEqualTo(value);
        assertThat(License.of(text).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "CC0",
                "CC-BY",
                "GPL-2.0",
                "LicenseRef-mine",
                "MIT OR Apache-2.0",
                "example.org/terms",
                "ftp://example.org/terms",
                "https://",
                "https:///terms",
                "https://example.org/a b",
                "https://example.org/'",
                "https://example.org/x\nlicense: mit",
                "javascript:alert(1)"
            })
    void anythingElseIsRefusedWithWhatIsAllowed(String text) {
        assertThatThrownBy(() -> License.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "is not an SPDX identifier such as CC0-1.0 or CC-BY-4.0, or the URL of your terms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two\nlines", "a\u2028b", "\u0000"})
    void aCreatorIsANameInOneLine(String creator) {
        assertThatThrownBy(() -> new Rights(License.CC0, creator)).isInstanceOf(IllegalArgumentException.class);
    }
}
