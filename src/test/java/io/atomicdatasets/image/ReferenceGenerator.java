package io.atomicdatasets.image;

import io.atomicdatasets.spec.Kind;
import io.atomicdatasets.spec.Recipe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The rules of images written down a second time, slowly and plainly, on sets of cells and with another source of random
 * numbers; shares nothing with the real generator.
 */
final class ReferenceGenerator {
    record Cell(int row, int column) {}

    record Thing(Kind kind, Set<Cell> cells) {}

    private final Recipe recipe;
    private final Random random;

    ReferenceGenerator(Recipe recipe, long seed) {
        this.recipe = recipe;
        this.random = new Random(seed);
    }

    List<Thing> image() {
        int wanted = recipe.minObjects() + random.nextInt(recipe.maxObjects() - recipe.minObjects() + 1);
        List<Thing> things = new ArrayList<>();
        for (int draw = 0; draw < 100 && things.size() < wanted; draw++) {
            Kind kind = kind();
            Set<Cell> shape = shape(kind);
            for (int tries = 0; tries < 50; tries++) {
                Set<Cell> placed = move(
                        shape,
                        random.nextInt(recipe.gridSize() - height(shape) + 1),
                        random.nextInt(recipe.gridSize() - width(shape) + 1));
                if (things.stream().allMatch(other -> apart(placed, other.cells()))) {
                    things.add(new Thing(kind, placed));
                    break;
                }
            }
        }
        return things;
    }

    private boolean apart(Set<Cell> a, Set<Cell> b) {
        for (Cell one : a) {
            for (Cell other : b) {
                if (Math.max(Math.abs(one.row - other.row), Math.abs(one.column - other.column)) <= recipe.minGap()) {
                    return false;
                }
            }
        }
        return true;
    }

    private Kind kind() {
        double at = random.nextDouble() * recipe.mix().total();
        for (Kind kind : Kind.values()) {
            at -= recipe.mix().weight(kind);
            if (at < 0) {
                return kind;
            }
        }
        return Kind.PATTERN;
    }

    private Set<Cell> shape(Kind kind) {
        return switch (kind) {
            case LINE -> line();
            case RECTANGLE -> rectangle();
            case PATTERN -> pattern();
            case BLOB -> blob(3 + random.nextInt(13));
        };
    }

    private Set<Cell> line() {
        int length = 2 + random.nextInt(7);
        int direction = random.nextInt(10);
        Set<Cell> cells = new HashSet<>();
        for (int i = 0; i < length; i++) {
            if (direction < 3) {
                cells.add(new Cell(0, i));
            } else if (direction < 6) {
                cells.add(new Cell(i, 0));
            } else if (direction < 8) {
                cells.add(new Cell(i, i));
            } else {
                cells.add(new Cell(i, -i));
            }
        }
        return corner(cells);
    }

    private Set<Cell> rectangle() {
        int height;
        int width;
        do {
            height = 2 + random.nextInt(4);
            width = 2 + random.nextInt(4);
        } while (height * width > 15);
        Set<Cell> cells = new HashSet<>();
        for (int i = 0; i < height * width; i++) {
            cells.add(new Cell(i / width, i % width));
        }
        return cells;
    }

    private Set<Cell> pattern() {
        Set<Cell> cells = new HashSet<>();
        switch (random.nextInt(5)) {
            case 0 -> {
                int side = 3 + random.nextInt(2);
                for (int i = 0; i < side * side; i++) {
                    if ((i / side + i % side) % 2 == 0) {
                        cells.add(new Cell(i / side, i % side));
                    }
                }
            }
            case 1 -> {
                int down = 2 + random.nextInt(3);
                int right = 2 + random.nextInt(3);
                for (int i = 0; i < down; i++) {
                    cells.add(new Cell(i, 0));
                }
                for (int i = 0; i < right; i++) {
                    cells.add(new Cell(0, i));
                }
            }
            case 2 -> {
                int half = 1 + random.nextInt(2);
                int stem = 1 + random.nextInt(3);
                for (int i = -half; i <= half; i++) {
                    cells.add(new Cell(0, i));
                }
                for (int i = 1; i <= stem; i++) {
                    cells.add(new Cell(i, 0));
                }
            }
            case 3 -> {
                int arm = 1 + random.nextInt(3);
                for (int i = -arm; i <= arm; i++) {
                    cells.add(new Cell(i, 0));
                    cells.add(new Cell(0, i));
                }
            }
            default -> {
                int length = 4 + random.nextInt(4);
                int row = 0;
                int column = 0;
                for (int i = 0; i < length; i++) {
                    cells.add(new Cell(row, column));
                    if (i % 2 == 0) {
                        column++;
                    } else {
                        row++;
                    }
                }
            }
        }
        boolean mirrored = random.nextBoolean();
        Set<Cell> turned = new HashSet<>();
        int turns = random.nextInt(4);
        for (Cell cell : cells) {
            Cell at = mirrored ? new Cell(cell.row, -cell.column) : cell;
            for (int i = 0; i < turns; i++) {
                at = new Cell(at.column, -at.row);
            }
            turned.add(at);
        }
        return corner(turned);
    }

    private Set<Cell> blob(int size) {
        while (true) {
            Set<Cell> cells = new HashSet<>(Set.of(new Cell(0, 0)));
            while (cells.size() < size) {
                cells.add(next(cells));
            }
            Set<Cell> shape = corner(cells);
            if (!isLine(shape) && !isRectangle(shape) && !isPattern(shape)) {
                return shape;
            }
        }
    }

    private Cell next(Set<Cell> blob) {
        List<Cell> candidates = new ArrayList<>();
        Set<Cell> seen = new HashSet<>(blob);
        int top = top(blob);
        int left = left(blob);
        int bottom = top + height(blob) - 1;
        int right = left + width(blob) - 1;
        for (Cell cell : blob) {
            for (Cell neighbour : neighbours(cell)) {
                if (seen.add(neighbour)) {
                    int height = Math.max(bottom, neighbour.row) - Math.min(top, neighbour.row) + 1;
                    int width = Math.max(right, neighbour.column) - Math.min(left, neighbour.column) + 1;
                    if (height <= 8 && width <= 8) {
                        long n = neighbours(neighbour).stream()
                                .filter(blob::contains)
                                .count();
                        for (int i = 0; i < n * (n + 1); i++) {
                            candidates.add(neighbour);
                        }
                    }
                }
            }
        }
        return candidates.get(random.nextInt(candidates.size()));
    }

    private static List<Cell> neighbours(Cell cell) {
        List<Cell> neighbours = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            if (i != 4) {
                neighbours.add(new Cell(cell.row + i / 3 - 1, cell.column + i % 3 - 1));
            }
        }
        return neighbours;
    }

    private static boolean isLine(Set<Cell> shape) {
        int h = height(shape);
        int w = width(shape);
        boolean straight = (h == 1 || w == 1) && shape.size() <= 8;
        boolean falling = shape.stream().allMatch(cell -> cell.row == cell.column);
        boolean rising = shape.stream().allMatch(cell -> cell.row + cell.column == h - 1);
        return straight || (h == w && h == shape.size() && (falling || rising));
    }

    private static boolean isRectangle(Set<Cell> shape) {
        return shape.size() == height(shape) * width(shape)
                && height(shape) > 1
                && width(shape) > 1
                && height(shape) <= 5
                && width(shape) <= 5;
    }

    /** Whether the shape is one of the patterns, found by trying many: each has far fewer variants than tries. */
    private boolean isPattern(Set<Cell> shape) {
        if (patterns.isEmpty()) {
            for (int i = 0; i < 20_000; i++) {
                patterns.add(pattern());
            }
        }
        return patterns.contains(shape);
    }

    private final Set<Set<Cell>> patterns = new HashSet<>();

    static int top(Set<Cell> cells) {
        return cells.stream().mapToInt(Cell::row).min().orElseThrow();
    }

    static int left(Set<Cell> cells) {
        return cells.stream().mapToInt(Cell::column).min().orElseThrow();
    }

    static int height(Set<Cell> cells) {
        return cells.stream().mapToInt(Cell::row).max().orElseThrow() - top(cells) + 1;
    }

    static int width(Set<Cell> cells) {
        return cells.stream().mapToInt(Cell::column).max().orElseThrow() - left(cells) + 1;
    }

    private static Set<Cell> corner(Set<Cell> cells) {
        return move(cells, -top(cells), -left(cells));
    }

    private static Set<Cell> move(Set<Cell> cells, int rows, int columns) {
        Set<Cell> moved = new HashSet<>();
        cells.forEach(cell -> moved.add(new Cell(cell.row + rows, cell.column + columns)));
        return moved;
    }
}
