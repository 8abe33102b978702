package io.atomicdatasets.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.deflate.SegmentEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectRowsTest {
    @TempDir
    Path directory;

    /** Two objects, none, three; room for three. */
    private static final AnnotatedImages IMAGES = new AnnotatedImages(
            3,
            3,
            bytes(2, 0, 3),
            longs(1L << 40, 5, -1),
            bytes(0, 1, 255, 255, 255, 255, 3, 2, 0),
            bytes(7, 8, 0, 0, 0, 0, 200, 9, 7),
            bytes(0, 1, 255, 255, 255, 255, 10, 5, 0),
            bytes(
                    1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 10, 11, 12, 13, 14, 15,
                    16, 17, 18, 19, 20),
            bytes(12, 13, 0, 0, 0, 0, 14, 15, 16),
            Optional.of(new AnnotatedImages.Factors(
                    longs(1L << 62, -2, 0, 0, 0, 0, 3, 4, Long.MIN_VALUE), bytes(0, 7, 255, 255, 255, 255, 1, 2, 3))));

    @Test
    void anObjectIsARow() throws IOException {
        Map<String, List<Long>> columns = ParquetJava.read(write(true, false)).columns().stream()
                .collect(Collectors.toMap(ParquetJava.Column::path, ParquetJava.Column::values));

        assertThat(columns)
                .hasSize(14)
                .containsEntry("slot", List.of(0L, 1L, 0L, 1L, 2L))
                .containsEntry("kind", List.of(0L, 1L, 3L, 2L, 0L))
                .containsEntry("family", List.of(0L, 1L, 10L, 5L, 0L))
                .containsEntry("value", List.of(7L, 8L, 200L, 9L, 7L))
                .containsEntry("row", List.of(1L, 5L, 9L, 13L, 17L))
                .containsEntry("column", List.of(2L, 6L, 10L, 14L, 18L))
                .containsEntry("height", List.of(3L, 7L, 11L, 15L, 19L))
                .containsEntry("width", List.of(4L, 8L, 12L, 16L, 20L))
                .containsEntry("size", List.of(12L, 13L, 14L, 15L, 16L))
                .containsEntry("objects", List.of(2L, 2L, 3L, 3L, 3L))
                .containsEntry("label", List.of(2L, 2L, 3L, 3L, 3L))
                .containsEntry("candidate", List.of(1L << 40, 1L << 40, -1L, -1L, -1L))
                .containsEntry("shape", List.of(1L << 62, -2L, 3L, 4L, Long.MIN_VALUE))
                .containsEntry("orientation", List.of(0L, 7L, 1L, 2L, 3L));
    }

    @Test
    void duckDbCountsObjectsByKindAndValue() throws IOException, SQLException {
        for (boolean stored : new boolean[] {false, true}) {
            String query =
                    "select kind, value, count(*) from '%s' group by all order by all".formatted(write(false, stored));

            assertThat(DuckDb.rowsOf(query)).containsExactly("0 7 2", "1 8 1", "2 9 1", "3 200 1");
        }
    }

    @Test
    void imagesWithoutAnObjectGiveNoRow() throws IOException {
        ParquetTable table = ObjectRows.tableOf(false, false, 7);
        AnnotatedImages none = new AnnotatedImages(
                1,
                1,
                bytes(0),
                longs(0),
                bytes(255),
                bytes(0),
                bytes(255),
                bytes(0, 0, 0, 0),
                bytes(0),
                Optional.empty());

        List<Page> pages = new ObjectRows(table, SegmentEncoder.deflating()).pagesOf(none);

        assertThat(pages).hasSize(12).allMatch(page -> page.rows() == 0);
    }

    private Path write(boolean factors, boolean stored) throws IOException {
        ParquetTable table = ObjectRows.tableOf(factors, stored, 7);
        ObjectRows rows = new ObjectRows(table, stored ? SegmentEncoder.storing() : SegmentEncoder.deflating());
        Path file = directory.resolve(stored + ".parquet");
        try (ParquetWriter writer = new ParquetWriter(file, table)) {
            writer.append(rows.pagesOf(factors ? IMAGES : withoutFactors()));
            writer.finish();
            writer.deleteSpools();
        }
        return file;
    }

    private static AnnotatedImages withoutFactors() {
        return new AnnotatedImages(
                IMAGES.count(),
                IMAGES.slots(),
                IMAGES.labels(),
                IMAGES.candidates(),
                IMAGES.kinds(),
                IMAGES.values(),
                IMAGES.families(),
                IMAGES.boxes(),
                IMAGES.sizes(),
                Optional.empty());
    }

    private static ByteBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer longs(long... values) {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            out.putLong(value);
        }
        return out;
    }
}
