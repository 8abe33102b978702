package io.atomicdatasets.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbReadsParquetTest {
    /** The column of {@link Sample#annotated} whose lists are of integers. */
    private static final int SHAPES = 9;

    @TempDir
    Path directory;

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample(Sample.images(16, false), 300, 0, 17),
                new Sample(Sample.images(16, false), new int[40]),
                new Sample(Sample.images(8, true), 13, 20),
                new Sample(Sample.annotated(32, 5, false), 33, 40));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyRowIsThere(Sample sample) throws IOException, SQLException {
        Path file = sample.writeTo(directory.resolve("file.parquet"));

        assertThat(DuckDb.rowsOf("select array_to_string(flatten(image), ','), label, candidate from '" + file + "'"))
                .isEqualTo(rows(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void cellsCanBeAddressedByRowAndColumn(Sample sample) throws IOException, SQLException {
        Path file = sample.writeTo(directory.resolve("file.parquet"));
        int side = sample.table().columns().get(0).axes().get(0);
        byte[] cells = sample.raw(0);
        long sum = 0;
        for (int row = 0; row < sample.rows(); row++) {
            sum += cells[(row * side + 1) * side + 4] & 0xFF;
        }

        assertThat(DuckDb.rowsOf("select coalesce(sum(image[2][5]), 0) from '" + file + "'"))
                .containsExactly(String.valueOf(sum));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void listsOfIntegersAreThereWhateverTheirSign(boolean stored) throws IOException, SQLException {
        Sample sample = new Sample(Sample.annotated(8, 3, stored), 33, 0, 40);
        Path file = sample.writeTo(directory.resolve("file.parquet"));
        LongBuffer integers = ByteBuffer.wrap(sample.raw(SHAPES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        List<String> rows = new ArrayList<>();
        while (integers.hasRemaining()) {
            rows.add("%d,%d,%d".formatted(integers.get(), integers.get(), integers.get()));
        }

        assertThat(DuckDb.rowsOf("select array_to_string(shapes, ',') from '" + file + "'"))
                .isEqualTo(rows)
                .anyMatch(row -> row.startsWith("-"));
    }

    private static List<String> rows(Sample sample) {
        byte[] cells = sample.raw(0);
        byte[] labels = sample.raw(1);
        ByteBuffer candidates = ByteBuffer.wrap(sample.raw(2)).order(ByteOrder.LITTLE_ENDIAN);
        int cellsPerImage = sample.table().columns().get(0).valuesPerRow();
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < sample.rows(); row++) {
            StringJoiner image = new StringJoiner(",");
            for (int cell = 0; cell < cellsPerImage; cell++) {
                image.add(String.valueOf(cells[row * cellsPerImage + cell] & 0xFF));
            }
            rows.add("%s %d %d".formatted(image, labels[row] & 0xFF, candidates.getLong(8 * row)));
        }
        return rows;
    }
}
