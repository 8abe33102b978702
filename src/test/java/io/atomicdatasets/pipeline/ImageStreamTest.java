package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.layout.ImageArray;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.StreamSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jetbrains.bio.npy.NpyArray;
import org.jetbrains.bio.npy.NpyFile;
import org.jetbrains.bio.npy.NpzFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream's images are those of a dataset of the same request, and its file is one as datasets have it. */
class ImageStreamTest {
    @TempDir
    Path directory;

    static List<DatasetSpec> requests() {
        return List.of(
                Specs.of("num_images", 20_000),
                Specs.of("num_images", 6_000, "annotations", true, "factors", true, "max_objects", 6),
                Specs.of("num_images", 20_000, "palette", "arc", "annotations", true, "seed", 7),
                Specs.of(
                        "num_images",
                        6_000,
                        "annotations",
                        true,
                        "value_mode",
                        "distinct",
                        "values",
                        List.of(70, 80, 90, 99),
                        "split_by",
                        "shapes"),
                Specs.of(
                        "num_images",
                        5_000,
                        "palette",
                        "arc",
                        "hold_out",
                        Map.of("protocol", "composition", "num_images", 700)),
                Specs.of("num_images", 5_000, "compression", "stored", "grid_size", 21, "max_objects", 8),
                Specs.of(
                        "num_images",
                        5_000,
                        "compression",
                        "stored",
                        "annotations",
                        true,
                        "grid_size",
                        8,
                        "min_objects",
                        2,
                        "label",
                        "dominant_kind"),
                Specs.of(
                        "num_images",
                        6_000,
                        "annotations",
                        true,
                        "min_gap",
                        0,
                        "mix",
                        Map.of("line", 1),
                        "label",
                        "composition",
                        "splits",
                        Map.of("train", 0.5, "val", 0.001, "test", 0.499)),
                Specs.of("num_images", 3_000, "min_objects", 1, "max_objects", 1, "splits", Map.of("train", 1)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void consecutiveStreamsAreTheSplitsOfTheDatasetToTheirEnd(DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        for (Split split : spec.presentSplits()) {
            Map<ImageArray, byte[]> held = arrays(dataset.file(split.fileName()), ImageArray.of(spec));
            Map<ImageArray, ByteArrayOutputStream> streamed = new EnumMap<>(ImageArray.class);
            int images = 0;
            int[] counts = {1, 16_383, 5_000, 20_000, 200_000};
            long start = 0;
            for (int i = 0; images < spec.count(split); i++) {
                int count = counts[Math.min(i, counts.length - 1)];
                Path file = write(ImageStream.npz(new StreamSpec(of(spec), split, start, count)));
                Map<ImageArray, byte[]> part = arrays(file, ImageArray.ofStream(spec));
                part.forEach((array, bytes) -> streamed.computeIfAbsent(array, each -> new ByteArrayOutputStream())
                        .writeBytes(bytes));
                images += part.get(ImageArray.LABELS).length;
                requireCandidates(part.get(ImageArray.CANDIDATES), start, count);
                start += count;
            }
            held.forEach((array, bytes) -> assertThat(Arrays.copyOf(
                            streamed.getOrDefault(array, new ByteArrayOutputStream())
                                    .toByteArray(),
                            bytes.length))
                    .as("%s of %s", array, split)
                    .isEqualTo(bytes));
        }
    }

    /** They ascend, and none is of another call. */
    private static void requireCandidates(byte[] elements, long start, int count) {
        ByteBuffer candidates = ByteBuffer.wrap(elements).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        for (long before = start - 1; candidates.hasRemaining(); ) {
            long candidate = candidates.getLong();
            assertThat(candidate).isGreaterThan(before).isLessThan(start + count);
            before = candidate;
        }
    }

    /** As it is when it was asked for without a number of images. */
    private static DatasetSpec of(DatasetSpec spec) throws Exception {
        Map<String, Object> fields = spec.toFields();
        fields.put(RequestField.NUM_IMAGES.label(), 1);
        return DatasetSpec.read(fields, Limits.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theFirstImagesAreTheBeginningOfTheSplit(DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        for (Split split : spec.presentSplits()) {
            int images = (int) spec.count(split);
            if (images > 0) {
                Path file = write(ImageStream.npzOfFirst(of(spec), split, images));

                Map<ImageArray, byte[]> held = arrays(dataset.file(split.fileName()), ImageArray.of(spec));
                assertThat(arrays(file, ImageArray.of(spec))).containsExactlyInAnyOrderEntriesOf(held);
            }
        }
    }

    @Test
    void theCellsAloneAreAFileOfNumPys() throws Exception {
        StreamSpec wanted =
                new StreamSpec(Specs.of("num_images", 1, "annotations", true), Split.VAL, 1_000_000, 70_000);
        byte[] cells = arrays(write(ImageStream.npz(wanted)), List.of(ImageArray.IMAGES))
                .get(ImageArray.IMAGES);

        NpyArray alone = NpyFile.read(write(ImageStream.npy(wanted)), 1 << 20);

        assertThat(alone.getShape()).containsExactly(cells.length / 256, 16, 16);
        assertThat(alone.asByteArray()).isEqualTo(cells);
    }

    @Test
    void aStreamWithoutAnImageHasEmptyArrays() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 1, "splits", Map.of("train", 1));

        Path file = write(ImageStream.npz(new StreamSpec(spec, Split.TEST, 0, 50_000)));

        try (NpzFile.Reader npz = NpzFile.read(file)) {
            assertThat(npz.get("images", 1 << 18).getShape()).containsExactly(0, 16, 16);
            assertThat(npz.get("candidates", 1 << 18).getShape()).containsExactly(0);
        }
        assertThat(ImageStream.npzOfFirst(spec, Split.VAL, 1).images()).isZero();
    }

    @Test
    void theLastCandidatesOfAllCanBeAskedFor() throws Exception {
        long start = Long.MAX_VALUE - 1_000;

        Path file = write(ImageStream.npz(new StreamSpec(Specs.of("num_images", 1), Split.TRAIN, start, 1_000)));

        byte[] candidates = arrays(file, List.of(ImageArray.CANDIDATES)).get(ImageArray.CANDIDATES);
        assertThat(candidates.length / Long.BYTES).isBetween(700, 900);
        requireCandidates(candidates, start, 1_000);
    }

    private Path write(ImageStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer part = stream.next(); part != null; part = stream.next()) {
            byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
        }
        assertThat(stream.next()).as("behind the end").isNull();
        return Files.write(directory.resolve("streamed"), bytes.toByteArray());
    }

    /** The elements of each array as bytes, by a reader of ZIP archives that is not ours. */
    private static Map<ImageArray, byte[]> arrays(Path file, List<ImageArray> arrays) throws IOException {
        Map<ImageArray, byte[]> elements = new EnumMap<>(ImageArray.class);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ImageArray array : arrays) {
                byte[] npy = zip.getInputStream(zip.getEntry(array.arrayName() + ".npy"))
                        .readAllBytes();
                elements.put(array, Arrays.copyOfRange(npy, 128, npy.length));
            }
        }
        return elements;
    }
}
