package io.atomicdatasets.cli;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The fields of a request as options. What they may hold is for {@link DatasetSpec} to say. */
final class RequestOptions {
    @Option(
            names = "--num-images",
            required = true,
            paramLabel = "N",
            description = "Images in all three splits together.")
    BigInteger numImages = BigInteger.ZERO;

    @Option(names = "--seed", paramLabel = "N", description = "The only source of randomness; 42 unless given.")
    @Nullable BigInteger seed;

    @Option(names = "--grid-size", paramLabel = "N", description = "Cells per side, 8 to 32; 16 unless given.")
    @Nullable BigInteger gridSize;

    @Option(names = "--palette", paramLabel = "NAME", description = "gray or arc; gray unless given.")
    @Nullable String palette;

    @Option(names = "--min-objects", paramLabel = "N", description = "Fewest objects aimed at, 1 to 8; 1 unless given.")
    @Nullable BigInteger minObjects;

    @Option(names = "--max-objects", paramLabel = "N", description = "Most objects aimed at, 1 to 8; 4 unless given.")
    @Nullable BigInteger maxObjects;

    @Option(
            names = "--mix",
            split = ",",
            paramLabel = "KIND=WEIGHT",
            description = "How often each kind is drawn;%nblob=0.4,rectangle=0.2,line=0.2,pattern=0.2 unless given.")
    @Nullable Map<String, BigDecimal> mix;

    @Option(
            names = "--min-gap",
            paramLabel = "N",
            description = "Empty cells kept between objects, 0 to 2; 1 unless given.")
    @Nullable BigInteger minGap;

    @Option(
            names = "--label",
            paramLabel = "SCHEME",
            description = "object_count, dominant_kind or composition;%nobject_count unless given.")
    @Nullable String label;

    @Option(
            names = "--splits",
            split = ",",
            paramLabel = "SPLIT=SHARE",
            description = "Shares that sum to 1; train=0.8,val=0.1,test=0.1 unless given.")
    @Nullable Map<String, BigDecimal> splits;

    @Option(names = "--annotations", description = "Add the ground truth to each file: masks, boxes, kinds and more.")
    boolean annotations;

    @Option(
            names = "--compression",
            paramLabel = "NAME",
            description = "deflate, or stored for files that can be memory-mapped;%ndeflate unless given.")
    @Nullable String compression;

    /** The request that the options make. */
    DatasetSpec toSpec() throws InvalidSpecException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("num_images", numImages);
        put(fields, "seed", seed);
        put(fields, "grid_size", gridSize);
        put(fields, "palette", palette);
        put(fields, "min_objects", minObjects);
        put(fields, "max_objects", maxObjects);
        put(fields, "mix", mix);
        put(fields, "min_gap", minGap);
        put(fields, "label", label);
        put(fields, "splits", splits);
        fields.put("annotations", annotations);
        put(fields, "compression", compression);
        return DatasetSpec.read(fields, Limits.DEFAULT);
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
