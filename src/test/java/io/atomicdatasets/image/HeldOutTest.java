package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Condition;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Factor;
import io.atomicdatasets.spec.HoldOut;
import io.atomicdatasets.spec.Range;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    private static final DatasetSpec SPEC = Specs.of("num_images", 100, "palette", "arc", "max_objects", 6);

    @Test
    void anImageFulfilsTheConditionsThatOneOfItsObjectsDoes() {
        Random random = new Random(1);
        for (int trial = 0; trial < 50; trial++) {
            List<Condition> conditions = conditions(random);
            HeldOut heldOut = new HeldOut(new HoldOut(conditions, 1));
            new Candidates(SPEC).walk(trial * 1_000L, 1_000, (split, label, image) -> {
                int fulfilled = heldOut.fulfilledBy(image);
                for (int i = 0; i < conditions.size(); i++) {
                    assertThat((fulfilled >>> i & 1) == 1).isEqualTo(plainly(conditions.get(i), image));
                }
                return true;
            });
        }
    }

    @Test
    void whatIsHeldOutIsInNoOtherSplitAndTheRestStaysWhereItWas() {
        DatasetSpec holding = Specs.of(
                "num_images",
                100,
                "palette",
                "arc",
                "max_objects",
                6,
                "hold_out",
                Map.of("when", List.of(Map.of("kind", "line", "value", 3), Map.of("objects", 6)), "num_images", 5));
        List<Condition> conditions = holding.division().holdOut().orElseThrow().when();
        List<Split> before = new ArrayList<>();
        List<Split> after = new ArrayList<>();
        List<Boolean> isOut = new ArrayList<>();
        new Candidates(SPEC).walk(0, 5_000, (split, label, image) -> before.add(split));
        new Candidates(holding).walk(0, 5_000, (split, label, image) -> {
            isOut.add(conditions.stream().anyMatch(condition -> plainly(condition, image)));
            return after.add(split);
        });

        assertThat(isOut).contains(true, false);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isEqualTo(isOut.get(i) ? Split.OOD : before.get(i));
        }
    }

    private static List<Condition> conditions(Random random) {
        return IntStream.range(0, 1 + random.nextInt(HoldOut.MOST_CONDITIONS))
                .mapToObj(i -> condition(random))
                .distinct()
                .toList();
    }

    private static Condition condition(Random random) {
        Map<Factor, Range> bounds = new EnumMap<>(Factor.class);
        while (bounds.isEmpty()) {
            for (Factor factor : Factor.values()) {
                if (random.nextInt(3) == 0) {
                    int least = (int) factor.range().min();
                    int min = least
                            + random.nextInt(Math.min(9, (int) factor.range().max() - least + 1));
                    bounds.put(factor, new Range(min, Math.min(factor.range().max(), min + random.nextInt(4))));
                }
            }
        }
        return new Condition(bounds);
    }

    private static boolean plainly(Condition condition, AtomicImage image) {
        return IntStream.range(0, image.objects()).anyMatch(object -> {
            Map<Factor, Integer> numbers = Map.of(
                    Factor.OBJECTS, image.objects(),
                    Factor.KIND, image.family(object).kind().code(),
                    Factor.FAMILY, image.family(object).code(),
                    Factor.VALUE, image.value(object),
                    Factor.SIZE, image.size(object),
                    Factor.ROW, image.top(object),
                    Factor.COLUMN, image.left(object));
            return condition.bounds().entrySet().stream()
                    .allMatch(bound -> bound.getValue().contains(numbers.getOrDefault(bound.getKey(), -1)));
        });
    }
}
