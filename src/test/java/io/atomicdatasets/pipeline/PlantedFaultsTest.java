package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.check.CheckResult;
import io.atomicdatasets.check.ClaimedStatistics;
import io.atomicdatasets.check.ValidatedSplits;
import io.atomicdatasets.check.Validator;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults such as a wrong generator or wrong counters would make, in files that are sound in every other way. */
class PlantedFaultsTest {
    private static final int SPLITS = 3;
    private static final int HEAD = 128;
    private static final int SLOTS = 4;
    private static final int BLOB = 0;
    private static final int RECTANGLE = 1;
    private static final int LINE = 2;

    @TempDir
    Path directory;

    private DatasetSpec spec;
    private PerSplit<ClaimedStatistics> claims;

    @Test
    void soundFilesAndStatisticsPass() throws Exception {
        write(Specs.of("num_images", 40_000, "annotations", true));
        assertThat(broken()).isEmpty();
    }

    @Test
    void soundFilesWithoutAnnotationsPass() throws Exception {
        write(Specs.of("num_images", 40_000, "label", "composition"));
        assertThat(broken()).isEmpty();
    }

    static Stream<Arguments> wrongCandidates() {
        Consumer<ByteBuffer> twice = candidates -> candidates.putLong(8, candidates.getLong(0));
        Consumer<ByteBuffer> swapped = candidates -> {
            long second = candidates.getLong(8);
            candidates.putLong(8, candidates.getLong(16));
            candidates.putLong(16, second);
        };
        Consumer<ByteBuffer> ofAnotherChunk =
                candidates -> candidates.putLong(candidates.capacity() - 8, Long.MAX_VALUE - 5);
        Consumer<ByteBuffer> negative = candidates -> candidates.putLong(0, -1);
        return Stream.of(
                Arguments.of("twice", twice),
                Arguments.of("swapped", swapped),
                Arguments.of("of another chunk", ofAnotherChunk),
                Arguments.of("negative", negative));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongCandidates")
    void wrongCandidatesAreFound(String fault, Consumer<ByteBuffer> plant) throws Exception {
        write(Specs.of("num_images", 40_000, "annotations", true));
        rewriteTrain(
                arrays -> plant.accept(ByteBuffer.wrap(arrays.get("candidates")).order(ByteOrder.LITTLE_ENDIAN)));

        assertThat(broken()).extracting(CheckResult::check).containsExactly("candidates");
    }

    /** The kind is wrong everywhere it is told, as if the generator took one family for another. */
    @Test
    void aWrongFamilyIsFoundThoughTheKindFitsIt() throws Exception {
        write(Specs.of("num_images", 3_000, "annotations", true));
        rewriteTrain(arrays -> {
            int at = 0;
            while (arrays.get("kinds")[at] != BLOB) {
                at++;
            }
            arrays.get("kinds")[at] = RECTANGLE;
            arrays.get("families")[at] = RECTANGLE;
        });
        claims = spoiled(claim -> {
            claim.kinds.merge(BLOB, -1L, Long::sum);
            claim.kinds.merge(RECTANGLE, 1L, Long::sum);
            claim.adjustShares();
        });

        assertThat(broken()).extracting(CheckResult::check).containsExactly("annotations");
    }

    static Stream<Arguments> wrongFactors() {
        Consumer<Map<String, byte[]>> anotherShape = arrays -> arrays.get("shapes")[7] ^= 1;
        Consumer<Map<String, byte[]>> aShapeOfNoObject = arrays -> {
            int at = freeSlot(arrays);
            arrays.get("shapes")[Long.BYTES * at + 7] = (byte) 0x80;
        };
        Consumer<Map<String, byte[]>> aShapeUpsideDown = arrays -> {
            int at = 0;
            while (arrays.get("orientations")[at] != 2) {
                at++;
            }
            ByteBuffer shapes = ByteBuffer.wrap(arrays.get("shapes")).order(ByteOrder.LITTLE_ENDIAN);
            shapes.putLong(Long.BYTES * at, upsideDown(shapes.getLong(Long.BYTES * at)));
        };
        Consumer<Map<String, byte[]>> anEqualOrientation = arrays -> {
            int at = 0;
            while (arrays.get("families")[at] != RECTANGLE || arrays.get("orientations")[at] != 0) {
                at++;
            }
            arrays.get("orientations")[at] = 2; // upside down a rectangle is the same
        };
        Consumer<Map<String, byte[]>> anOrientationOfNoObject =
                arrays -> arrays.get("orientations")[freeSlot(arrays)] = 0;
        Consumer<Map<String, byte[]>> anotherGap = arrays -> arrays.get("difficulty")[0]++;
        Consumer<Map<String, byte[]>> anotherNumberAtTheBorder = arrays -> arrays.get("difficulty")[1] ^= 1;
        Consumer<Map<String, byte[]>> anotherNumberOfPairs = arrays -> arrays.get("difficulty")[2] ^= 1;
        return Stream.of(
                Arguments.of("another shape", anotherShape),
                Arguments.of("a shape of no object", aShapeOfNoObject),
                Arguments.of("a shape upside down", aShapeUpsideDown),
                Arguments.of("an equal orientation", anEqualOrientation),
                Arguments.of("an orientation of no object", anOrientationOfNoObject),
                Arguments.of("another gap", anotherGap),
                Arguments.of("another number at the border", anotherNumberAtTheBorder),
                Arguments.of("another number of pairs", anotherNumberOfPairs));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongFactors")
    void wrongFactorsAreFound(String fault, Consumer<Map<String, byte[]>> plant) throws Exception {
        write(Specs.of("num_images", 3_000, "annotations", true, "factors", true, "palette", "arc"));
        assertThat(broken()).isEmpty();
        rewriteTrain(plant);

        assertThat(broken()).extracting(CheckResult::check).containsExactly("factors");
    }

    /** Objects that touch are told apart by their masks. */
    @Test
    void factorsOfObjectsThatTouchAreRight() throws Exception {
        write(Specs.of("num_images", 3_000, "annotations", true, "factors", true, "min_gap", 0, "grid_size", 8));
        assertThat(broken()).isEmpty();
    }

    private static int freeSlot(Map<String, byte[]> arrays) {
        int at = 0;
        while (arrays.get("orientations")[at] != -1) {
            at++;
        }
        return at;
    }

    /** A shape with its rows in the other order, in the first row again. */
    private static long upsideDown(long shape) {
        long turned = Long.reverseBytes(shape);
        while (turned >>> 56 == 0) {
            turned <<= 8;
        }
        return turned;
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(strings = {"object_count", "dominant_kind", "composition"})
    void aWrongLabelIsFoundThoughTheStatisticsCountIt(String scheme) throws Exception {
        write(Specs.of("num_images", 3_000, "label", scheme));
        rewriteTrain(arrays -> {
            byte[] labels = arrays.get("labels");
            int other = 1;
            while (labels[other] == labels[0]) {
                other++;
            }
            byte first = labels[0];
            labels[0] = labels[other];
            labels[other] = first;
        });

        assertThat(broken()).extracting(CheckResult::check).containsExactly("labels_derived");
    }

    static Stream<Arguments> wrongPairs() {
        Consumer<Map<String, byte[]>> slot = arrays ->
                longs(arrays, "edits").putLong(0, 3 - longs(arrays, "edits").getLong(0));
        Consumer<Map<String, byte[]>> factor = arrays -> longs(arrays, "edits").putLong(8, 1);
        Consumer<Map<String, byte[]>> from = arrays -> longs(arrays, "edits").putLong(16, 255);
        Consumer<Map<String, byte[]>> to = arrays -> longs(arrays, "edits").putLong(24, 255);
        Consumer<Map<String, byte[]>> oneCell = arrays -> arrays.get("images_b")[firstOccupied(arrays)] ^= 1;
        Consumer<Map<String, byte[]>> same =
                arrays -> System.arraycopy(arrays.get("images"), 0, arrays.get("images_b"), 0, 256);
        return Stream.of(
                Arguments.of("slot", slot),
                Arguments.of("factor", factor),
                Arguments.of("from", from),
                Arguments.of("to", to),
                Arguments.of("a cell of another value", oneCell),
                Arguments.of("nothing differs", same));
    }

    private static ByteBuffer longs(Map<String, byte[]> arrays, String name) {
        return ByteBuffer.wrap(arrays.get(name)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int firstOccupied(Map<String, byte[]> arrays) {
        int cell = 0;
        while (arrays.get("images_b")[cell] == 0) {
            cell++;
        }
        return cell;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongPairs")
    void wrongPairsAreFound(String fault, Consumer<Map<String, byte[]>> plant) throws Exception {
        write(Specs.of(
                "num_images", 400, "split_by", "shapes", "pairs", "move", "annotations", true, "min_objects", 4));
        assertThat(broken()).isEmpty();
        rewriteTrain(plant);

        assertThat(broken()).extracting(CheckResult::check).contains("pairs");
    }

    @Test
    void aWrongLabelOfAPartnerIsFound() throws Exception {
        write(Specs.of("num_images", 400, "split_by", "shapes", "pairs", "remove"));
        rewriteTrain(arrays -> arrays.get("labels_b")[0] = arrays.get("labels")[0]);

        assertThat(broken()).extracting(CheckResult::check).containsExactlyInAnyOrder("labels_derived", "statistics");
    }

    static Stream<Arguments> wrongStatistics() {
        return Stream.of(
                fault("images", claim -> claim.images++),
                fault("labels", claim -> {
                    claim.labels.merge(1, 1L, Long::sum);
                    claim.labels.merge(2, -1L, Long::sum);
                }),
                fault("a label that is left out", claim -> claim.labels.remove(3)),
                fault("cell values", claim -> {
                    claim.cellValues.set(100, claim.cellValues.get(100) + 1);
                    claim.cellValues.set(101, claim.cellValues.get(101) - 1);
                }),
                fault("fewer cell values", claim -> claim.cellValues.remove(255)),
                fault("objects", claim -> claim.objects--),
                fault("kinds", claim -> {
                    long blobs = claim.kinds.get(BLOB);
                    claim.kinds.put(BLOB, claim.kinds.get(LINE));
                    claim.kinds.put(LINE, blobs);
                    claim.adjustShares();
                }),
                fault("shares", claim -> claim.shares.merge(LINE, 0.01, Double::sum)),
                fault("sizes", claim -> {
                    claim.sizes.merge(4, 2500L, Long::sum);
                    claim.sizes.merge(5, -5000L, Long::sum);
                    claim.sizes.merge(6, 2500L, Long::sum);
                }),
                fault("weights", claim -> claim.inverse.set(0, claim.inverse.get(0) * 1.001)),
                fault("square roots of weights", claim -> claim.sqrtInverse.set(80, claim.sqrtInverse.get(80) + 1)),
                fault("weights of labels", claim -> claim.labelWeights.set(1, claim.labelWeights.get(1) * 1.001)),
                fault("fewer weights of labels", claim -> claim.labelWeights.remove(0)),
                fault("a weight that is no number", claim -> claim.inverse.set(64, Double.NaN)));
    }

    private static Arguments fault(String name, Consumer<Claim> plant) {
        return Arguments.of(name, plant);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongStatistics")
    void wrongStatisticsAreFound(String fault, Consumer<Claim> plant) throws Exception {
        for (boolean annotations : new boolean[] {false, true}) {
            write(Specs.of("num_images", 40_000, "annotations", annotations));
            claims = spoiled(plant);

            assertThat(broken()).extracting(CheckResult::check).containsExactly("statistics");
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** What is claimed of the training images, to be spoiled. */
    private static final class Claim {
        private long images;
        private final Map<Integer, Long> labels;
        private final List<Long> cellValues;
        private long objects;
        private final Map<Integer, Long> kinds;
        private final Map<Integer, Double> shares;
        private final Map<Integer, Long> sizes;
        private final List<Double> inverse;
        private final List<Double> sqrtInverse;
        private final List<Double> labelWeights;
        private final long changedLabels;

        Claim(ClaimedStatistics sound) {
            images = sound.images();
            labels = new HashMap<>(sound.labels());
            cellValues = new ArrayList<>(sound.cellValues());
            objects = sound.objects();
            kinds = new HashMap<>(sound.kinds());
            shares = new HashMap<>(sound.shares());
            sizes = new HashMap<>(sound.sizes());
            inverse = new ArrayList<>(sound.inverseWeights());
            sqrtInverse = new ArrayList<>(sound.sqrtInverseWeights());
            labelWeights = new ArrayList<>(sound.labelWeights());
            changedLabels = sound.changedLabels();
        }

        void adjustShares() {
            kinds.forEach((kind, count) -> shares.put(kind, (double) count / objects));
        }

        ClaimedStatistics toClaim() {
            return new ClaimedStatistics(
                    images,
                    labels,
                    cellValues,
                    objects,
                    kinds,
                    shares,
                    sizes,
                    inverse,
                    sqrtInverse,
                    labelWeights,
                    changedLabels);
        }
    }

    private PerSplit<ClaimedStatistics> spoiled(Consumer<Claim> plant) {
        Claim train = new Claim(claims.of(Split.TRAIN));
        plant.accept(train);
        return PerSplit.of(claims.splits(), split -> split == Split.TRAIN ? train.toClaim() : claims.of(split));
    }

    private List<CheckResult> broken() throws Exception {
        return new Validator(spec, 2, claims, ValidatedSplits.NONE)
                .validate(directory, new Progress()).checks().stream()
                        .filter(check -> !check.passed())
                        .toList();
    }

    private void write(DatasetSpec request) throws Exception {
        spec = request;
        try (ChunkLine line = new ChunkLine(spec, 2);
                DatasetWriter writer = new DatasetWriter(spec, directory)) {
            Statistics statistics = writer.write(line, new Progress());
            claims = Claims.of(
                    spec,
                    Metadata.of(new UUID(0, 1), Instant.EPOCH, spec, statistics, Rights.UNLESS_SAID)
                            .statistics());
        }
        assertThat(spec.recipe().maxObjects()).isEqualTo(SLOTS);
    }

    /** Writes train.npz again with other elements, whole and with the right checksums. */
    private void rewriteTrain(Consumer<Map<String, byte[]>> plant) throws Exception {
        Path file = directory.resolve(Split.TRAIN.fileName());
        List<NpzMember> members = SplitFile.membersOf(spec);
        Map<String, byte[]> arrays = new HashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (NpzMember member : members) {
                byte[] npy =
                        zip.getInputStream(zip.getEntry(member.name() + ".npy")).readAllBytes();
                arrays.put(member.name(), java.util.Arrays.copyOfRange(npy, HEAD, npy.length));
            }
        }
        plant.accept(arrays);
        Files.delete(file);
        SegmentEncoder encoder = SplitFile.encoderOf(spec);
        try (NpzWriter writer = new NpzWriter(file, members)) {
            List<List<NpzMember.Written>> ends = new ArrayList<>(List.of(writer.written()));
            int image = 0;
            for (int count : trainCounts()) {
                for (int i = 0; i < members.size(); i++) {
                    byte[] elements = arrays.get(members.get(i).name());
                    int row = elements.length / (int) spec.count(Split.TRAIN);
                    writer.append(i, encoder.encode(elements, image * row, count * row, row));
                }
                image += count;
                ends.add(writer.written());
            }
            writer.finish(spec.count(Split.TRAIN), new Progress());
            rewriteSegments(ends, writer.dataOffsets());
        }
    }

    /** How many images each chunk gave to train. */
    private int[] trainCounts() throws Exception {
        ByteBuffer chunks = ByteBuffer.wrap(Files.readAllBytes(directory.resolve("chunks.npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int[] counts = new int[(chunks.capacity() - HEAD) / (SPLITS * Integer.BYTES)];
        for (int chunk = 0; chunk < counts.length; chunk++) {
            counts[chunk] = chunks.getInt(HEAD + chunk * SPLITS * Integer.BYTES);
        }
        return counts;
    }

    private void rewriteSegments(List<List<NpzMember.Written>> ends, long[] dataOffsets) throws Exception {
        Path file = directory.resolve("segments.npy");
        ByteBuffer segments = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < ends.size(); row++) {
            for (int i = 0; i < dataOffsets.length; i++) {
                segments.putLong(
                        HEAD + Long.BYTES * (row * SPLITS * dataOffsets.length + i),
                        dataOffsets[i] + ends.get(row).get(i).compressedLength());
            }
        }
        Files.write(file, segments.array());
    }
}
