package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpecReaderTest {
    @Test
    void onlyTheNumberOfImagesIsRequired() {
        DatasetSpec spec = Specs.of("num_images", 100_000);

        assertThat(spec)
                .isEqualTo(new DatasetSpec(
                        100_000,
                        42,
                        Optional.empty(),
                        Recipe.DEFAULT,
                        LabelScheme.OBJECT_COUNT,
                        Splits.DEFAULT,
                        Layout.DEFAULT));
        assertThat(Recipe.DEFAULT)
                .isEqualTo(new Recipe(
                        16, Palette.GRAY, 1, 4, new Mix(400_000_000, 200_000_000, 200_000_000, 200_000_000), 1));
    }

    static List<Arguments> wrongFields() {
        Object huge = new BigInteger("1" + "0".repeat(30));
        return List.of(
                Arguments.of("num_images", 0, "/num_images"),
                Arguments.of("num_images", -1, "/num_images"),
                Arguments.of("num_images", new BigDecimal("1.9"), "/num_images"),
                Arguments.of("num_images", "5", "/num_images"),
                Arguments.of("num_images", huge, "/num_images"),
                Arguments.of("num_images", 1_000_000_001L, "/num_images"),
                Arguments.of("num_images", true, "/num_images"),
                Arguments.of("num_images", List.of(), "/num_images"),
                Arguments.of("seed", -1, "/seed"),
                Arguments.of("seed", 1L << 53, "/seed"),
                Arguments.of("seed", huge, "/seed"),
                Arguments.of("output_dir", "../x", "/output_dir"),
                Arguments.of("output_dir", "/etc", "/output_dir"),
                Arguments.of("output_dir", "datasets/../x", "/output_dir"),
                Arguments.of("output_dir", "CON", "/output_dir"),
                Arguments.of("output_dir", "com1.npz", "/output_dir"),
                Arguments.of("output_dir", "a.", "/output_dir"),
                Arguments.of("output_dir", ".hidden", "/output_dir"),
                Arguments.of("output_dir", "a\nb", "/output_dir"),
                Arguments.of("output_dir", "a".repeat(129), "/output_dir"),
                Arguments.of("output_dir", 7, "/output_dir"),
                Arguments.of("grid_size", 7, "/grid_size"),
                Arguments.of("grid_size", 33, "/grid_size"),
                Arguments.of("palette", "Gray", "/palette"),
                Arguments.of("palette", 0, "/palette"),
                Arguments.of("min_objects", 0, "/min_objects"),
                Arguments.of("max_objects", 9, "/max_objects"),
                Arguments.of("min_gap", 3, "/min_gap"),
                Arguments.of("annotations", "yes", "/annotations"),
                Arguments.of("annotations", 1, "/annotations"),
                Arguments.of("compression", "zip", "/compression"),
                Arguments.of("label", "objects", "/label"),
                Arguments.of("mix", Map.of("blob", 0, "line", 0), "/mix"),
                Arguments.of("mix", Map.of(), "/mix"),
                Arguments.of("mix", "blob", "/mix"),
                Arguments.of("mix", Map.of("blub", 1), "/mix/blub"),
                Arguments.of("mix", Map.of("blob", -1), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", 1_000_001), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("0.0000000001")), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("1e-100000000")), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("1e400")), "/mix/blob"),
                Arguments.of("splits", Map.of("train", decimal("0.7"), "val", decimal("0.2")), "/splits"),
                Arguments.of("splits", Map.of("train", decimal("0.999999999")), "/splits"),
                Arguments.of("splits", Map.of("val", 1), "/splits/train"),
                Arguments.of("splits", Map.of("train", 2), "/splits/train"),
                Arguments.of("colour", "red", "/colour"),
                Arguments.of("a/b~c", 1, "/a~1b~0c"));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void aWrongFieldIsNamed(String field, Object value, String pointer) {
        Map<String, Object> fields = new HashMap<>(Map.of("num_images", 5));
        fields.put(field, value);

        assertThat(violations(fields)).extracting(Violation::pointer).containsExactly(pointer);
    }

    @Test
    void nullIsNoValue() {
        Map<String, Object> fields = new HashMap<>(Map.of("num_images", 5));
        fields.put("seed", null);
        fields.put("mix", null);
        fields.put("output_dir", null);

        assertThat(violations(fields))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/seed", "/mix", "/output_dir");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        List<Violation> violations = violations(Specs.fields("seed", -1, "grid_size", 7, "colour", "red"));

        assertThat(violations)
                .containsExactlyInAnyOrder(
                        new Violation("/num_images", "is required"),
                        new Violation("/seed", "must be between 0 and 9007199254740991"),
                        new Violation("/grid_size", "must be between 8 and 32"),
                        new Violation(
                                "/colour",
                                "is unknown; known are annotations, compression, grid_size, label, max_objects, min_gap, min_objects, mix,"
                                        + " num_images, output_dir, palette, seed, splits"));
    }

    @Test
    void theBoundOfObjectsThatIsNotGivenGivesWay() {
        assertThat(Specs.of("num_images", 1, "min_objects", 6).recipe().maxObjects())
                .isEqualTo(6);
        assertThat(Specs.of("num_images", 1, "min_objects", 2).recipe().maxObjects())
                .isEqualTo(4);
        assertThat(Specs.of("num_images", 1, "max_objects", 7).recipe().minObjects())
                .isEqualTo(1);
        assertThat(violations(Specs.fields("num_images", 1, "min_objects", 5, "max_objects", 4)))
                .containsExactly(new Violation("/min_objects", "must not be above max_objects"));
    }

    @Test
    void compositionsFitAByte() {
        assertThat(violations(Specs.fields("num_images", 1, "label", "composition", "max_objects", 7)))
                .extracting(Violation::pointer)
                .containsExactly("/label");
    }

    @Test
    void cellsAreLimitedToo() {
        assertThat(violations(Specs.fields("num_images", 1_000_000_000, "grid_size", 32)))
                .containsExactly(new Violation(
                        "/num_images",
                        "times 1024 cells per image is above this installation's limit of 256000000000 cells, so at most"
                                + " 250000000 images are possible"));
    }

    @Test
    void aLeadingDatasetsIsDroppedFromTheName() {
        assertThat(Specs.of("num_images", 1, "output_dir", "datasets/mine").outputDir())
                .contains(new DatasetName("mine"));
    }

    @Test
    void aKindLeftOutHasWeightZero() {
        assertThat(Specs.of("num_images", 1, "mix", Map.of("blob", 3, "line", decimal("0.5")))
                        .recipe()
                        .mix())
                .isEqualTo(new Mix(3_000_000_000L, 0, 500_000_000, 0));
    }

    private static List<Violation> violations(Map<String, Object> fields) {
        return catchThrowableOfType(InvalidSpecException.class, () -> DatasetSpec.read(fields, Limits.DEFAULT))
                .violations();
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
