package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.catalog.DatasetFolder;
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
    @TempDir
    Path directory;

    static List<Arguments> datasets() {
        return List.of(
                Arguments.of(
                        Specs.of("num_images", 20_000),
                        "6ec772d7e9818acabd191ccc87920849690529f2e3207872141136664871555a",
                        "ce59fde0bc3020c222056d47321506a4a262567fcffa85f94da9a373fd0a89e3"),
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
                        "7b9a61a727da5b9283a706497f572b30b5958743ee175d65e05ac90c75617669",
                        "bd1efbd229689df008870db864b3d08172840e2c5b89cb99f4884117024d8639"),
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
                        "c5f0d4bf679a4fda81785a6669fc907cf65131c0c5533286ceacd95a2d2806bb",
                        "7782e91dbbd1ac92c53c79b34ba014ed086d08a965bc662f824a511856a4929b"));
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

        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("bd03cb4fdeb63084999c95f75d4fc7772d1f8bfcb3ba219e5d2d52e13f08fe20");
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
