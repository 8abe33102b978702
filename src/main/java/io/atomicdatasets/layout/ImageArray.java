package io.atomicdatasets.layout;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Difficulty;
import io.atomicdatasets.parquet.ParquetColumn;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import java.util.EnumSet;
import java.util.List;

/** The arrays that a split's file can hold, in the order in which they stand there; the first axis is the image. */
public enum ImageArray {
    /** Cells, uint8 (n, g, g). */
    IMAGES("images", "image", Per.CELL) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            image.paint(target, offset);
        }
    },
    /** Classes, uint8 (n,). */
    LABELS("labels", "label", Per.IMAGE) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            target[offset] = (byte) label;
        }
    },
    /** Candidate numbers, int64 (n,). */
    CANDIDATES("candidates", "candidate", Per.IMAGE) {
        @Override
        public int elementBytes() {
            return Long.BYTES;
        }

        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            putLong(image.candidate(), target, offset);
        }
    },
    /** Which object each cell belongs to, uint8 (n, g, g): 0 background, i the i-th object. */
    MASKS("masks", "mask", Per.CELL) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            image.paintMasks(target, offset);
        }
    },
    /** Kinds of the objects, uint8 (n, max_objects): 0..3, 255 none. */
    KINDS("kinds", "kinds", Per.OBJECT) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.slots(); i++) {
                target[offset + i] =
                        i < image.objects() ? (byte) image.family(i).kind().code() : NONE;
            }
        }
    },
    /** Values of the objects' cells, uint8 (n, max_objects). */
    VALUES("values", "values", Per.OBJECT) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.objects(); i++) {
                target[offset + i] = (byte) image.value(i);
            }
        }
    },
    /** Families of the objects, uint8 (n, max_objects): 0..10, 255 none. */
    FAMILIES("families", "families", Per.OBJECT) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.slots(); i++) {
                target[offset + i] =
                        i < image.objects() ? (byte) image.family(i).code() : NONE;
            }
        }
    },
    /** Bounding boxes, uint8 (n, max_objects, 4): row, column, height, width. */
    BOXES("boxes", "boxes", Per.SIDE_OF_BOX) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.objects(); i++) {
                int box = offset + 4 * i;
                target[box] = (byte) image.top(i);
                target[box + 1] = (byte) image.left(i);
                target[box + 2] = (byte) image.height(i);
                target[box + 3] = (byte) image.width(i);
            }
        }
    },
    /** Cells of each object, uint8 (n, max_objects). */
    SIZES("sizes", "sizes", Per.OBJECT) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.objects(); i++) {
                target[offset + i] = (byte) image.size(i);
            }
        }
    },
    /** Shapes of the objects up to the symmetries of the square, int64 (n, max_objects): 8x8 bits, 0 none. */
    SHAPES("shapes", "shapes", Per.OBJECT) {
        @Override
        public int elementBytes() {
            return Long.BYTES;
        }

        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.objects(); i++) {
                putLong(image.canonicalShape(i), target, offset + Long.BYTES * i);
            }
        }
    },
    /** Which of the eight images of its shape each object is, uint8 (n, max_objects): 0..7, 255 none. */
    ORIENTATIONS("orientations", "orientations", Per.OBJECT) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.slots(); i++) {
                target[offset + i] = i < image.objects() ? (byte) image.orientation(i) : NONE;
            }
        }
    },
    /** Smallest gap, 255 of one object; objects at the border; pairs of equal value, uint8 (n, 3). */
    DIFFICULTY("difficulty", "difficulty", Per.DIFFICULTY) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            target[offset] = (byte) Difficulty.smallestGap(image);
            target[offset + 1] = (byte) Difficulty.objectsAtBorder(image);
            target[offset + 2] = (byte) Difficulty.pairsOfEqualValue(image);
        }
    };

    private static final byte NONE = (byte) 255;
    private static final List<ImageArray> PLAIN = List.of(IMAGES, LABELS);
    private static final List<ImageArray> STREAMED = List.of(IMAGES, LABELS, CANDIDATES);
    private static final List<ImageArray> ANNOTATED = List.copyOf(EnumSet.range(IMAGES, SIZES));
    private static final List<ImageArray> WITH_FACTORS = List.copyOf(EnumSet.range(IMAGES, DIFFICULTY));

    private final String arrayName;
    private final String columnName;
    private final Per per;

    /** What of an image has an element of its own. */
    private enum Per {
        IMAGE,
        CELL,
        OBJECT,
        SIDE_OF_BOX,
        DIFFICULTY
    }

    ImageArray(String arrayName, String columnName, Per per) {
        this.arrayName = arrayName;
        this.columnName = columnName;
        this.per = per;
    }

    /** The arrays that the files of a dataset hold, in their order. */
    public static List<ImageArray> of(DatasetSpec spec) {
        return spec.fileOptions().annotations() ? annotated(spec) : PLAIN;
    }

    /** The arrays that a stream of a dataset's images holds, in their order: those of its files, and always the candidates. */
    public static List<ImageArray> ofStream(DatasetSpec spec) {
        return spec.fileOptions().annotations() ? annotated(spec) : STREAMED;
    }

    private static List<ImageArray> annotated(DatasetSpec spec) {
        return spec.fileOptions().factors() ? WITH_FACTORS : ANNOTATED;
    }

    /** The key under which {@code numpy.load} gives it. */
    public String arrayName() {
        return arrayName;
    }

    /** The same as a column of a table, in which a row is one image; boxes are lists of all their sides. */
    ParquetColumn column(Recipe recipe) {
        ParquetColumn.Type type = elementBytes() == Long.BYTES ? ParquetColumn.Type.INT64 : ParquetColumn.Type.UINT8;
        return new ParquetColumn(
                columnName, type, per == Per.SIDE_OF_BOX ? List.of(bytesPerImage(recipe)) : axes(recipe));
    }

    /** Bytes of one element, 1 or 8. */
    public int elementBytes() {
        return 1;
    }

    /** The axes behind the first. */
    public List<Integer> axes(Recipe recipe) {
        return switch (per) {
            case IMAGE -> List.of();
            case CELL -> List.of(recipe.gridSize(), recipe.gridSize());
            case OBJECT -> List.of(recipe.maxObjects());
            case SIDE_OF_BOX -> List.of(recipe.maxObjects(), 4);
            case DIFFICULTY -> List.of(3);
        };
    }

    /** Bytes of one image's elements. */
    public int bytesPerImage(Recipe recipe) {
        return axes(recipe).stream().reduce(elementBytes(), Math::multiplyExact);
    }

    /** Bytes of a row, in which what stands below each other is alike: a row of cells, or all that an image has. */
    public int bytesPerRow(Recipe recipe) {
        return isGrid() ? recipe.gridSize() : bytesPerImage(recipe);
    }

    /** Whether its elements tell of an image's objects, and not only of its number and its label. */
    public boolean showsObjects() {
        return per != Per.IMAGE;
    }

    /** Whether it has an element for each cell. */
    boolean isGrid() {
        return per == Per.CELL;
    }

    /** Little-endian. */
    private static void putLong(long value, byte[] target, int offset) {
        for (int i = 0; i < Long.BYTES; i++) {
            target[offset + i] = (byte) (value >>> (Byte.SIZE * i));
        }
    }

    /** Writes one image's elements where everything is 0. */
    abstract void write(AtomicImage image, int label, byte[] target, int offset);
}
