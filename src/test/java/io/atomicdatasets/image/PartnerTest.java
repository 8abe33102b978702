package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartnerTest {
    private static final Map<String, Object> LINES_OF_3 =
            Map.of("when", List.of(Map.of("kind", "line", "value", 3)), "num_images", 10);

    /** An object of an image with all that it is. */
    private record Thing(long shape, int value, int top, int left) {
        static List<Thing> of(AtomicImage image) {
            return IntStream.range(0, image.objects())
                    .mapToObj(i -> new Thing(image.shape(i), image.value(i), image.top(i), image.left(i)))
                    .toList();
        }

        Thing without(Edit edit) {
            return switch (edit) {
                case MOVE -> new Thing(shape, value, 0, 0);
                case RECOLOUR -> new Thing(shape, 0, top, left);
                case TURN -> new Thing(Shape.canonical(shape), value, top, left);
                case REMOVE, REPLACE -> new Thing(0, value, top, left);
            };
        }
    }

    private static DatasetSpec spec(Edit edit, Object... more) {
        List<Object> fields = new ArrayList<>(
                List.of("num_images", 100, "palette", "arc", "split_by", "shapes", "pairs", edit.label()));
        fields.addAll(List.of(more));
        return Specs.of(fields.toArray());
    }

    @ParameterizedTest
    @EnumSource
    void onePartOfOneObjectDiffersAndIsTold(Edit edit) {
        for (DatasetSpec spec : List.of(
                spec(edit, "max_objects", 6),
                spec(
                        edit,
                        "grid_size",
                        24,
                        "min_gap",
                        2,
                        "value_mode",
                        "distinct",
                        "values",
                        List.of(1, 2, 3, 7, 8)))) {
            int[] visited = {0};
            new Candidates(spec).walk(0, 3_000, (split, label, image) -> {
                Partner partner = image.partner();
                requireDiffering(
                        edit,
                        Thing.of(image),
                        Thing.of(partner.image()),
                        partner,
                        spec.recipe().gridSize());
                assertThat(partner.image().candidate()).isEqualTo(image.candidate());
                assertThat(partner.label())
                        .as("an object count")
                        .isEqualTo(partner.image().objects());
                visited[0]++;
                return true;
            });
            assertThat(visited[0]).isGreaterThan(500);
        }
    }

    private static void requireDiffering(
            Edit edit, List<Thing> objects, List<Thing> others, Partner partner, int side) {
        List<Thing> expected = new ArrayList<>(objects);
        Thing before = expected.get(partner.slot());
        assertThat(partner.factor()).isEqualTo(edit.code());
        if (edit == Edit.REMOVE) {
            expected.remove(partner.slot());
            assertThat(others).isEqualTo(expected).isNotEmpty();
            assertThat(List.of(partner.from(), partner.to())).containsExactly(1L, 0L);
            return;
        }
        Thing after = others.get(partner.slot());
        expected.set(partner.slot(), after);
        assertThat(others).isEqualTo(expected);
        assertThat(after).isNotEqualTo(before);
        assertThat(after.without(edit)).isEqualTo(before.without(edit));
        assertThat(List.of(partner.from(), partner.to()))
                .isEqualTo(
                        switch (edit) {
                            case MOVE ->
                                List.of((long) side * before.top + before.left, (long) side * after.top + after.left);
                            case RECOLOUR -> List.of((long) before.value, (long) after.value);
                            case TURN ->
                                List.of((long) Shape.orientation(before.shape), (long) Shape.orientation(after.shape));
                            default -> List.of(Shape.canonical(before.shape), Shape.canonical(after.shape));
                        });
        assertThat(partner.from()).isNotEqualTo(partner.to());
    }

    @ParameterizedTest
    @EnumSource
    void imagesAreThoseOfARequestWithoutPairs(Edit edit) {
        DatasetSpec alone = Specs.of("num_images", 100, "palette", "arc", "split_by", "shapes");
        List<Long> candidates = new ArrayList<>();
        List<String> paired = new ArrayList<>();
        new Candidates(spec(edit)).walk(5_000, 2_000, (split, label, image) -> {
            candidates.add(image.candidate());
            return paired.add(split + " " + label + " " + Arrays.toString(image.cells()));
        });
        List<String> expected = new ArrayList<>();
        new Candidates(alone).walk(5_000, 2_000, (split, label, image) -> {
            if (candidates.contains(image.candidate())) {
                expected.add(split + " " + label + " " + Arrays.toString(image.cells()));
            }
            return true;
        });

        assertThat(paired).isEqualTo(expected).hasSizeGreaterThan(500);
    }

    @ParameterizedTest
    @EnumSource
    void partnersFallToTheSplitOfTheirImagesAndKeepTheGap(Edit edit) {
        DatasetSpec spec = spec(edit, "max_objects", 7, "min_gap", 2, "hold_out", LINES_OF_3);
        SplitRule rule = new SplitRule(spec.division(), spec.recipe());
        Set<Split> seen = EnumSet.noneOf(Split.class);
        new Candidates(spec).walk(0, 3_000, (split, label, image) -> {
            AtomicImage partner = image.partner().image();
            assertThat(rule.splitOf(partner)).isEqualTo(split);
            assertThat(smallestGap(partner, spec.recipe().gridSize())).isGreaterThanOrEqualTo(2);
            seen.add(split);
            return true;
        });
        assertThat(seen).containsExactlyInAnyOrder(Split.values());
    }

    private static int smallestGap(AtomicImage image, int side) {
        byte[] masks = image.masks();
        int smallest = Integer.MAX_VALUE;
        for (int one = 0; one < masks.length; one++) {
            for (int other = 0; other < masks.length; other++) {
                if (masks[one] != 0 && masks[other] != 0 && masks[one] != masks[other]) {
                    int rows = Math.abs(one / side - other / side);
                    int columns = Math.abs(one % side - other % side);
                    smallest = Math.min(smallest, Math.max(rows, columns) - 1);
                }
            }
        }
        return smallest;
    }

    @Test
    void everyObjectAndEveryOtherValueIsChosenEquallyOften() {
        long[] slots = new long[4];
        long[] values = new long[10];
        DatasetSpec spec = spec(Edit.RECOLOUR, "min_objects", 4, "max_objects", 4, "values", List.of(2, 4, 5, 9));
        new Candidates(spec).walk(0, 20_000, (split, label, image) -> {
            if (image.objects() == 4 && image.partner().from() == 2) {
                slots[image.partner().slot()]++;
                values[(int) image.partner().to()]++;
            }
            return true;
        });

        ChiSquare.assertFits("slots", slots, new double[] {1, 1, 1, 1});
        ChiSquare.assertFits("values", values, new double[] {0, 0, 0, 0, 1, 1, 0, 0, 0, 1});
    }

    @Test
    void anImageThatLeavesNoRoomHasNoPartner() {
        DatasetSpec oneObject = spec(Edit.REMOVE, "min_objects", 1, "max_objects", 2);
        List<Integer> counts = new ArrayList<>();
        new Candidates(oneObject).walk(0, 1_000, (split, label, image) -> counts.add(image.objects()));

        assertThat(counts).isNotEmpty().containsOnly(2);
    }
}
