package io.atomicdatasets.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the family of a shape by pictures of all patterns and by what makes a line and a rectangle; shares no table with
 * what draws them.
 */
final class ShapeFamilies {
    private static final int LONGEST_LINE = 8;
    private static final int LONGEST_SIDE_OF_RECTANGLE = 5;
    private static final int MOST_CELLS = 15;
    private static final int LARGEST_SIDE = 8;
    private static final int FEWEST_CELLS_OF_BLOB = 3;

    /** Each pattern once; it also stands turned and mirrored. */
    private static final Map<ShapeFamily, List<String>> DRAWN = Map.of(
            ShapeFamily.CHECKERBOARD,
            List.of("#.#/.#./#.#", "#.#./.#.#/#.#./.#.#"),
            ShapeFamily.L,
            List.of("##/#.", "###/#..", "####/#...", "###/#../#..", "####/#.../#...", "####/#.../#.../#..."),
            ShapeFamily.T,
            List.of(
                    "###/.#.",
                    "###/.#./.#.",
                    "###/.#./.#./.#.",
                    "#####/..#..",
                    "#####/..#../..#..",
                    "#####/..#../..#../..#.."),
            ShapeFamily.PLUS,
            List.of(
                    ".#./###/.#.",
                    "..#../..#../#####/..#../..#..",
                    "...#.../...#.../...#.../#######/...#.../...#.../...#..."),
            ShapeFamily.ZIGZAG,
            List.of("##./.##", "##./.##/..#", "##../.##./..##", "##../.##./..##/...#"));

    private static final Map<List<String>, ShapeFamily> PATTERNS = new HashMap<>();

    static {
        DRAWN.forEach((family, pictures) -> pictures.forEach(picture -> {
            List<String> rows = List.of(picture.split("/"));
            for (int turn = 0; turn < 4; turn++) {
                PATTERNS.put(rows, family);
                PATTERNS.put(mirrored(rows), family);
                rows = turned(rows);
            }
        }));
    }

    private ShapeFamilies() {}

    /** The family of a shape; nothing if no object can look like this. */
    static Optional<ShapeFamily> of(FoundObject object) {
        int height = object.height();
        int width = object.width();
        int size = object.size();
        if (height > LARGEST_SIDE || width > LARGEST_SIDE || size > MOST_CELLS || size < 2) {
            return Optional.empty();
        }
        if (size <= LONGEST_LINE) {
            if (height == 1 && size == width) {
                return Optional.of(ShapeFamily.LINE_HORIZONTAL);
            }
            if (width == 1 && size == height) {
                return Optional.of(ShapeFamily.LINE_VERTICAL);
            }
            if (size == height && size == width && isDiagonal(object.rows())) {
                return Optional.of(ShapeFamily.LINE_DIAGONAL);
            }
            if (size == height && size == width && isDiagonal(mirrored(object.rows()))) {
                return Optional.of(ShapeFamily.LINE_ANTI_DIAGONAL);
            }
        }
        boolean isFilled = size == height * width && height > 1 && width > 1;
        if (isFilled && height <= LONGEST_SIDE_OF_RECTANGLE && width <= LONGEST_SIDE_OF_RECTANGLE) {
            return Optional.of(ShapeFamily.RECTANGLE);
        }
        ShapeFamily pattern = PATTERNS.get(object.rows());
        if (pattern != null) {
            return Optional.of(pattern);
        }
        return size >= FEWEST_CELLS_OF_BLOB && object.isConnected() ? Optional.of(ShapeFamily.BLOB) : Optional.empty();
    }

    private static boolean isDiagonal(List<String> rows) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).charAt(row) != FoundObject.CELL) {
                return false;
            }
        }
        return true;
    }

    static List<String> mirrored(List<String> rows) {
        return rows.stream()
                .map(row -> new StringBuilder(row).reverse().toString())
                .toList();
    }

    static List<String> turned(List<String> rows) {
        List<String> turned = new ArrayList<>();
        for (int column = 0; column < rows.get(0).length(); column++) {
            StringBuilder row = new StringBuilder();
            for (int from = rows.size() - 1; from >= 0; from--) {
                row.append(rows.get(from).charAt(column));
            }
            turned.add(row.toString());
        }
        return List.copyOf(turned);
    }
}
