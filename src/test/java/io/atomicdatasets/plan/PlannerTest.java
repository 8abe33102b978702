package io.atomicdatasets.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Violation;
import io.atomicdatasets.timing.PastRuns;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {
    private final Planner planner = new Planner(2, 4L << 30, PastRuns.none());

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.00 KB",
        "25600000, 24.41 MB",
        "1048575, 1024.00 KB",
        "256000000000, 238.42 GB",
    })
    void bytesReadAsTheOriginalFormatsThem(long bytes, String readable) throws Exception {
        assertThat(ReadableBytes.of(bytes)).isEqualTo(readable);
    }

    @Test
    void theMemoryOfAPlanIsThatOfTheArrays() throws Exception {
        Estimate estimate = planner.plan(Specs.of("num_images", 100_000)).estimate();

        assertThat(estimate.bytes()).isEqualTo(25_600_000);
        assertThat(estimate.bytesPerImage()).isEqualTo(256);
        assertThat(estimate.readable()).isEqualTo("24.41 MB");
        assertThat(estimate.seconds()).isPositive();
    }

    @Test
    void theLabelsToExpectAreThoseOfTheFirstImages() throws Exception {
        assertThat(planner.plan(Specs.of("num_images", 10)).labels())
                .hasSize(4)
                .allSatisfy(label -> assertThat(label.share()).isBetween(0.2, 0.3))
                .extracting(Plan.ExpectedLabel::name)
                .containsExactly("1 object", "2 objects", "3 objects", "4 objects");
    }

    @Test
    void aRoomyRecipeGivesNoWarning() throws Exception {
        assertThat(planner.plan(Specs.of("num_images", 100_000, "value_mode", "same"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void aCrowdedRecipeGivesAWarning() throws Exception {
        Plan plan = planner.plan(Specs.of("num_images", 100_000, "grid_size", 8, "min_objects", 8, "min_gap", 2));

        assertThat(plan.warnings()).first().asString().startsWith("The recipe is crowded: ");
    }

    @Test
    void labelsOfWhichASplitWillHoldFewImagesGiveAWarning() throws Exception {
        assertThat(planner.plan(Specs.of("num_images", 5_000, "label", "composition"))
                        .warnings())
                .singleElement()
                .asString()
                .matches("[1-9][0-9] of 6[0-9] labels are expected in fewer than 10 images of test\\.");
        assertThat(planner.plan(Specs.of("num_images", 100_000_000, "label", "composition"))
                        .warnings())
                .isEmpty();
    }

    @Test
    void howWellSimpleNumbersGuessTheLabelIsMeasuredAndAnOpenShortcutGivesAWarning() throws Exception {
        Plan gray = planner.plan(Specs.of("num_images", 100_000));
        Shortcuts arc = planner.plan(Specs.of("num_images", 100_000, "palette", "arc"))
                .shortcuts()
                .orElseThrow();

        assertThat(gray.shortcuts().orElseThrow().distinctValues()).isBetween(0.97, 0.999);
        assertThat(gray.shortcuts().orElseThrow().chance()).isBetween(0.22, 0.28);
        assertThat(arc.distinctValues()).isBetween(0.72, 0.80);
        assertThat(arc.occupiedCells()).isBetween(0.57, 0.67);
        assertThat(gray.warnings())
                .singleElement()
                .asString()
                .matches(
                        "A shortcut is open: .* rightly for 9[789]\\.[0-9] % of a sample of images\\..*value_mode of same.*");
    }

    @Test
    void valuesThatAreTheSameTellNothingAndDifferentOnesAll() throws Exception {
        Plan same = planner.plan(Specs.of("num_images", 100_000, "value_mode", "same"));
        Plan distinct = planner.plan(Specs.of("num_images", 100_000, "value_mode", "distinct", "max_objects", 6));

        assertThat(same.shortcuts().orElseThrow().distinctValues())
                .isEqualTo(same.shortcuts().orElseThrow().chance());
        assertThat(distinct.shortcuts().orElseThrow().distinctValues()).isEqualTo(1);
        assertThat(distinct.warnings()).singleElement().asString().contains("rightly for 100.0 %");
    }

    @Test
    void whoDoesNotCountObjectsIsNotWarnedOfWhatCountsThem() throws Exception {
        assertThat(planner.plan(Specs.of("num_images", 100_000, "label", "dominant_kind"))
                        .warnings())
                .isEmpty();
        assertThat(planner.plan(Specs.of("num_images", 100_000, "min_objects", 4))
                        .warnings())
                .as("there is nothing to guess")
                .isEmpty();
    }

    private static Map<String, Object> holdOut(long images, Object... conditions) {
        return Map.of("when", List.of(conditions), "num_images", images);
    }

    private List<Violation> refused(Object... fields) {
        return catchThrowableOfType(InvalidSpecException.class, () -> planner.plan(Specs.of(fields)))
                .violations();
    }

    @Test
    void imagesThatAreHeldOutAreInTheEstimateAndTheirLabelsAreTold() throws Exception {
        Plan plain = planner.plan(Specs.of("num_images", 100_000));
        Plan plan = planner.plan(Specs.of(
                "num_images", 100_000, "hold_out", Map.of("protocol", "extrapolation", "num_images", 100_000)));

        assertThat(plan.estimate().bytes()).isEqualTo(2 * plain.estimate().bytes());
        assertThat((double) plan.estimate().diskBytes() / plain.estimate().diskBytes())
                .isBetween(1.7, 2.3);
        assertThat(plan.labels())
                .allSatisfy(label -> assertThat(label.splits().getOrDefault(label.label() > 2 ? "train" : "ood", -1.0))
                        .isZero());
        assertThat(plan.warnings()).noneMatch(warning -> warning.contains("fewer than"));
    }

    @Test
    void aConditionThatHoldsForNoImageOrForEachIsRefused() {
        assertThat(refused(
                        "num_images",
                        1_000,
                        "min_objects",
                        3,
                        "hold_out",
                        holdOut(10, Map.of("row", 3), Map.of("objects", 1))))
                .containsExactly(
                        new Violation(
                                "/hold_out/when/1",
                                "objects 1 holds for none of 1,048,576 images of this recipe; it must hold for some and not for others"));
        assertThat(refused(
                        "num_images",
                        1_000,
                        "min_objects",
                        3,
                        "hold_out",
                        holdOut(10, Map.of("objects", List.of(2, 4), "size", List.of(2, 15)))))
                .containsExactly(
                        new Violation(
                                "/hold_out/when/0",
                                "objects 2 to 4, size 2 to 15 holds for each of 1,048,576 images of this recipe; it must hold for some and not for others"));
        assertThat(refused(
                        "num_images",
                        1_000,
                        "hold_out",
                        holdOut(10, Map.of("size", List.of(2, 5)), Map.of("size", List.of(6, 15)))))
                .containsExactly(new Violation(
                        "/hold_out",
                        "holds out each of 1,048,576 images of this recipe, so nothing would be left to train on"));
    }

    @Test
    void aProtocolIsRefusedWhereTheRequestHasIt() {
        DatasetSpec crowded = Specs.of(
                "num_images",
                1_000,
                "grid_size",
                8,
                "min_gap",
                2,
                "max_objects",
                8,
                "hold_out",
                Map.of("protocol", "extrapolation", "num_images", 100));
        ConditionCensus census =
                new ConditionCensus(crowded.division().holdOut().orElseThrow(), false);
        new Candidates(crowded).walk(0, 500, (split, label, image) -> {
            census.add(image);
            return true;
        });

        assertThat(census.violations())
                .containsExactly(new Violation(
                        "/hold_out/protocol",
                        "extrapolation stands for objects 7 to 8, which holds for none of 500 images of this recipe; it must hold for"
                                + " some and not for others"));
    }

    @Test
    void whatIsTooRareToFillOodAndWhatLeavesTooLittleForTheOthersAreRefused() {
        assertThat(refused(
                        "num_images",
                        1_000,
                        "hold_out",
                        holdOut(50_000, Map.of("objects", 4, "size", 15, "row", 0, "value", 64))))
                .singleElement()
                .satisfies(violation -> {
                    assertThat(violation.pointer()).isEqualTo("/hold_out/num_images");
                    assertThat(violation.detail()).startsWith("cannot be filled: of 1048576 images ");
                });
        assertThat(refused(
                        "num_images",
                        10_000_000,
                        "min_objects",
                        4,
                        "hold_out",
                        holdOut(10, Map.of("size", List.of(5, 15)))))
                .isNotEmpty()
                .allSatisfy(violation -> {
                    assertThat(violation.pointer()).isEqualTo("/hold_out");
                    assertThat(violation.detail()).startsWith("leaves too little for ");
                });
    }

    @Test
    void labelsCountAsOftenAsTheirSplitsAreAskedForAndNothingIsGuessedOfWhatIsHeldOut() throws Exception {
        Plan plan = planner.plan(
                Specs.of("num_images", 100_000, "hold_out", Map.of("protocol", "extrapolation", "num_images", 1_000)));

        assertThat(plan.labels())
                .allSatisfy(label ->
                        assertThat(label.share()).isCloseTo(label.label() < 3 ? 100.0 / 202 : 1.0 / 202, within(0.01)));
        assertThat(plan.shortcuts().orElseThrow().chance()).isBetween(0.45, 0.55);
    }

    @Test
    void ofASplitThatFewImagesBelongToNoSharesAreTold() throws Exception {
        Plan plan = planner.plan(
                Specs.of("num_images", 100_000, "hold_out", holdOut(10, Map.of("kind", "line", "value", 64))));

        assertThat(plan.labels())
                .isNotEmpty()
                .allSatisfy(label -> assertThat(label.splits()).containsOnlyKeys("train", "val", "test"));
    }

    @Test
    void whereFormsAreFewADriftOfLabelsGivesAWarningToo() throws Exception {
        Plan plan = planner.plan(Specs.of(
                "num_images",
                100_000,
                "grid_size",
                8,
                "max_objects",
                1,
                "mix",
                Map.of("line", 1, "rectangle", 1),
                "label",
                "dominant_kind"));

        assertThat(plan.labels())
                .allSatisfy(label -> assertThat(label.splits()).containsOnlyKeys("train", "val", "test"));
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("as some forms are frequent: "));
    }

    @Test
    void pairsOfWhichJustOneIsEverHeldOutAreRefusedAndTheReasonIsTold() {
        List<Violation> values = refused(
                "num_images",
                1_000,
                "palette",
                "arc",
                "values",
                List.of(1, 2),
                "max_objects",
                1,
                "pairs",
                "recolour",
                "hold_out",
                holdOut(100, Map.of("value", 1)));
        List<Violation> objects = refused(
                "num_images",
                1_000,
                "max_objects",
                2,
                "split_by",
                "shapes",
                "pairs",
                "remove",
                "hold_out",
                holdOut(100, Map.of("objects", 2)));

        assertThat(values).singleElement().satisfies(violation -> {
            assertThat(violation.pointer()).isEqualTo("/pairs");
            assertThat(violation.detail())
                    .startsWith(
                            "leaves no image: of 1,048,576 candidates none has a partner that is in its split, as recolour "
                                    + "changes what hold_out names");
        });
        assertThat(objects)
                .extracting(Violation::pointer, violation -> violation.detail().contains("as remove changes"))
                .containsExactly(tuple("/pairs", true));
    }

    @Test
    void noAdviceContradictsTheEdit() {
        assertThat(refused(
                        "num_images",
                        1_000,
                        "max_objects",
                        1,
                        "mix",
                        Map.of("line", 1),
                        "split_by",
                        "shapes",
                        "pairs",
                        "move",
                        "splits",
                        Map.of("train", new BigDecimal("0.999"), "val", new BigDecimal("0.001"))))
                .singleElement()
                .satisfies(violation -> assertThat(violation.detail())
                        .contains("allow more objects or kinds")
                        .doesNotContain("split_by form"));
    }

    @Test
    void aSplitThatMayRemainUnfilledGivesAWarning() throws Exception {
        Plan plan = planner.plan(Specs.of(
                "num_images",
                100_000_000,
                "hold_out",
                holdOut(100_000, Map.of("kind", "line", "size", 8, "row", 0, "value", 64))));

        assertThat(plan.warnings())
                .anyMatch(
                        warning -> warning.matches(
                                "ood may remain unfilled, and then the run fails: of its 100,000 images about [0-9,]+ are expected .*"))
                .anyMatch(warning -> warning.matches("About 16 candidates .*: what is held out is rare\\."));
    }

    @Test
    void whereAnObjectIsRemovedThePlanTellsWhichImagesAreInNoSplit() throws Exception {
        assertThat(planner.plan(Specs.of(
                                "num_images", 1_000, "max_objects", 3, "split_by", "shapes", "pairs", "remove"))
                        .warnings())
                .anyMatch(warning -> warning.startsWith("Images of one object are in no split"));
        assertThat(planner.plan(Specs.of(
                                "num_images", 1_000, "min_objects", 2, "split_by", "shapes", "pairs", "remove"))
                        .warnings())
                .noneMatch(warning -> warning.startsWith("Images of one object are in no split"));
    }

    @Test
    void theDiskIsPlannedForAsManyShardsAsTheCandidatesMake() throws Exception {
        Object rare = holdOut(5_000, Map.of("kind", "line", "size", 4, "row", List.of(0, 1)));
        Object frequent = holdOut(5_000, Map.of("kind", "line"));

        long few = planner.plan(Specs.of("num_images", 30_000, "shard_size", 16_384, "hold_out", frequent))
                .estimate()
                .diskBytes();
        long many = planner.plan(Specs.of("num_images", 30_000, "shard_size", 16_384, "hold_out", rare))
                .estimate()
                .diskBytes();

        assertThat(many - few).isGreaterThan(10L * 4 * 16_384);
    }

    @Test
    void whereShapesDecideSharesOfLabelsAreToldBySplitAndADriftGivesAWarning() throws Exception {
        Plan plan = planner.plan(Specs.of("num_images", 100_000, "split_by", "shapes", "value_mode", "same"));
        Plan many = planner.plan(Specs.of(
                "num_images", 100_000, "split_by", "shapes", "value_mode", "same", "min_objects", 3, "grid_size", 20));

        assertThat(plan.labels())
                .allSatisfy(label -> assertThat(label.splits()).containsOnlyKeys("train", "val", "test"));
        for (String split : List.of("train", "val", "test")) {
            assertThat(plan.labels().stream()
                            .mapToDouble(label -> label.splits().getOrDefault(split, 0.0))
                            .sum())
                    .isCloseTo(1, within(1e-9));
        }
        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .matches(
                        "Shares of labels differ between splits .*: 1 object is [0-9.]+ % of train and [0-9.]+ % of (val|test)\\.");
        assertThat(many.warnings()).as("three objects have enough combinations").isEmpty();
        assertThat(planner.plan(Specs.of("num_images", 1_000)).labels())
                .allSatisfy(label -> assertThat(label.splits()).isEmpty());
    }

    @Test
    void splitsThatCannotBeFilledAreRefusedAndTheReasonIsTold() throws Exception {
        Map<String, Object> shares = Map.of("train", new BigDecimal("0.999"), "val", new BigDecimal("0.001"));
        for (int images : new int[] {1_000, 1_000_000}) {
            DatasetSpec lines = Specs.of(
                    "num_images",
                    images,
                    "max_objects",
                    1,
                    "mix",
                    Map.of("line", 1),
                    "split_by",
                    "shapes",
                    "splits",
                    shares);

            assertThatThrownBy(() -> planner.plan(lines))
                    .isInstanceOfSatisfying(
                            InvalidSpecException.class,
                            refused -> assertThat(refused.violations())
                                    .singleElement()
                                    .satisfies(violation -> {
                                        assertThat(violation.pointer()).isEqualTo("/splits/val");
                                        assertThat(violation.detail())
                                                .startsWith(
                                                        "cannot be filled: of 1048576 images 0 belong to it, and a run that needs ")
                                                .contains("too few combinations of shapes");
                                    }));
        }
    }

    @Test
    void aSplitThatIsFilledSlowlyIsNotRefused() throws Exception {
        Map<String, Object> shares = Map.of("train", new BigDecimal("0.99999"), "val", new BigDecimal("0.00001"));

        assertThat(planner.plan(Specs.of("num_images", 1_000_000, "splits", shares))
                        .labels())
                .isNotEmpty();
    }

    @Test
    void aSplitThatRoundsDownToNothingGivesAWarning() throws Exception {
        Plan plan = planner.plan(Specs.of(
                "num_images",
                9,
                "splits",
                Map.of("train", new BigDecimal("0.9"), "test", new BigDecimal("0.1")),
                "value_mode",
                "same"));

        assertThat(plan.warnings()).containsExactly("test will be empty: its share of 9 images rounds down to 0.");
    }

    @Test
    void whereMemoryIsShortFewerWorkersAreUsedAndThePlanSaysSo() throws Exception {
        DatasetSpec large = Specs.of(
                "num_images", 1_000, "grid_size", 32, "annotations", true, "max_objects", 8, "value_mode", "same");
        long heap = 512L << 20;

        Plan plan = new Planner(16, heap, PastRuns.none()).plan(large);

        assertThat(plan.estimate().workingMemoryBytes()).isLessThan(heap);
        assertThat(plan.warnings())
                .containsExactly(
                        "Memory is short: only 7 of 16 workers fit into the 512.00 MB that Java may use, so the run"
                                + " takes longer.");
        assertThat(new Planner(16, 64L << 20, PastRuns.none()).plan(large).warnings())
                .singleElement()
                .asString()
                .startsWith("The run will be refused: too little memory: the run needs about ");
    }

    @Test
    void aHeapThatHoldsNotEvenOneWorkerIsRefused() throws Exception {
        WorkingMemory memory = WorkingMemory.of(Specs.of("num_images", 1_000));

        memory.requireRoom(memory.bytes(1));
        assertThatThrownBy(() -> memory.requireRoom(memory.bytes(1) - 1))
                .isInstanceOf(TooLittleMemoryException.class)
                .hasMessageStartingWith("too little memory: ");
    }
}
