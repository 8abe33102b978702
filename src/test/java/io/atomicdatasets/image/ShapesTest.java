package io.atomicdatasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.spec.Family;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shapes of each family, enumerated whole. */
class ShapesTest {
    private static final Map<Family, Set<Long>> SHAPES = enumerate();

    @Test
    void noTwoFamiliesShareAShape() {
        Set<Long> all = new HashSet<>();
        SHAPES.forEach((family, shapes) -> shapes.forEach(shape -> assertThat(all.add(shape))
                .as("a %s is not another family's", family)
                .isTrue()));
    }

    @Test
    void theFamilyOfAShapeIsFoundFromItsCells() {
        SHAPES.forEach((family, shapes) -> shapes.forEach(shape -> {
            assertThat(Families.of(shape)).isEqualTo(family);
            assertThat(Families.kindCodeOf(shape)).isEqualTo(family.kind().code());
        }));
        long blob = Shape.cell(0, 0) | Shape.cell(0, 1) | Shape.cell(1, 1) | Shape.cell(3, 1);
        assertThat(Families.kindCodeOf(blob)).isEqualTo(Families.of(blob).kind().code());
    }

    @Test
    void familiesHaveAsManyShapesAsTheirRulesGive() {
        assertThat(SHAPES.get(Family.RECTANGLE)).hasSize(12);
        assertThat(SHAPES.get(Family.LINE_HORIZONTAL)).hasSize(7);
        assertThat(SHAPES.get(Family.LINE_ANTI_DIAGONAL)).hasSize(7);
        assertThat(SHAPES.get(Family.CHECKERBOARD)).hasSize(1 + 2);
        assertThat(SHAPES.get(Family.L)).hasSize(9 * 4);
        assertThat(SHAPES.get(Family.T)).hasSize(6 * 4);
        assertThat(SHAPES.get(Family.PLUS)).hasSize(3);
        assertThat(SHAPES.get(Family.ZIGZAG)).hasSize(4 + 4 + 4 + 4);
    }

    @Test
    void everyShapeHas2To15CellsInTheCornerOfAnEightByEightBoard() {
        SHAPES.values()
                .forEach(shapes -> shapes.forEach(shape -> {
                    assertThat(Shape.size(shape)).isBetween(2, 15);
                    assertThat(Shape.normalise(shape)).isEqualTo(shape);
                }));
    }

    @Test
    void heightWidthAndRowsAreThoseOfTheCells() {
        long shape = Shape.cell(0, 1) | Shape.cell(1, 0) | Shape.cell(2, 2) | Shape.cell(3, 1);

        assertThat(Shape.height(shape)).isEqualTo(4);
        assertThat(Shape.width(shape)).isEqualTo(3);
        assertThat(Shape.row(shape, 0)).isEqualTo(0b010 << 29);
        assertThat(Shape.row(shape, 1)).isEqualTo(0b100 << 29);
        assertThat(Shape.row(shape, 2)).isEqualTo(0b001 << 29);
        assertThat(Shape.normalise(shape >>> 9)).isEqualTo(shape);
    }

    @Test
    void theEightSymmetriesOfAShapeWithoutSymmetryDiffer() {
        long shape = Shape.cell(0, 0) | Shape.cell(0, 1) | Shape.cell(0, 2) | Shape.cell(1, 0);
        Set<Long> images = new HashSet<>();
        for (int symmetry = 0; symmetry < Shape.SYMMETRIES; symmetry++) {
            images.add(Shape.symmetry(shape, symmetry));
        }

        assertThat(images).hasSize(8);
        assertThat(Shape.symmetry(shape, 1))
                .isEqualTo(Shape.cell(0, 0) | Shape.cell(1, 0) | Shape.cell(2, 0) | Shape.cell(0, 1));
    }

    @Test
    void anOrientationMakesTheObjectOfItsCanonicalShapeAndIsTheSmallestThatDoes() {
        SHAPES.values()
                .forEach(shapes -> shapes.forEach(shape -> {
                    int orientation = Shape.orientation(shape);
                    assertThat(Shape.symmetry(Shape.canonical(shape), orientation))
                            .isEqualTo(shape);
                    for (int smaller = 0; smaller < orientation; smaller++) {
                        assertThat(Shape.symmetry(Shape.canonical(shape), smaller))
                                .isNotEqualTo(shape);
                    }
                }));
    }

    @Test
    void aShapeWithoutSymmetryHasEightOrientationsAndASquareOne() {
        long canonical = Shape.canonical(Shape.cell(0, 0) | Shape.cell(0, 1) | Shape.cell(0, 2) | Shape.cell(1, 0));
        long square = Shape.cell(0, 0) | Shape.cell(0, 1) | Shape.cell(1, 0) | Shape.cell(1, 1);
        for (int symmetry = 0; symmetry < Shape.SYMMETRIES; symmetry++) {
            assertThat(Shape.orientation(Shape.symmetry(canonical, symmetry))).isEqualTo(symmetry);
            assertThat(Shape.canonical(Shape.symmetry(canonical, symmetry))).isEqualTo(canonical);
            assertThat(Shape.orientation(Shape.symmetry(square, symmetry))).isZero();
        }
    }

    private static Map<Family, Set<Long>> enumerate() {
        Map<Family, Set<Long>> shapes = new EnumMap<>(Family.class);
        for (Family family : Family.values()) {
            shapes.put(family, new HashSet<>());
        }
        for (int length = 2; length <= 8; length++) {
            shapes.get(Family.LINE_HORIZONTAL).add(Lines.shape(Family.LINE_HORIZONTAL, length));
            shapes.get(Family.LINE_VERTICAL).add(Lines.shape(Family.LINE_VERTICAL, length));
            shapes.get(Family.LINE_DIAGONAL).add(Lines.shape(Family.LINE_DIAGONAL, length));
            shapes.get(Family.LINE_ANTI_DIAGONAL).add(Lines.shape(Family.LINE_ANTI_DIAGONAL, length));
        }
        for (int height = 2; height <= 5; height++) {
            for (int width = 2; width <= 5 && height * width <= 15; width++) {
                shapes.get(Family.RECTANGLE).add(Rectangles.shape(height, width));
            }
        }
        for (Family family : Patterns.FAMILIES) {
            for (long shape : Patterns.shapes(family)) {
                shapes.get(family).add(shape);
            }
        }
        return shapes;
    }
}
