package io.atomicdatasets.spec;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Recipes for property tests. */
public final class Recipes {
    private Recipes() {}

    /** Any recipe in range. */
    public static Arbitrary<Recipe> any() {
        return Combinators.combine(
                        Arbitraries.integers().between(8, 32),
                        objectValues(),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, 8),
                        mixes(),
                        Arbitraries.integers().between(0, 2))
                .as((grid, values, a, b, mix, gap) ->
                        new Recipe(grid, values, Math.min(a, b), Math.max(a, b), mix, gap));
    }

    private static Arbitrary<ObjectValues> objectValues() {
        Arbitrary<Optional<List<Integer>>> some = Arbitraries.integers()
                .between(1, 9)
                .list()
                .uniqueElements()
                .ofSize(8)
                .map(values -> values.stream().sorted().toList())
                .optional();
        return Combinators.combine(Arbitraries.of(Palette.class), Arbitraries.of(ValueMode.class), some)
                .as((palette, mode, values) -> new ObjectValues(
                        palette,
                        mode,
                        values.map(each -> each.stream()
                                .map(value -> value + palette.lowest() - 1)
                                .toList())));
    }

    private static Arbitrary<Mix> mixes() {
        Arbitrary<Long> weight = Arbitraries.longs().between(0, 1_000_000_000_000_000L);
        return Combinators.combine(weight, weight, weight, weight)
                .filter((blob, rectangle, line, pattern) -> blob + rectangle + line + pattern > 0)
                .as(Mix::new);
    }
}
