package io.atomicdatasets.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DatasetSpecTest {
    @Property
    void whatIsWrittenIsReadAgain(@ForAll("specs") DatasetSpec spec) throws InvalidSpecException {
        assertThat(DatasetSpec.read(spec.toFields(), Limits.DEFAULT)).isEqualTo(spec);
    }

    @Provide
    Arbitrary<DatasetSpec> specs() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 250_000_000),
                        Arbitraries.longs().between(0, (1L << 53) - 1),
                        Arbitraries.of("a", "Mine-2", "x.y_z")
                                .map(DatasetName::new)
                                .optional(),
                        Recipes.any(),
                        Arbitraries.of(LabelScheme.OBJECT_COUNT, LabelScheme.DOMINANT_KIND),
                        Arbitraries.longs().between(0, 400_000_000),
                        Arbitraries.longs().between(0, 400_000_000),
                        Arbitraries.of(
                                FileOptions.DEFAULT,
                                new FileOptions(
                                        true, true, Compression.STORED, true, Optional.of(new ShardSize(1 << 14)))))
                .as((images, seed, name, recipe, label, val, test, layout) -> new DatasetSpec(
                        images,
                        seed,
                        name,
                        recipe,
                        label,
                        new Division(
                                Splits.of(1_000_000_000 - val - test, val, test),
                                recipe.minGap() > 0 && val % 2 == 0 ? SplitBy.SHAPES : SplitBy.FORM),
                        layout));
    }
}
