package io.atomicdatasets.layout;

/** The names of the files that every dataset has beside its arrays, and of the one that a dataset has while it is made. */
public final class FileNames {
    /** What is known of a dataset; written last, so that where it stands a dataset stands. */
    public static final String METADATA = "metadata.json";
    /** The description that dataset search engines and loaders read. */
    public static final String CROISSANT = "croissant.json";
    /** The picture. */
    public static final String REPORT = "validation_report.png";
    /** How many images each chunk gave to each split, uint32 (chunks, splits). */
    public static final String CHUNKS = "chunks.npy";
    /** Where in the splits' files each chunk's elements stand, int64 (chunks + 1, splits, arrays). */
    public static final String SEGMENTS = "segments.npy";
    /** The digests of all files but itself and the metadata, as {@code sha256sum -c} reads them. */
    public static final String SHA256SUMS = "SHA256SUMS";
    /** How far an unfinished dataset is, beside its directory. */
    public static final String CHECKPOINT = "checkpoint.json";

    private FileNames() {}

    /** The media type of a file, by the end of its name. */
    public static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "npz" -> "application/zip";
            case "png" -> "image/png";
            case "json" -> "application/json";
            case "tar" -> "application/x-tar";
            case SHA256SUMS -> "text/plain";
            default -> "application/octet-stream";
        };
    }
}
