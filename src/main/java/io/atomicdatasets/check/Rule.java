package io.atomicdatasets.check;

import java.util.Locale;

/** What every dataset must hold to; each becomes one line of {@code validation} in its metadata. */
enum Rule {
    STRUCTURE("every file is a ZIP of .npy members with nothing beside them"),
    ARRAYS("every array has its name, type and shape"),
    COUNTS("every split has exactly its images"),
    CRC("every member inflates to the bytes its CRC-32 was taken of"),
    CHUNKS("chunks.npy adds up to the splits"),
    SEGMENTS("chunks.npy and segments.npy find the elements of every chunk"),
    PALETTE("every cell is 0 or in the palette"),
    LABEL_RANGE("every label is one that can occur"),
    SPLIT_OF_FORM("every image is in the split that the hash of its form names"),
    /** In place of the rule before, where shapes decide. */
    SPLIT_OF_SHAPES("every image is in the split that the hash of its objects' shapes names"),
    /** Looked at only where something is held out. */
    HELD_OUT("every image that fulfils a condition that is held out is in ood, and no other image is"),
    CANDIDATES("candidates ascend, each within the chunk that chunks.npy says"),
    OBJECTS("every object is a shape of a kind in the mix and keeps its distance"),
    ANNOTATIONS("masks, boxes, kinds, families, values and sizes tell what the cells show"),
    /** Looked at only where there are factors. */
    FACTORS("shapes, orientations and difficulty tell what the cells show"),
    LABELS_DERIVED("labels counted again from the cells are those that stand"),
    STATISTICS("statistics are those of the images that were read back"),
    /** Looked at only where there are such rules. */
    VALUES("objects have the values that value_mode and values allow"),
    /** Looked at only where images have partners. */
    PAIRS(
            "every partner is in the split of its image, and differs from it in just the factor of just the object that edits tells"),
    /** Looked at only where there are tables. */
    PARQUET("every Parquet file holds what the arrays hold, and its checksums, levels and footer tell of just that");

    private final String promise;

    Rule(String promise) {
        this.promise = promise;
    }

    String promise() {
        return promise;
    }

    /** The name in metadata, such as {@code split_of_form}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
