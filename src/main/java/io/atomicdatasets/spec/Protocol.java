package io.atomicdatasets.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions that are often held out, after Schott et al., "Visual Representation Learning Does Not Generalize Strongly Within the
 * Same Domain" (ICLR 2022).
 */
public enum Protocol {
    /** Each kind of object in one of the values: both are known from training, though not together. */
    COMPOSITION {
        @Override
        List<Condition> conditions(Recipe recipe) {
            int[] values = recipe.objectValues().possible();
            List<Condition> conditions = new ArrayList<>();
            for (Kind kind : recipe.mix().kinds()) {
                int value = values[conditions.size() % values.length];
                conditions.add(new Condition(Map.of(
                        Factor.KIND, new Range(kind.code(), kind.code()), Factor.VALUE, new Range(value, value))));
            }
            return conditions;
        }

        @Override
        Optional<String> needs(Recipe recipe) {
            return recipe.mix().kinds().size() < 2 || recipe.objectValues().possible().length < 2
                    ? Optional.of("needs a mix of at least two kinds and objects of at least two values")
                    : Optional.empty();
        }
    },
    /** Objects of sizes in the middle. */
    INTERPOLATION {
        @Override
        List<Condition> conditions(Recipe recipe) {
            return List.of(Condition.of(Factor.SIZE, 8, 9));
        }

        @Override
        Optional<String> needs(Recipe recipe) {
            return Optional.empty();
        }
    },
    /** The two largest numbers of objects. */
    EXTRAPOLATION {
        @Override
        List<Condition> conditions(Recipe recipe) {
            return List.of(Condition.of(Factor.OBJECTS, recipe.maxObjects() - 1, recipe.maxObjects()));
        }

        @Override
        Optional<String> needs(Recipe recipe) {
            return recipe.minObjects() > recipe.maxObjects() - 2
                    ? Optional.of("needs a max_objects at least 2 above min_objects")
                    : Optional.empty();
        }
    };

    /** What it holds out of the images of a recipe that has what it {@link #needs}. */
    abstract List<Condition> conditions(Recipe recipe);

    /** What a recipe would need for it and has not, as a predicate. */
    abstract Optional<String> needs(Recipe recipe);

    /** The name in requests, such as {@code composition}. */
    public String label() {
        return WireNames.of(this);
    }
}
