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
                        "bffe0a305dd90fc3f0d9855b880d899d438e75ae1e6528abfca08ea3c961e2ea",
                        "7b6ef94ab1fbfbccefceafa3c96a4f34666b835f1269393a6d675b739cbde203"),
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
                        "e8074f50d2a909c2b41af61590b7357fce5bcf2b54595e43a1d4270f8de8ced9",
                        "d2d6edaefae08db0c9c4872c66dcd0794de334df5b1295dc887d8addf66b31d1"),
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
                        "05d2033a4800baed3b15a6e3fbb25a7d1edbc2cf4154b4ee1cb7923a9721393c",
                        "e65c3311a5c65ef61067bf0847cbff90df2cd2d943fbb3f8f4050f9da81c84cd"));
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
