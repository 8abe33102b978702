package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentBuffer;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.layout.SplitFile;
import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.parquet.Bounds;
import io.atomicdatasets.parquet.PageEncoder;
import io.atomicdatasets.parquet.ParquetColumn;
import io.atomicdatasets.parquet.ParquetTable;
import io.atomicdatasets.parquet.ParquetWriter;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedTablesTest {
    private static final int FLIPS = 150;

    @TempDir
    Path directory;

    @TempDir
    Path others;

    private static DatasetSpec spec(int seed, String compression) {
        return Specs.of(
                "num_images",
                400,
                "seed",
                seed,
                "parquet",
                true,
                "annotations",
                true,
                "factors",
                true,
                "compression",
                compression,
                "grid_size",
                9,
                "max_objects",
                3);
    }

    @Test
    void soundTablesPassAndAreListed() throws Exception {
        write(spec(1, "deflate"), directory);

        Validation validation = validate(spec(1, "deflate"));

        assertThat(validation.failure()).isEmpty();
        assertThat(validation.checks()).extracting(CheckResult::check).contains("parquet");
        assertThat(validation.files())
                .filteredOn(file -> file.rows() != null)
                .extracting(FileResult::name)
                .containsExactly(
                        "train.parquet",
                        "train-objects.parquet",
                        "val.parquet",
                        "val-objects.parquet",
                        "test.parquet",
                        "test-objects.parquet");
        assertThat(validation.files())
                .filteredOn(file -> file.name().equals("train.parquet"))
                .extracting(FileResult::rows)
                .containsExactly(320L);
    }

    @ParameterizedTest
    @CsvSource({
        "deflate, train.parquet",
        "stored, val.parquet",
        "deflate, test-objects.parquet",
        "stored, train-objects.parquet"
    })
    void aFlippedBitAnywhereIsFoundAndItsFileNamed(String compression, String name) throws Exception {
        DatasetSpec spec = spec(1, compression);
        write(spec, directory);
        Path file = directory.resolve(name);
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(5);

        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = sound.clone();
            int at = random.nextInt(sound.length);
            flipped[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(file, flipped);
            assertThat(broken(spec)).as("byte " + at).singleElement().asString().contains("; " + name + " ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 500})
    void aTableThatBreaksOffIsFound(int bytes) throws Exception {
        DatasetSpec spec = spec(1, "deflate");
        write(spec, directory);
        Path file = directory.resolve("val.parquet");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));

        assertThat(broken(spec)).singleElement().asString().contains("; val.parquet ");
    }

    @Test
    void aTableThatIsMissingIsFound() throws Exception {
        DatasetSpec spec = spec(1, "deflate");
        write(spec, directory);
        Files.delete(directory.resolve("test-objects.parquet"));

        assertThat(broken(spec)).singleElement().asString().endsWith("test-objects.parquet is missing");
    }

    /** Each is a sound Parquet file of the right columns. */
    @Test
    void theTableOfAnotherDatasetIsFound() throws Exception {
        DatasetSpec spec = spec(1, "deflate");
        write(spec, directory);
        write(spec(2, "deflate"), others);

        for (String name : List.of("train.parquet", "train-objects.parquet")) {
            byte[] sound = Files.readAllBytes(directory.resolve(name));
            Files.write(directory.resolve(name), Files.readAllBytes(others.resolve(name)));
            assertThat(broken(spec)).singleElement().asString().contains("; " + name + " has ");
            Files.write(directory.resolve(name), sound);
        }
        assertThat(broken(spec)).isEmpty();
    }

    @Test
    void aTableOfAnotherNumberOfRowsIsFound() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 400, "parquet", true);
        write(spec, directory);
        write(Specs.of("num_images", 500, "parquet", true), others);
        Files.write(directory.resolve("train.parquet"), Files.readAllBytes(others.resolve("train.parquet")));

        assertThat(broken(spec)).singleElement().asString().endsWith("train.parquet has 400 rows, not 320");
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "labels"})
    void oneOtherValueIsFoundThoughAllChecksumsAreRight(String spoiled) throws Exception {
        DatasetSpec spec = Specs.of("num_images", 400, "parquet", true);
        write(spec, directory);
        byte[] images = elements("images");
        byte[] labels = elements("labels");
        Path file = directory.resolve("train.parquet");
        byte[] sound = Files.readAllBytes(file);
        rewriteTrain(spec, images, labels);
        assertThat(file).hasBinaryContent(sound);

        if (spoiled.equals("images")) {
            Arrays.fill(
                    images, images.length - 16 * 16, images.length, (byte) 0); // the encoder takes nothing but images
        } else {
            labels[labels.length - 1] ^= 1;
        }
        rewriteTrain(spec, images, labels);

        assertThat(broken(spec))
                .singleElement()
                .asString()
                .endsWith("train.parquet has another column " + spoiled.substring(0, spoiled.length() - 1)
                        + " than the arrays beside it");
    }

    /** A page that holds the array's segment is not inflated: what gzip says of its elements is held against the array. */
    @Test
    void aWrongChecksumOfTheElementsIsFoundThoughThePageHasItsOwnRight() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 400, "parquet", true);
        write(spec, directory);

        rewriteTrain(spec, elements("images"), elements("labels"), 1);

        assertThat(broken(spec))
                .singleElement()
                .asString()
                .endsWith("train.parquet has another column image than the arrays beside it");
    }

    private byte[] elements(String array) throws Exception {
        try (ZipFile zip = new ZipFile(directory.resolve("train.npz").toFile());
                InputStream npy = zip.getInputStream(zip.getEntry(array + ".npy"))) {
            npy.skipNBytes(128);
            return npy.readAllBytes();
        }
    }

    /** Writes the table as it is written of such images. */
    private void rewriteTrain(DatasetSpec spec, byte[] images, byte[] labels) throws Exception {
        rewriteTrain(spec, images, labels, 0);
    }

    private void rewriteTrain(DatasetSpec spec, byte[] images, byte[] labels, int wrongBits) throws Exception {
        Path file = directory.resolve("train.parquet");
        Files.delete(file);
        ParquetTable table = SplitTables.tableOf(spec, Rows.IMAGES);
        SegmentEncoder encoder = SplitFile.encoderOf(spec);
        PageEncoder pages = new PageEncoder(table, SegmentEncoder.deflating());
        Segment cells = encoder.encodeImages(images, 0, images.length, 16, new long[0], new SegmentBuffer());
        cells = new Segment(cells.compressed(), cells.rawLength(), cells.crc() ^ wrongBits);
        Segment classes = encoder.encode(labels, 0, labels.length, 1);
        try (ParquetWriter writer = new ParquetWriter(file, table)) {
            Bounds bounds = Bounds.of(ParquetColumn.Type.UINT8, labels, labels.length);
            writer.append(List.of(pages.page(0, labels.length, cells), pages.page(1, labels.length, classes, bounds)));
            writer.finish();
            writer.deleteSpools();
        }
    }

    @Test
    void tablesOfAnotherCompressionAreRefused() throws Exception {
        DatasetSpec spec = spec(1, "deflate");
        write(spec, directory);
        write(spec(1, "stored"), others);
        Files.write(directory.resolve("train.parquet"), Files.readAllBytes(others.resolve("train.parquet")));

        assertThat(broken(spec)).singleElement().asString().contains("column image is not compressed by gzip");
    }

    private List<String> broken(DatasetSpec spec) throws Exception {
        return validate(spec).checks().stream()
                .filter(check -> !check.passed())
                .map(check -> check.check() + ": " + check.detail())
                .toList();
    }

    private Validation validate(DatasetSpec spec) throws Exception {
        return new Validator(spec, 2).validate(directory, new Progress());
    }

    private static void write(DatasetSpec spec, Path directory) throws Exception {
        try (ChunkLine line = new ChunkLine(spec, 2);
                DatasetWriter writer = new DatasetWriter(spec, directory)) {
            writer.write(line, new Progress());
        }
    }
}
