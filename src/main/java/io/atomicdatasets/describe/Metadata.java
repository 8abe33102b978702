package io.atomicdatasets.describe;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.ReadableBytes;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.HoldOut;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Labels;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code metadata.json}: everything that is known of a dataset, in the order in which it stands in the file. Names are
 * written in snake_case.
 *
 * @param version of this file's layout
 * @param timestamp when the dataset was made, always six digits of a second and {@code +00:00}
 * @param generationParams what the original script recorded of a request
 * @param datasetInfo images by split
 * @param memoryInfo what the arrays take in memory
 * @param fileFormat how they are stored
 * @param id the dataset's id
 * @param generator what made it
 * @param recipe every value of the request, resolved, as a request would give it
 * @param labelInfo what the labels mean
 * @param statistics what each split holds
 * @param files every file beside this one
 * @param validation the checks that the files passed before they were published
 * @param timing how long each phase took
 * @param citation how it may be used, and how it is cited; datasets of before do not tell
 */
public record Metadata(
        String version,
        String timestamp,
        GenerationParams generationParams,
        DatasetInfo datasetInfo,
        MemoryInfo memoryInfo,
        FileFormat fileFormat,
        UUID id,
        Generator generator,
        Map<String, Object> recipe,
        LabelInfo labelInfo,
        Map<String, SplitSummary> statistics,
        List<FileInfo> files,
        List<CheckInfo> validation,
        Timing timing,
        @Nullable Citation citation) {
    /** The version of this file's layout. */
    public static final String VERSION = "1.0.0";

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** What the original script recorded of a request. */
    public record GenerationParams(long numImages, long seed, int gridSize, Map<String, BigDecimal> splits) {}

    /** Images by split; those held out, if any are, are not in the total. */
    public record DatasetInfo(
            long trainCount,
            long valCount,
            long testCount,
            long totalCount,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long oodCount) {
        static DatasetInfo of(DatasetSpec spec) {
            return new DatasetInfo(
                    spec.count(Split.TRAIN),
                    spec.count(Split.VAL),
                    spec.count(Split.TEST),
                    spec.numImages(),
                    spec.division().holdOut().map(HoldOut::numImages).orElse(null));
        }
    }

    /** What the arrays of images take in memory. */
    public record MemoryInfo(int bytesPerImage, long totalBytes, String readable) {}

    /** How the arrays are stored. */
    public record FileFormat(String dtype, String compression) {}

    /**
     * What made the dataset.
     *
     * @param name of the program
     * @param version of the program
     * @param algorithmVersion of the images: equal ones give equal arrays
     * @param encoderVersion of the bytes: equal ones give equal files
     * @param layoutVersion of the files and their descriptions; left out of those of layout 1
     */
    public record Generator(
            String name,
            String version,
            int algorithmVersion,
            int encoderVersion,
            @Nullable Integer layoutVersion) {
        /** What equal requests gave equal results under. */
        public Versions versions() {
            return Versions.of(algorithmVersion, encoderVersion, layoutVersion);
        }
    }

    /** What the labels mean: the scheme and its classes. */
    public record LabelInfo(String scheme, List<ClassInfo> classes) {
        static LabelInfo of(Labels labels) {
            return new LabelInfo(
                    labels.scheme().label(),
                    labels.classes().stream()
                            .map(each -> new ClassInfo(each.label(), each.name(), each.canOccur()))
                            .toList());
        }
    }

    /** One label and its meaning. */
    public record ClassInfo(int label, String name, boolean canOccur) {}

    /**
     * What one split holds.
     *
     * @param images how many
     * @param labels images by label, of labels that can occur
     * @param cellValues cells by value, 256 numbers
     * @param objects how many objects stand
     * @param kinds objects by kind, beside what the mix asked for
     * @param objectSizes objects by their number of cells, 2..15
     * @param distinctImages how many different images
     * @param cellWeights weights of the cell values for a loss over cells
     * @param labelWeights {@code images / (classes that occur * images with that label)} for each class of {@code label_info}
     *     in its order, 0 for those that do not occur; layout 1 did not tell them
     * @param mutualInformation of each two factors of objects, in bits; only where something is held out
     * @param changedLabels how many partners have another label than their images; only where images have partners
     */
    public record SplitSummary(
            long images,
            Map<String, LabelCount> labels,
            List<Long> cellValues,
            long objects,
            Map<String, KindCount> kinds,
            Map<String, Long> objectSizes,
            Distinct distinctImages,
            @JsonAlias("class_weights") CellWeights cellWeights,
            @Nullable List<Double> labelWeights,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Map<String, Double>> mutualInformation,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long changedLabels) {}

    /** Images with one label, and how many of them differ. */
    public record LabelCount(long images, Distinct distinctImages) {}

    /** Objects of one kind, their share of all objects, and the share of draws that the mix gives the kind. */
    public record KindCount(long objects, double share, double mix) {}

    /**
     * Weights of the cell values that occur, 0 for the others; 256 numbers each.
     *
     * @param inverse {@code cells / (values * count)}
     * @param sqrtInverse the square roots of these
     */
    public record CellWeights(List<Double> inverse, List<Double> sqrtInverse) {}

    /** One check that was made before publishing. */
    public record CheckInfo(String check, boolean passed, String detail) {}

    /** Seconds by phase up to the writing of this file, and images a second over them. */
    public record Timing(Map<String, Double> seconds, double totalSeconds, double imagesPerSecond) {}

    /** What is known of a dataset once its arrays are written; {@link #complete} adds the rest. */
    public static Metadata of(UUID id, Instant made, DatasetSpec spec, Statistics statistics, Rights rights) {
        Generator generator = new Generator(
                Program.NAME,
                Program.VERSION,
                Versions.CURRENT.algorithm(),
                Versions.CURRENT.encoder(),
                Versions.CURRENT.layout());
        return new Metadata(
                VERSION,
                TIMESTAMP.format(made),
                new GenerationParams(
                        spec.numImages(),
                        spec.seed(),
                        spec.recipe().gridSize(),
                        spec.splits().toFields()),
                DatasetInfo.of(spec),
                new MemoryInfo(
                        spec.bytesPerImage(),
                        spec.allImages() * spec.bytesPerImage(),
                        ReadableBytes.of(spec.allImages() * spec.bytesPerImage())),
                new FileFormat("uint8", "npz"),
                id,
                generator,
                spec.toFields(),
                LabelInfo.of(spec.labels()),
                Summaries.of(spec, statistics),
                List.of(),
                List.of(),
                new Timing(Map.of(), 0, 0),
                Citation.of(rights, spec, generator));
    }

    /** The file. */
    public byte[] toBytes() {
        return DatasetJson.toBytes(this);
    }

    /** Whether everything is there; JSON can leave out what a record may not. */
    boolean isComplete() {
        return Stream.of(
                                version,
                                timestamp,
                                generationParams,
                                datasetInfo,
                                id,
                                generator,
                                recipe,
                                labelInfo,
                                statistics,
                                files,
                                timing)
                        .allMatch(Objects::nonNull)
                && labelInfo.scheme() != null
                && labelInfo.classes() != null
                && labelInfo.classes().stream().allMatch(each -> each != null && each.name() != null)
                && Stream.of(Split.TRAIN, Split.VAL, Split.TEST)
                        .allMatch(split -> isComplete(statistics.get(split.label())))
                && (!recipe.containsKey(RequestField.HOLD_OUT.label()) || isComplete(statistics.get(Split.OOD.label())))
                && files.stream().allMatch(file -> file != null && file.name() != null && file.sha256() != null);
    }

    private static boolean isComplete(@Nullable SplitSummary split) {
        return split != null
                && Stream.of(split.labels(), split.kinds(), split.objectSizes()).allMatch(Objects::nonNull);
    }

    /** The request that the dataset was made from. */
    public DatasetSpec spec() throws IOException {
        try {
            return DatasetSpec.read(recipe, Limits.NONE);
        } catch (InvalidSpecException e) {
            throw new IOException(FileNames.METADATA + " tells no request: " + e.getMessage(), e);
        }
    }

    /** This description with the files, checks and times that were not known before. */
    public Metadata complete(List<FileInfo> allFiles, List<CheckInfo> checks, Timing times) {
        return new Metadata(
                version,
                timestamp,
                generationParams,
                datasetInfo,
                memoryInfo,
                fileFormat,
                id,
                generator,
                recipe,
                labelInfo,
                statistics,
                allFiles,
                checks,
                times,
                citation);
    }
}
