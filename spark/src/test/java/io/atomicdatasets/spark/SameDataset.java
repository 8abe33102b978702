package io.atomicdatasets.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.FileDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whether two directories hold the same dataset: in every byte, but for when it was made, and what tells of that. */
final class SameDataset {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** The files that tell when they were made, or hold the digest of one that does. */
    private static final Set<String> DATED =
            Set.of("metadata.json", "croissant.json", "validation_report.png", "SHA256SUMS");

    private SameDataset() {}

    static void requireEqual(Path expected, Path actual) throws IOException {
        assertThat(names(actual)).isEqualTo(names(expected));
        for (String name : names(expected)) {
            if (!DATED.contains(name)) {
                assertThat(Files.mismatch(expected.resolve(name), actual.resolve(name)))
                        .as(name)
                        .isEqualTo(-1);
            }
        }
        assertThat(undated(actual).equals(undated(expected)))
                .as("metadata.json")
                .isTrue();
        requireSums(actual);
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static JsonNode undated(Path directory) throws IOException {
        ObjectNode metadata = (ObjectNode) MAPPER.readTree(Files.readAllBytes(directory.resolve("metadata.json")));
        metadata.remove(List.of("id", "timestamp", "timing"));
        for (JsonNode file : metadata.get("files")) {
            if (DATED.contains(file.get("name").stringValue())) {
                ((ObjectNode) file).remove(List.of("bytes", "sha256"));
            }
        }
        return metadata;
    }

    private static void requireSums(Path directory) throws IOException {
        for (String line : Files.readAllLines(directory.resolve("SHA256SUMS"))) {
            String[] words = line.split("  ", 2);
            assertThat(FileDigest.of(directory.resolve(words[1])).sha256())
                    .as(words[1])
                    .isEqualTo(words[0]);
        }
    }
}
