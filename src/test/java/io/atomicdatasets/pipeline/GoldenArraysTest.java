package io.atomicdatasets.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SHA-256 of the arrays of a few datasets, so that images and bytes cannot change by accident. {@code golden.txt} has them by
 * version: whoever changes them on purpose raises the number and adds rows.
 */
class GoldenArraysTest {
    @TempDir
    Path directory;

    static List<Arguments> datasets() {
        return List.of(
                Arguments.of("default", Specs.of("num_images", 20_000)),
                Arguments.of(
                        "crowded",
                        Specs.of(
                                "num_images",
                                1_000,
                                "seed",
                                (1L << 53) - 1,
                                "grid_size",
                                29,
                                "palette",
                                "arc",
                                "min_objects",
                                6,
                                "max_objects",
                                8,
                                "min_gap",
                                2,
                                "label",
                                "dominant_kind")),
                Arguments.of(
                        "touching",
                        Specs.of(
                                "num_images",
                                1_000,
                                "seed",
                                0,
                                "grid_size",
                                8,
                                "palette",
                                "arc",
                                "min_gap",
                                0,
                                "mix",
                                Map.of("line", 1, "pattern", 2),
                                "label",
                                "composition")));
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void arraysAreTheGoldenOnes(String name, DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        assertThat(List.of(sha256(dataset, "images.npy"), sha256(dataset, "labels.npy")))
                .isEqualTo(golden("algorithm", Versions.CURRENT.algorithm(), name));
    }

    @Test
    void factorsAreTheGoldenOnes() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 20_000, "annotations", true, "factors", true);

        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        assertThat(List.of(
                        sha256(dataset, "shapes.npy"),
                        sha256(dataset, "orientations.npy"),
                        sha256(dataset, "difficulty.npy")))
                .isEqualTo(golden("algorithm", Versions.CURRENT.algorithm(), "factors"));
    }

    @ParameterizedTest
    @EnumSource
    void partnersAreTheGoldenOnes(Edit edit) throws Exception {
        DatasetSpec spec = Specs.of("num_images", 2_000, "split_by", "shapes", "pairs", edit.label());

        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        assertThat(List.of(sha256(dataset, "images_b.npy"), sha256(dataset, "edits.npy")))
                .isEqualTo(golden("algorithm", Versions.CURRENT.algorithm(), edit.label()));
    }

    /** On every Java: nothing in the files comes from the JDK's own zlib. */
    @Test
    void bytesAreTheGoldenOnes() throws Exception {
        DatasetFolder dataset =
                TestDatasets.make(directory, "mine", Specs.of("num_images", 20_000, "annotations", true));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("train.npz", "val.npz", "test.npz")) {
            digest.update(Files.readAllBytes(dataset.file(file)));
        }

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(annotatedFiles());
    }

    /** Of the three array files one after the other: 20,000 annotated images, everything else as it is by default. */
    static String annotatedFiles() throws IOException {
        return golden("encoder", Versions.CURRENT.encoder(), "annotated").get(0);
    }

    /** The values of a dataset under a version; exactly one row has them. */
    private static List<String> golden(String what, int version, String name) throws IOException {
        String row = what + " " + version + " " + name + " ";
        try (InputStream file = GoldenArraysTest.class.getResourceAsStream("/golden.txt")) {
            List<String> rows = new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(row))
                    .toList();
            assertThat(rows).as("rows that begin with " + row).hasSize(1);
            return List.of(rows.get(0).substring(row.length()).split(" ", -1));
        }
    }

    /** Of the three splits' arrays one after the other, heads included. */
    private static String sha256(DatasetFolder dataset, String member) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("train.npz", "val.npz", "test.npz")) {
            try (ZipFile zip = new ZipFile(dataset.file(file).toFile())) {
                digest.update(zip.getInputStream(zip.getEntry(member)).readAllBytes());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
