package io.atomicdatasets.layout;

import java.util.regex.Pattern;

/** The names of the files that every dataset has beside its arrays, and of the one that a dataset has while it is made. */
public final class FileNames {
    /** What is known of a dataset; written last, so that where it stands a dataset stands. */
    public static final String METADATA = "metadata.json";
    /** The description that dataset search engines and loaders read. */
    public static final String CROISSANT = "croissant.json";
    /** The dataset card, for people and for Hugging Face. */
    public static final String CARD = "README.md";
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

    /** The end of the name of a directory in which the parts of a dataset are made, beside where it will be. */
    public static final String PARTS_DIRECTORY = ".parts";
    /** How many parts a dataset is made in, and of which request, while it is. */
    public static final String PARTS = "parts.json";
    /** Locked by whoever joins the parts of a dataset. */
    public static final String JOIN_LOCK = "join.lock";

    private static final Pattern RECORD = Pattern.compile("[0-9]{5,18}\\.json");

    private FileNames() {}

    /** The name of what is noted of a shard that is finished, beside the dataset while it is made. */
    public static String record(long shard) {
        return "%05d.json".formatted(shard);
    }

    /** Whether a name is that of what is noted of a shard. */
    public static boolean isRecord(String name) {
        return RECORD.matcher(name).matches();
    }

    /** The media type of a file, by the end of its name. */
    public static String mediaType(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "npz" -> "application/zip";
            case "parquet" -> "application/vnd.apache.parquet";
            case "png" -> "image/png";
            case "json" -> "application/json";
            case "md" -> "text/markdown";
            case "tar" -> "application/x-tar";
            case SHA256SUMS -> "text/plain";
            default -> "application/octet-stream";
        };
    }
}
