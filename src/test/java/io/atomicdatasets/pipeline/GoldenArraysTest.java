package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SHA-256 of the arrays of a few datasets, so that images cannot change by accident. Who changes them on purpose renews
 * these values in the same commit; from version 1.0.0 on, that raises algorithm_version.
 */
class GoldenArraysTest {
    @TempDir
    Path directory;

    static List<Arguments> datasets() {
        return List.of(
                Arguments.of(
                        Specs.of("num_images", 20_000),
                        "7c69ba18f546f27f04907b1aee9c3c208843bc12258a5cac02a4ac89f6bb2c97",
                        "97af50de8a00c0b15db1b37418b5e523b8d26981f53a41a6d034326dc6caba35"),
                Arguments.of(
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
                                "dominant_kind"),
                        "01c7077c1c837a1c3dc6b089122c501b881bec62279e1a95f1cd0aaf9796a793",
                        "53dda8dbcaf8bf4d78c317c20afa20de0ddcd538b968cf83b82a467ebdd7eb04"),
                Arguments.of(
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
                                "composition"),
                        "690b032934bac025ba2a9603aaaf02f6eb0aa184b9cb4635159029c0e5b50bb0",
                        "f833d91632a26c8b6b4c996bbfa6b54f4a919557ffdc7fb7cb842aa3d94c4f4e"));
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void arraysAreTheGoldenOnes(DatasetSpec spec, String images, String labels) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        assertThat(List.of(sha256(dataset, "images.npy"), sha256(dataset, "labels.npy")))
                .containsExactly(images, labels);
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
