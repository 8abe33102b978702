package io.atomicdatasets.describe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code CITATION.cff} tells how the program is cited. */
class CitationFileTest {
    @Test
    void itNamesThisProgramAndTheVersionThatTheBuildMakes() throws IOException {
        assertThat(Files.readAllLines(Path.of("CITATION.cff")))
                .contains(
                        "cff-version: 1.2.0",
                        "title: " + Program.NAME,
                        "  - name: The atomic-datasets authors",
                        "version: " + Program.VERSION.replace("-SNAPSHOT", ""),
                        "license: Apache-2.0");
        assertThat(Files.readString(Path.of("LICENSE"))).contains("Apache License", "Version 2.0, January 2004");
    }
}
