package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
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
                        Division.DEFAULT,
                        FileOptions.DEFAULT));
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
                Arguments.of("value_mode", "any", "/value_mode"),
                Arguments.of("value_mode", 1, "/value_mode"),
                Arguments.of("values", List.of(), "/values"),
                Arguments.of("values", 64, "/values"),
                Arguments.of("values", "64", "/values"),
                Arguments.of("values", Map.of("64", 65), "/values"),
                Arguments.of("values", java.util.Collections.nCopies(256, 64), "/values"),
                Arguments.of("values", List.of(64, 63), "/values/1"),
                Arguments.of("values", List.of(0, 64), "/values/0"),
                Arguments.of("values", List.of(64, 256), "/values/1"),
                Arguments.of("values", List.of(64, 65, 64), "/values/2"),
                Arguments.of("values", List.of(64, "65"), "/values/1"),
                Arguments.of("values", List.of(64, new BigDecimal("64.5")), "/values/1"),
                Arguments.of("values", List.of(huge), "/values/0"),
                Arguments.of("values", List.of(List.of(64)), "/values/0"),
                Arguments.of("min_objects", 0, "/min_objects"),
                Arguments.of("max_objects", 9, "/max_objects"),
                Arguments.of("min_gap", 3, "/min_gap"),
                Arguments.of("annotations", "yes", "/annotations"),
                Arguments.of("annotations", 1, "/annotations"),
                Arguments.of("factors", "yes", "/factors"),
                Arguments.of("compression", "zip", "/compression"),
                Arguments.of("shard_size", 0, "/shard_size"),
                Arguments.of("shard_size", -16_384, "/shard_size"),
                Arguments.of("shard_size", 16_383, "/shard_size"),
                Arguments.of("shard_size", (1L << 32) + 1, "/shard_size"),
                Arguments.of("shard_size", huge, "/shard_size"),
                Arguments.of("shard_size", "1048576", "/shard_size"),
                Arguments.of("shard_size", new BigDecimal("20000.5"), "/shard_size"),
                Arguments.of("label", "objects", "/label"),
                Arguments.of("mix", Map.of("blob", 0, "line", 0), "/mix"),
                Arguments.of("mix", Map.of(), "/mix"),
                Arguments.of("mix", "blob", "/mix"),
                Arguments.of("mix", Map.of("blub", 1), "/mix/blub"),
                Arguments.of("mix", Map.of("blob", -1), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", 1_000_001), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("0.0000000001")), "/mix"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("1e-2147483647")), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("1e2147483647")), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", Double.NaN), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", Double.NEGATIVE_INFINITY), "/mix/blob"),
                Arguments.of("num_images", decimal("1e400"), "/num_images"),
                Arguments.of("num_images", decimal("1e-400"), "/num_images"),
                Arguments.of("num_images", decimal("1e2147483647"), "/num_images"),
                Arguments.of("num_images", decimal("1e-2147483647"), "/num_images"),
                Arguments.of("num_images", decimal("-1e2147483647"), "/num_images"),
                Arguments.of("num_images", Double.NaN, "/num_images"),
                Arguments.of("num_images", decimal("1.00000000000000000001"), "/num_images"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("1e-100000000")), "/mix/blob"),
                Arguments.of("mix", Map.of("blob", new BigDecimal("1e400")), "/mix/blob"),
                Arguments.of("splits", Map.of("train", decimal("0.7"), "val", decimal("0.2")), "/splits"),
                Arguments.of("splits", Map.of("train", decimal("0.999999998")), "/splits"),
                Arguments.of(
                        "splits", Map.of("train", decimal("0.5"), "val", decimal("0.5000000010000001")), "/splits"),
                Arguments.of("splits", Map.of("train", decimal("1e-10"), "val", 1), "/splits/train"),
                Arguments.of("splits", Map.of("train", decimal("0.5"), "val", "0.5"), "/splits/val"),
                Arguments.of("splits", Map.of("val", 1), "/splits/train"),
                Arguments.of("splits", Map.of("train", 2), "/splits/train"),
                Arguments.of("split_by", "objects", "/split_by"),
                Arguments.of("split_by", List.of("form"), "/split_by"),
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
                                "is unknown; the fields are annotations, compression, factors, grid_size, hold_out, label, max_objects, min_gap, min_objects, mix,"
                                        + " num_images, output_dir, pairs, palette, parquet, seed, shard_size, split_by, splits, value_mode, values"));
    }

    @Test
    void whatContradictsAnotherFieldIsNamedBesideWhatIsWrongByItself() {
        Map<String, Object> conditions = Map.of("value", 3, "row", 15, "kind", "rectangle");

        assertThat(violations(Specs.fields(
                        "num_images",
                        0,
                        "min_gap",
                        0,
                        "pairs",
                        "recolour",
                        "value_mode",
                        "same",
                        "hold_out",
                        Map.of(
                                "when",
                                List.of(Map.of("size", 1, "kind", "line", "row", 16), conditions),
                                "num_images",
                                -1))))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/num_images",
                        "/hold_out/num_images",
                        "/hold_out/when/0/size",
                        "/hold_out",
                        "/hold_out/when/0/row",
                        "/hold_out/when/1/value",
                        "/hold_out/when/1/row",
                        "/pairs",
                        "/pairs");
        assertThat(violations(Specs.fields(
                        "num_images",
                        10,
                        "seed",
                        -1,
                        "max_objects",
                        2,
                        "hold_out",
                        Map.of("protocol", "extrapolation", "when", List.of(Map.of("objects", 3)), "num_images", 5))))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder("/seed", "/hold_out", "/hold_out/protocol", "/hold_out/when/0/objects");
    }

    @Test
    void nothingIsSaidOfAFieldThatAnotherWouldHaveToBeRightFor() {
        for (String wrong : List.of("grid_size", "palette", "min_objects", "max_objects", "mix", "split_by")) {
            Map<String, Object> fields = Specs.fields(
                    "num_images",
                    1_000,
                    "max_objects",
                    8,
                    "values",
                    List.of(64, 65, 66, 67, 68, 69, 70, 71),
                    "value_mode",
                    "distinct",
                    "split_by",
                    "shapes",
                    "pairs",
                    "turn",
                    "grid_size",
                    8,
                    "hold_out",
                    Map.of(
                            "when",
                            List.of(Map.of("objects", 8, "row", 4), Map.of("value", 64, "kind", "line", "column", 7)),
                            "num_images",
                            1_000));
            fields.put(wrong, "wrong");

            assertThat(violations(fields)).extracting(Violation::pointer).containsExactly("/" + wrong);
        }
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
    void theSizeOfShardsIsRoundedUpToWholeChunks() {
        assertThat(Specs.of("num_images", 5).fileOptions().shardSize()).isEmpty();
        assertThat(Specs.of("num_images", 5, "shard_size", 16_384).fileOptions().shardSize())
                .contains(new ShardSize(16_384));
        assertThat(Specs.of("num_images", 5, "shard_size", 16_385).fileOptions().shardSize())
                .contains(new ShardSize(32_768));
        assertThat(Specs.of("num_images", 5, "shard_size", 1L << 32)
                        .fileOptions()
                        .shardSize())
                .contains(new ShardSize(1L << 32));
    }

    @Test
    void tablesAreToldOfOnlyWhereTheyAreWanted() {
        assertThat(Specs.of("num_images", 5, "parquet", true).toFields()).containsEntry("parquet", true);
        assertThat(Specs.of("num_images", 5, "parquet", false).toFields())
                .isEqualTo(Specs.of("num_images", 5).toFields())
                .doesNotContainKey("parquet");
    }

    @Test
    void rulesOfValuesAreToldOfOnlyWhereThereAreSome() {
        assertThat(Specs.of("num_images", 5, "value_mode", "same", "values", List.of(80, 64))
                        .toFields())
                .containsEntry("value_mode", "same")
                .containsEntry("values", List.of(64, 80));
        assertThat(Specs.of("num_images", 5, "value_mode", "independent")).isEqualTo(Specs.of("num_images", 5));
        assertThat(Specs.of("num_images", 5).toFields()).doesNotContainKeys("value_mode", "values");
        assertThat(Specs.of("num_images", 5, "palette", "arc", "values", List.of(9, 8, 7, 6, 5, 4, 3, 2, 1)))
                .as("all values there are")
                .isEqualTo(Specs.of("num_images", 5, "palette", "arc"));
    }

    @Test
    void splitsByShapesNeedObjectsThatStandApart() {
        assertThat(violations(Specs.fields("num_images", 5, "split_by", "shapes", "min_gap", 0)))
                .containsExactly(new Violation(
                        "/split_by", "shapes needs min_gap of at least 1, so that objects can be told apart"));
        assertThat(Specs.of("num_images", 5, "split_by", "shapes").toFields()).containsEntry("split_by", "shapes");
        assertThat(Specs.of("num_images", 5, "split_by", "form").toFields()).doesNotContainKey("split_by");
    }

    @Test
    void objectsOfDifferentValuesNeedAsManyValues() {
        assertThat(violations(Specs.fields("num_images", 5, "value_mode", "distinct", "values", List.of(64, 65, 66))))
                .containsExactly(new Violation(
                        "/values", "must be at least 4 different ones, as value_mode is distinct and max_objects 4"));
        assertThat(Specs.of("num_images", 5, "max_objects", 8, "palette", "arc", "value_mode", "distinct")
                        .recipe()
                        .objectValues()
                        .possible())
                .hasSize(9);
    }

    @Test
    void aValueOfAnotherPaletteIsToldWhatThereIs() {
        assertThat(violations(Specs.fields("num_images", 5, "palette", "arc", "values", List.of(1, 10))))
                .containsExactly(new Violation("/values/1", "must be a value of palette arc, 1 to 9"));
        assertThat(violations(Specs.fields("num_images", 5, "palette", "rgb", "values", List.of(1, 200))))
                .extracting(Violation::pointer)
                .containsExactly("/palette");
    }

    @Test
    void aParquetFileIsOfNoMoreThan2To30Candidates() throws InvalidSpecException {
        long most = 1L << 30;

        DatasetSpec.read(Specs.fields("num_images", most, "parquet", true), Limits.NONE);
        DatasetSpec.read(Specs.fields("num_images", 2 * most, "parquet", true, "shard_size", most), Limits.NONE);
        for (Map<String, Object> fields : List.of(
                Specs.fields("num_images", most + 1, "parquet", true),
                Specs.fields("num_images", 2 * most, "parquet", true, "shard_size", most + 1))) {
            InvalidSpecException refused =
                    catchThrowableOfType(InvalidSpecException.class, () -> DatasetSpec.read(fields, Limits.NONE));
            assertThat(refused.violations()).singleElement().satisfies(violation -> {
                assertThat(violation.pointer()).isEqualTo("/parquet");
                assertThat(violation.detail()).endsWith("give a shard_size of at most 1073741824");
            });
        }
    }

    @Test
    void noMoreThan50000ShardsAreMade() {
        long most = 50_000L * 16_384;

        assertThat(Specs.of("num_images", most, "shard_size", 16_384).numImages())
                .isEqualTo(most);
        assertThat(violations(Specs.fields("num_images", most + 1, "shard_size", 16_384)))
                .containsExactly(new Violation(
                        "/shard_size",
                        "would make 50001 shards of 819200001 images, and 50000 are the most: at least 16385"));
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
    void theCellsOfPartnersCountToo() {
        String limit =
                " is above this installation's limit of 256000000000 cells, so at most 500000000 images are possible";

        assertThat(violations(Specs.fields("num_images", 500_000_001, "pairs", "recolour")))
                .containsExactly(new Violation("/num_images", "times 512 cells per image and its partner" + limit));
        assertThat(violations(Specs.fields(
                        "num_images",
                        500_000_000,
                        "pairs",
                        "recolour",
                        "hold_out",
                        Map.of("protocol", "interpolation", "num_images", 1))))
                .containsExactly(new Violation(
                        "/hold_out/num_images",
                        "together with the images that are not held out, times 512 cells per image and its partner,"
                                + limit + " in all"));
        assertThat(Specs.of("num_images", 500_000_000, "pairs", "recolour").allImages())
                .isEqualTo(500_000_000);
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

    @Test
    void anIntegerIsWhatJsonMeansByIt() {
        for (Object number : List.of(
                100_000,
                100_000L,
                new BigInteger("100000"),
                decimal("1e5"),
                decimal("1E+5"),
                decimal("100000.0"),
                1e5)) {
            assertThat(Specs.of("num_images", number).numImages())
                    .as("%s", number)
                    .isEqualTo(100_000);
        }
        assertThat(Specs.of("num_images", 1, "seed", decimal("0e2147483647")).seed())
                .isZero();
        assertThat(Specs.of("num_images", 1, "grid_size", decimal("0.24e2"))
                        .recipe()
                        .gridSize())
                .isEqualTo(24);
    }

    @Test
    void decimalsAreRoundedToNinePlaces() {
        Mix mix = Specs.of(
                        "num_images",
                        1,
                        "mix",
                        Map.of(
                                "blob", decimal("0.0000000015"),
                                "line", decimal("0.0000000025"),
                                "pattern", decimal("-5.551115123125783E-17"),
                                "rectangle", 0.1 + 0.2))
                .recipe()
                .mix();

        assertThat(mix).isEqualTo(new Mix(2, 300_000_000, 2, 0));
    }

    @Test
    void sharesThatMissOneByLessThanABillionthAreMadeExact() {
        assertThat(splits(decimal("0.7"), decimal("0.15"), decimal("0.15000000000000002")))
                .isEqualTo(Splits.of(700_000_000, 150_000_000, 150_000_000));
        assertThat(splits(1 / 3.0, 1 / 3.0, 1 / 3.0)).isEqualTo(Splits.of(333_333_334, 333_333_333, 333_333_333));
        assertThat(splits(decimal("0.333333333"), decimal("0.333333333"), decimal("0.333333333")))
                .isEqualTo(Splits.of(333_333_334, 333_333_333, 333_333_333));
        assertThat(splits(decimal("0.8"), decimal("0.1"), 1 - 0.8 - 0.1))
                .isEqualTo(Splits.of(800_000_000, 100_000_000, 100_000_000));
        assertThat(splits(1, decimal("-5.5e-17"), 0)).isEqualTo(Splits.of(1_000_000_000, 0, 0));
    }

    @Property
    void anyRandomValuesMakeARequestOrAListOfWrongFields(
            @ForAll("values") Object numImages, @ForAll("requests") Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("num_images", numImages);
        try {
            DatasetSpec spec = DatasetSpec.read(all, Limits.DEFAULT);
            assertThat(DatasetSpec.read(spec.toFields(), Limits.DEFAULT)).isEqualTo(spec);
        } catch (InvalidSpecException e) {
            assertThat(e.violations())
                    .isNotEmpty()
                    .allMatch(each -> each.pointer().startsWith("/"));
        }
    }

    @Property
    void whateverFieldsAreWrongAllAreNamed(@ForAll Set<RequestField> wrong) {
        Map<String, Object> fields = new HashMap<>(Map.of("num_images", 5));
        wrong.forEach(field -> fields.put(field.label(), List.of("wrong")));

        assertThat(wrong.isEmpty() ? List.<Violation>of() : violations(fields))
                .extracting(Violation::pointer)
                .containsExactlyElementsOf(wrong.stream()
                        .sorted()
                        .map(field -> "/" + field.label() + (field == RequestField.VALUES ? "/0" : ""))
                        .toList());
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(List.of(
                leaves(),
                leaves().list().ofMaxSize(3).map(list -> list),
                Arbitraries.maps(names("blob", "line", "train", "val", "test"), leaves())
                        .ofMaxSize(3)
                        .map(map -> map)));
    }

    @Provide
    Arbitrary<Map<String, Object>> requests() {
        String[] known =
                Arrays.stream(RequestField.values()).map(RequestField::label).toArray(String[]::new);
        return Arbitraries.maps(names(known), values()).ofMaxSize(8);
    }

    private static Arbitrary<String> names(String... known) {
        return Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.of(known)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(4)));
    }

    private static Arbitrary<Object> leaves() {
        return Arbitraries.oneOf(List.of(
                Arbitraries.integers().between(-2, 40).map(number -> number),
                Arbitraries.longs().map(number -> number),
                Arbitraries.doubles().map(number -> number),
                Arbitraries.bigIntegers().map(number -> number),
                Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers())
                        .as(BigDecimal::new),
                Arbitraries.of(
                        0.5, true, false, Double.NaN, "gray", "arc", "composition", "stored", "datasets/x", "5", "")));
    }

    @Test
    void factorsNeedAnnotations() {
        assertThat(violations(Specs.fields("num_images", 5, "factors", true)))
                .containsExactly(
                        new Violation(
                                "/factors",
                                "needs annotations too, as it tells more of the objects in masks: ask for both or for neither"));
        assertThat(violations(Specs.fields("num_images", 5, "factors", true, "annotations", false)))
                .extracting(Violation::pointer)
                .containsExactly("/factors");
        assertThat(violations(Specs.fields("num_images", 5, "factors", true, "annotations", "yes")))
                .extracting(Violation::pointer)
                .containsExactly("/annotations");
        DatasetSpec both = Specs.of("num_images", 5, "factors", true, "annotations", true);
        assertThat(both.fileOptions().factors()).isTrue();
        assertThat(both.toFields()).containsEntry("factors", true);
        assertThat(Specs.of("num_images", 5, "factors", false).toFields()).doesNotContainKey("factors");
    }

    private static Splits splits(Object train, Object val, Object test) {
        return Specs.of("num_images", 1, "splits", Map.of("train", train, "val", val, "test", test))
                .splits();
    }

    private static List<Violation> violations(Map<String, Object> fields) {
        return catchThrowableOfType(InvalidSpecException.class, () -> DatasetSpec.read(fields, Limits.DEFAULT))
                .violations();
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
