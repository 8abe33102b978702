package io.atomicdatasets.layout;

import io.atomicdatasets.image.AtomicImage;
import io.atomicdatasets.image.Difficulty;
import io.atomicdatasets.image.Partner;
import io.atomicdatasets.parquet.ParquetColumn;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Recipe;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arrays that a split's file can hold, in the order in which they stand there; the first axis is the image. */
public enum ImageArray {
    /** Cells, uint8 (n, g, g). */
    IMAGES("images", "image", Per.CELL, Wanted.ALWAYS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            image.paint(target, offset);
        }
    },
    /** Classes, uint8 (n,). */
    LABELS("labels", "label", Per.IMAGE, Wanted.ALWAYS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            target[offset] = (byte) label;
        }
    },
    /** Candidate numbers, int64 (n,). */
    CANDIDATES("candidates", "candidate", Per.IMAGE, Wanted.WITH_ANNOTATIONS) {
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
    MASKS("masks", "mask", Per.CELL, Wanted.WITH_ANNOTATIONS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            image.paintMasks(target, offset);
        }
    },
    /** Kinds of the objects, uint8 (n, max_objects): 0..3, 255 none. */
    KINDS("kinds", "kinds", Per.OBJECT, Wanted.WITH_ANNOTATIONS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.slots(); i++) {
                target[offset + i] =
                        i < image.objects() ? (byte) image.family(i).kind().code() : NONE;
            }
        }
    },
    /** Values of the objects' cells, uint8 (n, max_objects). */
    VALUES("values", "values", Per.OBJECT, Wanted.WITH_ANNOTATIONS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.objects(); i++) {
                target[offset + i] = (byte) image.value(i);
            }
        }
    },
    /** Families of the objects, uint8 (n, max_objects): 0..10, 255 none. */
    FAMILIES("families", "families", Per.OBJECT, Wanted.WITH_ANNOTATIONS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.slots(); i++) {
                target[offset + i] =
                        i < image.objects() ? (byte) image.family(i).code() : NONE;
            }
        }
    },
    /** Bounding boxes, uint8 (n, max_objects, 4): row, column, height, width. */
    BOXES("boxes", "boxes", Per.SIDE_OF_BOX, Wanted.WITH_ANNOTATIONS) {
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
    SIZES("sizes", "sizes", Per.OBJECT, Wanted.WITH_ANNOTATIONS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.objects(); i++) {
                target[offset + i] = (byte) image.size(i);
            }
        }
    },
    /** Shapes of the objects up to the symmetries of the square, int64 (n, max_objects): 8x8 bits, 0 none. */
    SHAPES("shapes", "shapes", Per.OBJECT, Wanted.WITH_FACTORS) {
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
    ORIENTATIONS("orientations", "orientations", Per.OBJECT, Wanted.WITH_FACTORS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            for (int i = 0; i < image.slots(); i++) {
                target[offset + i] = i < image.objects() ? (byte) image.orientation(i) : NONE;
            }
        }
    },
    /** Smallest gap, 255 of one object; objects at the border; pairs of equal value, uint8 (n, 3). */
    DIFFICULTY("difficulty", "difficulty", Per.DIFFICULTY, Wanted.WITH_FACTORS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            target[offset] = (byte) Difficulty.smallestGap(image);
            target[offset + 1] = (byte) Difficulty.objectsAtBorder(image);
            target[offset + 2] = (byte) Difficulty.pairsOfEqualValue(image);
        }
    },
    /** Cells of the partners, uint8 (n, g, g); others that end in B are of the partners too. */
    IMAGES_B(IMAGES),
    /** Classes of the partners, uint8 (n,). */
    LABELS_B("labels_b", "label_b", Per.PARTNER, Wanted.WITH_PAIRS) {
        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            target[offset] = (byte) partnerOf(image).label();
        }
    },
    /** What partners differ in, int64 (n, 4): slot of the object, factor, from, to, as {@link Partner} tells them. */
    EDITS("edits", "edit", Per.EDIT, Wanted.WITH_PAIRS) {
        @Override
        public int elementBytes() {
            return Long.BYTES;
        }

        @Override
        void write(AtomicImage image, int label, byte[] target, int offset) {
            Partner partner = partnerOf(image);
            putLong(partner.slot(), target, offset);
            putLong(partner.factor(), target, offset + Long.BYTES);
            putLong(partner.from(), target, offset + 2 * Long.BYTES);
            putLong(partner.to(), target, offset + 3 * Long.BYTES);
        }
    },
    MASKS_B(MASKS),
    KINDS_B(KINDS),
    VALUES_B(VALUES),
    FAMILIES_B(FAMILIES),
    BOXES_B(BOXES),
    SIZES_B(SIZES);

    private static final byte NONE = (byte) 255;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String arrayName;
    private final String columnName;
    private final Per per;
    private final Wanted wanted;
    /** Which it is of the partner; nothing where it tells of the image, or of how both differ. */
    private final @Nullable ImageArray ofPartner;

    /** What of an image has an element of its own. */
    private enum Per {
        IMAGE,
        CELL,
        OBJECT,
        SIDE_OF_BOX,
        DIFFICULTY,
        PARTNER,
        EDIT
    }

    /** Which requests ask for it. */
    private enum Wanted {
        ALWAYS,
        WITH_ANNOTATIONS,
        WITH_FACTORS,
        WITH_PAIRS,
        WITH_ANNOTATED_PAIRS;

        boolean by(DatasetSpec spec) {
            boolean annotated = spec.fileOptions().annotations();
            boolean paired = spec.recipe().pairs().isPresent();
            return switch (this) {
                case ALWAYS -> true;
                case WITH_ANNOTATIONS -> annotated;
                case WITH_FACTORS -> spec.fileOptions().factors();
                case WITH_PAIRS -> paired;
                case WITH_ANNOTATED_PAIRS -> annotated && paired;
            };
        }
    }

    ImageArray(String arrayName, String columnName, Per per, Wanted wanted) {
        this.arrayName = arrayName;
        this.columnName = columnName;
        this.per = per;
        this.wanted = wanted;
        this.ofPartner = null;
    }

    /** The same of the partner as another of the image. */
    ImageArray(ImageArray ofImage) {
        arrayName = ofImage.arrayName + "_b";
        columnName = ofImage.columnName + "_b";
        per = ofImage.per;
        wanted = ofImage.wanted == Wanted.ALWAYS ? Wanted.WITH_PAIRS : Wanted.WITH_ANNOTATED_PAIRS;
        ofPartner = ofImage;
    }

    /** The arrays that the files of a dataset hold, in their order. */
    public static List<ImageArray> of(DatasetSpec spec) {
        return Stream.of(values()).filter(array -> array.wanted.by(spec)).toList();
    }

    /** The arrays that a stream of a dataset's images holds, in their order: those of its files, and always the candidates. */
    public static List<ImageArray> ofStream(DatasetSpec spec) {
        return Stream.of(values())
                .filter(array -> array == CANDIDATES || array.wanted.by(spec))
                .toList();
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
            case IMAGE, PARTNER -> List.of();
            case EDIT -> List.of(4);
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

    private static Partner partnerOf(AtomicImage image) {
        return Objects.requireNonNull(image.partner(), "images of this dataset have partners");
    }

    private static void putLong(long value, byte[] target, int offset) {
        EIGHT_BYTES.set(target, offset, value);
    }

    /** Writes one image's elements where everything is 0. */
    void write(AtomicImage image, int label, byte[] target, int offset) {
        Objects.requireNonNull(ofPartner).write(partnerOf(image).image(), label, target, offset);
    }
}
