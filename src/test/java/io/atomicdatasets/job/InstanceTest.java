package io.atomicdatasets.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What processes that share a store are called. */
class InstanceTest {
    @Test
    void longHostNamesKeepWhatTellsThemApart() {
        String deployment = "atomic-datasets-of-the-vision-group-in-the-north-7d9c5b6f4d-";

        Instance one = Instance.at(deployment + "x2x7k", "8080");
        Instance other = Instance.at(deployment + "q9w4z", "8080");

        assertThat(one.name()).hasSize(50).endsWith("-7d9c5b6f4d-x2x7k:8080");
        assertThat(other).isNotEqualTo(one);
        assertThat(Instance.at("h\u00f6st", "80").name()).isEqualTo("h?st:80");
    }
}
