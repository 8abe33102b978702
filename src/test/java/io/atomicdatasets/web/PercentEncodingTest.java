package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a=b", "a=%20b", "a=%C3%a9", "%F0%9F%98%80", "a=%00", "a=%0a"})
    void bytesInHexadecimalThatAreUtf8AreSound(String query) {
        assertThat(PercentEncoding.isSound(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz", "a=%ff", "%c0%af", "%ed%a0%80", "%F0%9F%98", "%C3=%A9", "%-1", "a=1%"})
    void anythingElseIsNot(String query) {
        assertThat(PercentEncoding.isSound(query)).isFalse();
    }
}
