package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.npy.Dtype;
import io.atomicdatasets.npy.NpyHeader;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.npy.NpzWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule is broken once, in files that are otherwise sound. */
class ValidatorTest {
    private static final int IMAGES = 3_000;
    private static final int TRAIN = 2_400;

    @TempDir
    Path directory;

    private DatasetSpec spec;

    @BeforeEach
    void write() throws Exception {
        spec = Specs.of("num_images", IMAGES, "palette", "arc");
        write(spec);
    }

    @Test
    void soundFilesPassEveryCheck() throws Exception {
        List<String> notAskedFor = List.of("parquet", "values", "split_of_shapes", "held_out", "factors", "pairs");

        Validation validation = validate();

        assertThat(validation.failure()).isEmpty();
        assertThat(validation.checks())
                .hasSize(Rule.values().length - notAskedFor.size())
                .allMatch(CheckResult::passed)
                .noneMatch(check -> notAskedFor.contains(check.check()));
        assertThat(validation.files())
                .extracting(FileResult::name)
                .containsExactly("train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy");
        assertThat(validation.files().get(0).bytes()).isEqualTo(Files.size(directory.resolve("train.npz")));
        assertThat(validation.picks())
                .hasSize(100)
                .extracting(PickedImage::index)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"object_count", "dominant_kind", "composition"})
    void everySchemeOfLabelsCanBeDerivedAgain(String label) throws Exception {
        spec = Specs.of("num_images", IMAGES, "label", label, "grid_size", 13);
        write(spec);

        assertThat(validate().failure()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "stored"})
    void annotationsAreCheckedToo(String compression) throws Exception {
        spec = Specs.of("num_images", IMAGES, "annotations", true, "compression", compression);
        write(spec);

        assertThat(validate().failure()).isEmpty();
        assertThat(validate().files().get(0).arrays())
                .hasSize(9)
                .allMatch(array ->
                        compression.equals("deflate") ? array.dataOffset() == null : array.dataOffset() % 64 == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks", "kinds", "values", "families", "boxes", "sizes"})
    void aSpoiledAnnotationIsFound(String array) throws Exception {
        spec = Specs.of("num_images", IMAGES, "annotations", true, "compression", "stored");
        write(spec);
        ArrayResult info = validate().files().get(0).arrays().stream()
                .filter(each -> each.name().equals(array))
                .findFirst()
                .orElseThrow();
        Path file = directory.resolve("train.npz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[info.dataOffset().intValue()] ^= 1;
        Files.write(file, bytes);

        assertThat(validate().checks())
                .filteredOn(check -> !check.passed())
                .extracting(CheckResult::check)
                .containsExactlyInAnyOrder("crc", "annotations");
    }

    @Test
    void aValueOutsideThePaletteIsFound() throws Exception {
        rewrite(arrays -> arrays.images[firstOccupied(arrays.images)] = 10);

        assertFailsAt("palette", "image 0 of train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"independent", "distinct", "same"})
    void valuesThatWereNotAskedForAreFound(String mode) throws Exception {
        spec = Specs.of("num_images", IMAGES, "palette", "arc", "value_mode", mode, "values", List.of(1, 3, 5, 7, 9));
        write(spec);
        assertThat(validate().failure()).isEmpty();
        rewrite(arrays -> fillObjects(arrays.images, 17, 2));

        assertFailsAt("values", "image 17 of train");
    }

    @Test
    void anObjectOfItsOwnValueIsFoundWhereAllHaveTheSame() throws Exception {
        spec = Specs.of("num_images", IMAGES, "value_mode", "same", "min_objects", 2);
        write(spec);
        rewrite(arrays -> arrays.images[firstOccupied(arrays.images)] ^= 1);

        assertFailsAt("values", "image 0 of train");
    }

    @Test
    void objectsOfOneValueAreFoundWhereAllHaveOthers() throws Exception {
        spec = Specs.of("num_images", IMAGES, "value_mode", "distinct", "min_objects", 2);
        write(spec);
        rewrite(arrays -> fillObjects(arrays.images, 3, 77));

        assertFailsAt("values", "image 3 of train");
    }

    @Test
    void aLabelThatCannotOccurIsFound() throws Exception {
        rewrite(arrays -> arrays.labels[17] = 5);

        assertFailsAt("label_range", "image 17 of train has label 5");
    }

    @Test
    void aWrongLabelIsFound() throws Exception {
        rewrite(arrays -> arrays.labels[17] = (byte) (arrays.labels[17] % 4 + 1));

        assertFailsAt("labels_derived", "image 17 of train");
    }

    @Test
    void anImageOfAnotherSplitIsFound() throws Exception {
        byte[] foreign = read("test.npz", "images.npy");
        rewrite(arrays -> System.arraycopy(foreign, 0, arrays.images, 256 * 99, 256));

        assertFailsAt("split_of_form", "image 99 of train");
    }

    @Test
    void anImageWhoseShapesAreOfAnotherSplitIsFound() throws Exception {
        spec = Specs.of("num_images", IMAGES, "split_by", "shapes");
        write(spec);
        assertThat(validate().failure()).isEmpty();
        byte[] foreign = read("test.npz", "images.npy");
        rewrite(arrays -> System.arraycopy(foreign, 0, arrays.images, 256 * 99, 256));

        assertFailsAt("split_of_shapes", "image 99 of train");
    }

    @Test
    void anImageThatShouldBeHeldOutIsFoundInTrain() throws Exception {
        spec = Specs.of(
                "num_images", IMAGES, "hold_out", Map.of("protocol", "interpolation", "num_images", IMAGES / 10));
        write(spec);
        assertThat(validate().failure()).isEmpty();
        byte[] foreign = read("ood.npz", "images.npy");
        rewrite(arrays -> System.arraycopy(foreign, 0, arrays.images, 256 * 99, 256));

        assertFailsAt("held_out", "image 99 of train");
    }

    @Test
    void anImageThatFulfilsNoConditionIsFoundInOod() throws Exception {
        spec = Specs.of(
                "num_images", IMAGES, "hold_out", Map.of("protocol", "interpolation", "num_images", IMAGES / 10));
        DatasetSpec other = Specs.of(
                "num_images",
                IMAGES,
                "hold_out",
                Map.of("when", List.of(Map.of("size", List.of(8, 10))), "num_images", IMAGES / 10));
        write(other);

        assertFailsAt("held_out", " of ood");
    }

    @Test
    void aMissingImageIsFound() throws Exception {
        rewrite(arrays -> arrays.count = TRAIN - 1);

        assertFailsAt("counts", "train.npz has 2399 images, not 2400");
    }

    @Test
    void anArrayOfAnotherShapeIsFound() throws Exception {
        rewrite(arrays -> arrays.side = 8);

        assertFailsAt("arrays", "train.npz");
    }

    @Test
    void aFileThatIsNoArchiveIsFound() throws Exception {
        Files.writeString(directory.resolve("val.npz"), "no archive");

        assertFailsAt("structure", "val.npz is too short for an archive");
    }

    @Test
    void chunkCountsThatDoNotAddUpAreFound() throws Exception {
        Path file = directory.resolve("chunks.npy");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 12]++;
        Files.write(file, bytes);

        assertFailsAt("chunks", "train adds up to 2401, not 2400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy"})
    void aMissingFileIsFound(String name) throws Exception {
        Files.delete(directory.resolve(name));

        assertFailsAt("structure", name + " is missing");
    }

    @Test
    void chunkCountsOfAnotherTypeOrShapeAreFound() throws Exception {
        Path file = directory.resolve("chunks.npy");
        byte[] rows = java.util.Arrays.copyOfRange(Files.readAllBytes(file), 128, (int) Files.size(file));
        for (NpyHeader header : List.of(
                NpyHeader.of(Dtype.UINT8, rows.length / 3, 3),
                NpyHeader.of(Dtype.UINT32, rows.length / 4),
                NpyHeader.of(Dtype.UINT32, rows.length / 4, 1),
                NpyHeader.of(Dtype.UINT32),
                NpyHeader.of(Dtype.UINT32, rows.length / 12 - 1, 3),
                NpyHeader.of(Dtype.UINT32, Long.MAX_VALUE / 10, 3))) {
            Files.write(file, header.toBytes());
            Files.write(file, rows, java.nio.file.StandardOpenOption.APPEND);

            assertFailsAt("structure", "chunks.npy h");
        }
    }

    @Test
    void aChunkThatGivesMoreImagesThanItHasCandidatesIsFound() throws Exception {
        Path file = directory.resolve("chunks.npy");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] = 1; // the highest byte of what the chunk gave to test
        Files.write(file, bytes);

        assertFailsAt("chunks", "not up to 16384");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "stored"})
    void anOffsetInSegmentsThatIsNotWhereAChunkBeginsIsFound(String compression) throws Exception {
        spec = Specs.of("num_images", 40_000, "compression", compression);
        write(spec);
        assertThat(validate().failure()).isEmpty();
        for (int row : new int[] {0, 1, 3}) {
            for (int array = 0; array < 2; array++) {
                long sound = segment(row, array);
                for (long wrong : new long[] {sound - 1, sound + 5, -1, segment(2, 1 - array)}) {
                    setSegment(row, array, wrong);

                    assertFailsAt("segments", "chunks.npy and segments.npy do not: ");
                }
                setSegment(row, array, sound);
            }
        }
        assertThat(validate().failure()).isEmpty();
    }

    /** Sums that are right, of counts that are not. */
    @Test
    void aCountThatIsAnotherChunksIsFound() throws Exception {
        spec = Specs.of("num_images", 50_000);
        write(spec);
        Path file = directory.resolve("chunks.npy");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer counts = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        counts.putInt(128, counts.getInt(128) - 1);
        counts.putInt(128 + 3 * 12, counts.getInt(128 + 3 * 12) + 1); // the last chunk, of which not all was wanted
        Files.write(file, bytes);

        assertFailsAt("segments", "chunk 0: ");
    }

    private Validation validate() throws Exception {
        return new Validator(spec, 2).validate(directory, new Progress());
    }

    private void assertFailsAt(String check, String detail) throws Exception {
        assertThat(validate().failure()).hasValueSatisfying(failure -> {
            assertThat(failure.check()).isEqualTo(check);
            assertThat(failure.detail()).contains(detail);
        });
    }

    private void write(DatasetSpec request) throws Exception {
        for (String name : List.of("train.npz", "val.npz", "test.npz", "ood.npz", "chunks.npy", "segments.npy")) {
            Files.deleteIfExists(directory.resolve(name));
        }
        try (ChunkLine line = new ChunkLine(request, 2);
                DatasetWriter writer = new DatasetWriter(request, directory)) {
            writer.write(line, new Progress());
        }
    }

    /** The arrays of train.npz, to be spoiled. */
    private static final class Arrays {
        private final byte[] images;
        private final byte[] labels;
        private int count = TRAIN;
        private int side = 16;

        private Arrays(byte[] images, byte[] labels) {
            this.images = images;
            this.labels = labels;
        }
    }

    private void rewrite(Consumer<Arrays> spoil) throws Exception {
        Arrays arrays = new Arrays(read("train.npz", "images.npy"), read("train.npz", "labels.npy"));
        spoil.accept(arrays);
        Path file = directory.resolve("train.npz");
        Files.delete(file);
        List<NpzMember> members = List.of(
                new NpzMember("images", NpyHeader.of(Dtype.UINT8, arrays.side, arrays.side)),
                new NpzMember("labels", NpyHeader.of(Dtype.UINT8)));
        SegmentEncoder encoder = SegmentEncoder.deflating();
        try (NpzWriter writer = new NpzWriter(file, members)) {
            List<NpzMember.Written> heads = writer.written();
            writer.append(0, encoder.encode(arrays.images, 0, arrays.count * arrays.side * arrays.side, arrays.side));
            writer.append(1, encoder.encode(arrays.labels, 0, arrays.count, 1));
            List<NpzMember.Written> ends = writer.written();
            writer.finish(arrays.count, new Progress());
            for (int array = 0; array < 2; array++) {
                long data = writer.dataOffsets()[array];
                setSegment(0, array, data + heads.get(array).compressedLength());
                setSegment(1, array, data + ends.get(array).compressedLength());
            }
        }
    }

    /** Changes an offset of train.npz in segments.npy. */
    private void setSegment(int row, int array, long offset) throws Exception {
        Path file = directory.resolve("segments.npy");
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(128 + Long.BYTES * (row * 2 * spec.presentSplits().size() + array), offset);
        Files.write(file, bytes);
    }

    private long segment(int row, int array) throws Exception {
        return ByteBuffer.wrap(Files.readAllBytes(directory.resolve("segments.npy")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(128 + Long.BYTES * (row * 2 * spec.presentSplits().size() + array));
    }

    private byte[] read(String file, String member) throws Exception {
        try (ZipFile zip = new ZipFile(directory.resolve(file).toFile())) {
            byte[] npy = zip.getInputStream(zip.getEntry(member)).readAllBytes();
            return java.util.Arrays.copyOfRange(npy, 128, npy.length);
        }
    }

    private static void fillObjects(byte[] images, int image, int value) {
        for (int cell = 256 * image; cell < 256 * (image + 1); cell++) {
            images[cell] = images[cell] == 0 ? 0 : (byte) value;
        }
    }

    private static int firstOccupied(byte[] cells) {
        int cell = 0;
        while (cells[cell] == 0) {
            cell++;
        }
        return cell;
    }
}
