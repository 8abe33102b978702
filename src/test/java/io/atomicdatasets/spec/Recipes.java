package io.atomicdatasets.spec;

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
                        Arbitraries.of(Palette.class),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(1, 8),
                        mixes(),
                        Arbitraries.integers().between(0, 2))
                .as((grid, palette, a, b, mix, gap) ->
                        new Recipe(grid, palette, Math.min(a, b), Math.max(a, b), mix, gap));
    }

    private static Arbitrary<Mix> mixes() {
        Arbitrary<Long> weight = Arbitraries.longs().between(0, 1_000_000_000_000_000L);
        return Combinators.combine(weight, weight, weight, weight)
                .filter((blob, rectangle, line, pattern) -> blob + rectangle + line + pattern > 0)
                .as(Mix::new);
    }
}
