package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.check.ParquetPart.Segments;
import io.atomicdatasets.parquet.ParquetColumn;
import io.atomicdatasets.parquet.ParquetTable;
import io.atomicdatasets.parquet.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetFileTest {
    private static final int STEP = Integer.getInteger("flip.step", 19);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyArrayIsReadAsItWasWritten(boolean stored) throws Exception {
        int[] rowsOfChunks = new int[40];
        for (int i = 0; i < rowsOfChunks.length; i++) {
            rowsOfChunks[i] = i % 7 * 13;
        }
        Sample sample = new Sample(Sample.annotated(16, 5, stored), rowsOfChunks);

        assertThat(read(sample.writeTo(directory.resolve("file")), sample.table()))
                .isEqualTo(arrays(sample));
    }

    @Test
    void aFileWithoutARowHasEmptyArrays() throws Exception {
        Sample sample = new Sample(Sample.images(8, false), 0, 0);

        assertThat(read(sample.writeTo(directory.resolve("file")), sample.table()))
                .isEqualTo(arrays(sample));
    }

    @Test
    void aPageOfManyPiecesIsReadAsItWasWritten() throws Exception {
        Sample sample = new Sample(Sample.images(32, false), 5000);

        assertThat(read(sample.writeTo(directory.resolve("file")), sample.table()))
                .isEqualTo(arrays(sample));
    }

    static Stream<ParquetTable> smallTables() {
        List<ParquetColumn> integers = List.of(ParquetColumn.int64("shapes", 3));
        return Stream.of(
                Sample.images(8, false),
                Sample.images(8, true),
                new ParquetTable(integers, false, 7),
                new ParquetTable(integers, true, 7));
    }

    /** Pages have checksums, and whatever the footer says is held against something. */
    @ParameterizedTest
    @MethodSource("smallTables")
    void anyFlippedBitIsFound(ParquetTable table) throws Exception {
        byte[] sound = Files.readAllBytes(new Sample(table, 5, 3).writeTo(directory.resolve("sound")));
        Path file = directory.resolve("flipped");

        List<Integer> unnoticed = new ArrayList<>();
        // Of each byte another bit.
        for (int bit = 0; bit < Byte.SIZE * sound.length; bit += STEP) {
            byte[] flipped = sound.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file, flipped);
            try {
                read(file, table);
                unnoticed.add(bit);
            } catch (MalformedParquetException expected) {
                assertThat(expected.offset()).isBetween(0L, (long) sound.length);
            }
        }

        assertThat(unnoticed).isEmpty();
    }

    @Test
    void aFileThatBreaksOffOrHasMoreIsFound() throws Exception {
        ParquetTable table = Sample.images(8, false);
        byte[] sound = Files.readAllBytes(new Sample(table, 5, 3).writeTo(directory.resolve("sound")));
        Path file = directory.resolve("cut");

        for (int length = 0; length <= sound.length + 1; length++) {
            if (length != sound.length) {
                Files.write(file, Arrays.copyOf(sound, length));
                assertThatThrownBy(() -> read(file, table)).isInstanceOf(MalformedParquetException.class);
            }
        }
    }

    @Test
    void bytesThatAreAnythingElseAreNoParquetFile() throws Exception {
        ParquetTable table = Sample.images(8, false);
        byte[] sound = Files.readAllBytes(new Sample(table, 5, 3).writeTo(directory.resolve("sound")));
        Path file = directory.resolve("noise");
        Random random = new Random(3);

        for (int i = 0; i < 500; i++) {
            byte[] noise = sound.clone();
            int from = random.nextInt(noise.length);
            for (int at = from; at < Math.min(noise.length, from + 1 + random.nextInt(40)); at++) {
                noise[at] = (byte) (sound[at] + 1 + random.nextInt(255));
            }
            Files.write(file, noise);
            assertThatThrownBy(() -> read(file, table)).isInstanceOf(MalformedParquetException.class);
        }
    }

    @Test
    void otherColumnsAndAnotherEncoderAreRefused() throws Exception {
        ParquetTable table = Sample.images(8, false);
        Path file = new Sample(table, 9).writeTo(directory.resolve("file"));

        assertThatThrownBy(() -> new ParquetFile(file, expected(Sample.images(16, false))))
                .isInstanceOf(MalformedParquetException.class)
                .hasMessageStartingWith("column image has other values than rows");
        assertThatThrownBy(() -> new ParquetFile(file, expected(Sample.annotated(8, 2, false))))
                .hasMessageStartingWith("has a schema of other columns");
        ParquetTable ofAnotherEncoder = new ParquetTable(table.columns(), table.stored(), 8);
        assertThatThrownBy(() -> new ParquetFile(file, expected(ofAnotherEncoder)))
                .hasMessageStartingWith("was not written by atomic-datasets version 8");
    }

    /** The checksum of each column's elements. */
    private static List<Integer> read(Path path, ParquetTable table) throws Exception {
        List<Integer> crcs = new ArrayList<>();
        try (ParquetFile file = new ParquetFile(path, expected(table))) {
            for (int column = 0; column < table.columns().size(); column++) {
                JoinedCrc crc = new JoinedCrc();
                for (int group = 0; group < file.rowGroups(); group++) {
                    crc.add(file.part(column, group).elements(Segments.NONE, () -> false));
                }
                crcs.add(crc.value());
            }
        }
        return crcs;
    }

    private static List<Integer> arrays(Sample sample) {
        List<Integer> crcs = new ArrayList<>();
        for (int column = 0; column < sample.table().columns().size(); column++) {
            CRC32 crc = new CRC32();
            crc.update(sample.raw(column));
            crcs.add((int) crc.getValue());
        }
        return crcs;
    }

    private static ExpectedTable expected(ParquetTable table) {
        List<ExpectedColumn> expected = new ArrayList<>();
        for (ParquetColumn column : table.columns()) {
            expected.add(new ExpectedColumn(
                    column.name(),
                    column.type().bytes(),
                    column.axes(),
                    column.axes().isEmpty()));
        }
        return new ExpectedTable(expected, !table.stored(), "atomic-datasets version " + table.encoderVersion());
    }
}
