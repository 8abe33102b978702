package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SHA-256 of the arrays of a few datasets, so that images cannot change by accident. Who changes them on purpose renews
 * these values in the same commit; that raises algorithm_version.
 */
class GoldenArraysTest {
    /** Of the three array files one after the other: 20,000 annotated images, everything else as it is by default. */
    static final String ANNOTATED_FILES = "89c9412775188c907a9140723540542e69e118a02d571f2df85001804d428c18";

    @TempDir
    Path directory;

    static List<Arguments> datasets() {
        return List.of(
                Arguments.of(
                        Specs.of("num_images", 20_000),
                        "e2c25b5e74959e83d1414a509593c16866866e58f2b10803dd2a38bb77a27ba1",
                        "6d34e3ec52d9e375eb7c092f0999968c9ea5ed9257f1365a5e50863b0c6c2849"),
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
                        "f96732cfe772373cb19625f3e1230874a515b065b146242bd48d0af22f8f60e0",
                        "662dd39ba325538d6a63898009255668b643b180b8e591cca46bca00ab664171"),
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
                        "6e1f83c47c71c38b15a05919e43bf4396a0f37fcd3a4b61e3331fc99bdb0eeed",
                        "69258e2d5a48e9488137edc293956a4262b697ca206d8e5036d680146ee31ee7"));
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void arraysAreTheGoldenOnes(DatasetSpec spec, String images, String labels) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        assertThat(List.of(sha256(dataset, "images.npy"), sha256(dataset, "labels.npy")))
                .containsExactly(images, labels);
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

        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(ANNOTATED_FILES);
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
