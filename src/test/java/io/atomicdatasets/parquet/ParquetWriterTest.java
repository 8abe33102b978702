package io.atomicdatasets.parquet;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.deflate.Segment;
import io.atomicdatasets.deflate.SegmentEncoder;
import io.atomicdatasets.disk.StaleCheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParquetWriterTest {
    private static final int CHUNKS = 40;

    @TempDir
    Path directory;

    static Stream<Sample> samples() {
        int[] manyChunks = new int[CHUNKS];
        for (int i = 0; i < CHUNKS; i++) {
            manyChunks[i] = i % 4; // every fourth is empty
        }
        int[] nothingButTheLast = new int[CHUNKS];
        nothingButTheLast[CHUNKS - 1] = 3;
        ParquetTable oddLists = new ParquetTable(
                List.of(
                        ParquetColumn.uint8("one", 1),
                        ParquetColumn.uint8("tall", 3, 1),
                        ParquetColumn.uint8("wide", 1, 3),
                        ParquetColumn.uint8("deep", 2, 3, 4),
                        ParquetColumn.uint8("long", 300),
                        ParquetColumn.int64("one integer", 1),
                        ParquetColumn.int64("wide integers", 1, 3),
                        ParquetColumn.int64("long integers", 3, 100)),
                false,
                7);
        return Stream.of(
                new Sample(Sample.images(16, false), 300, 17),
                new Sample(Sample.annotated(32, 5, false), 33, 40),
                new Sample(Sample.images(8, true), 50, 7, 64),
                new Sample(Sample.annotated(9, 3, true), 21),
                new Sample(Sample.images(16, false)),
                new Sample(Sample.images(16, false), 0),
                new Sample(Sample.images(16, false), 1),
                new Sample(Sample.images(16, false), 2500), // more levels than fit into a piece
                new Sample(Sample.annotated(8, 8, false), manyChunks),
                new Sample(Sample.images(8, false), nothingButTheLast),
                new Sample(oddLists, 11, 8));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void parquetsOwnReaderFindsEveryArray(Sample sample) throws IOException {
        ParquetJava read = ParquetJava.read(sample.writeTo(directory.resolve("file.parquet")));

        assertThat(read.columns()).hasSize(sample.table().columns().size());
        for (int i = 0; i < read.columns().size(); i++) {
            ParquetColumn column = sample.table().columns().get(i);
            ParquetJava.Column found = read.columns().get(i);
            assertThat(found.path()).isEqualTo(column.name() + ".list.element".repeat(column.depth()));
            assertThat(found.values()).isEqualTo(values(column, sample.raw(i)));
            assertThat(found.repetitionLevels()).isEqualTo(levels(column, sample.rows()));
            assertThat(found.definitionLevels()).allMatch(level -> level == column.depth());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void sixteenChunksAreARowGroup(Sample sample) throws IOException {
        List<Long> rows = new ArrayList<>();
        for (int first = 0; first < sample.chunks().size(); first += 16) {
            int last = Math.min(first + 16, sample.chunks().size());
            long inGroup = sample.chunks().subList(first, last).stream()
                    .mapToLong(chunk -> chunk.get(0).rows())
                    .sum();
            if (inGroup > 0) {
                rows.add(inGroup);
            }
        }

        assertThat(ParquetJava.read(sample.writeTo(directory.resolve("file.parquet")))
                        .rowGroups())
                .extracting(group -> group.getRowCount())
                .isEqualTo(rows);
    }

    @Test
    void rowGroupsTellBetweenWhichValuesLabelsAndCandidatesAre() throws IOException {
        int[] rowsOfChunks = new int[32];
        Arrays.fill(rowsOfChunks, 10);
        Sample sample = new Sample(Sample.images(8, false), rowsOfChunks);

        ParquetJava read = ParquetJava.read(sample.writeTo(directory.resolve("file.parquet")));

        var second = read.rowGroups().get(1).getColumns();
        assertThat(second.get(0).getStatistics().isEmpty()).isTrue();
        assertThat(second.get(1).getStatistics().toString()).isEqualTo("min: 0, max: 255, num_nulls: 0");
        long first = 3 * 160 + (1L << 40);
        assertThat(second.get(2).getStatistics().toString())
                .isEqualTo("min: %d, max: %d, num_nulls: 0".formatted(first, first + 3 * 159));
        assertThat(read.createdBy()).isEqualTo("atomic-datasets version 7");
    }

    /** Whoever changes these bytes raises the encoder's version. */
    @Test
    void threeCandidatesAreTheseBytes() throws IOException {
        ParquetTable table = new ParquetTable(List.of(ParquetColumn.int64("candidate")), true, 7);

        assertThat(hex(new Sample(table, 3).writeTo(directory.resolve("file.parquet"))))
                .isEqualTo(unspaced("""
                        50415231
                        1500 1530 1530 15f48bc2bc0b
                          1c 1506 1500 1506 1506 00 00
                        0000000000010000 0300000000010000 0600000000010000
                        1502 192c
                          48 06736368656d61 1502 00
                          1504 2500 18 0963616e646964617465 00
                        1606 191c
                          191c
                            2600 1c 1504 19250006 1918 0963616e646964617465 1500 1606 165e 165e 2608
                              3c 3600 28 08 0600000000010000 18 08 0000000000010000 00 00 00
                          165e 1606 2608 165e 00
                        28 19 61746f6d69632d64617461736574732076657273696f6e2037
                        191c 1c00 00 00
                        88000000 50415231
                        """));
    }

    /** Whoever changes these bytes raises the encoder's version. */
    @Test
    void aPageOfThreeLabelsIsGzipAroundTheirSegment() throws IOException {
        Page page = new PageEncoder(Sample.images(8, false), SegmentEncoder.deflating())
                .page(1, 3, Segment.stored(new byte[] {1, 2, 3}));
        Path file = directory.resolve("page");
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            page.writeTo(channel);
        }

        assertThat(hex(file)).isEqualTo(unspaced("""
                        1500 1514 155a 159497c0a808
                          1c 1506 1510 1506 1506 00 00
                        1f8b 08 00 00000000 00 ff
                        00 0200 fdff 08 03
                        00 0300 fcff 010203
                        00 0500 faff 0000000000
                        0300
                        5e777114 0a000000
                        """));
    }

    /** Whoever changes these bytes raises the encoder's version. */
    @Test
    void aPageOfListsOfIntegersHasLevelsAndThenTheIntegers() throws IOException {
        ParquetTable table = new ParquetTable(List.of(ParquetColumn.int64("shapes", 2)), true, 7);
        byte[] integers = new byte[4 * Long.BYTES];
        ByteBuffer.wrap(integers).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(new long[] {1, -2, 3, 4});
        Page page = new PageEncoder(table, SegmentEncoder.storing())
                .page(0, 2, SegmentEncoder.storing().encode(integers, 0, integers.length, Long.BYTES));
        Path file = directory.resolve("page");
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE)) {
            page.writeTo(channel);
        }

        assertThat(hex(file)).endsWith(unspaced("""
                          1c 1508 1500 1506 1506 00 00
                        08000000 0200 0201 0200 0201
                        02000000 0801
                        0100000000000000 feffffffffffffff
                        0300000000000000 0400000000000000
                        """));
    }

    private static String unspaced(String hex) {
        return hex.replaceAll("\\s", "");
    }

    private static String hex(Path file) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSameRowsAreTheSameBytesWhereverAnotherWriterGoesOn(Sample sample) throws IOException {
        Path whole = sample.writeTo(directory.resolve("whole.parquet"));
        Path file = directory.resolve("resumed.parquet");
        List<List<Page>> chunks = sample.chunks();
        ParquetWriter.Written written = null;
        int next = 0;
        while (next < chunks.size()) {
            try (ParquetWriter writer = open(file, sample.table(), written)) {
                int last = Math.min(chunks.size(), next + 19); // three chunks are lost each time
                ParquetWriter.Written border = writer.written();
                for (int i = next; i < last; i++) {
                    writer.append(chunks.get(i));
                    if (writer.isBetweenRowGroups()) {
                        border = writer.written();
                    }
                }
                writer.force();
                written = border;
                next = last == chunks.size() ? last : last - last % 16;
                if (last == chunks.size()) {
                    writer.finish();
                    writer.deleteSpools();
                }
            }
        }
        if (chunks.isEmpty()) {
            sample.writeTo(file);
        }

        assertThat(file).hasSameBinaryContentAs(whole);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(whole, file);
        }
    }

    private static ParquetWriter open(Path file, ParquetTable table, ParquetWriter.Written written) throws IOException {
        return written == null ? new ParquetWriter(file, table) : new ParquetWriter(file, table, written);
    }

    @Test
    void aFileThatIsShorterThanItWasKnownToBeIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("short.parquet"), "PAR1");
        Files.createFile(directory.resolve("short.parquet.footer.spool"));

        assertThatThrownBy(() ->
                        new ParquetWriter(file, Sample.images(8, false), new ParquetWriter.Written(100, 3, 1, 50)))
                .isInstanceOf(StaleCheckpointException.class)
                .hasMessage("short.parquet has 4 bytes, not 100");
    }

    @Test
    void withinARowGroupNobodyCanGoOn() throws IOException {
        Sample sample = new Sample(Sample.images(8, false), 1);
        try (ParquetWriter writer = new ParquetWriter(directory.resolve("file.parquet"), sample.table())) {
            writer.append(sample.chunks().get(0));

            assertThat(writer.isBetweenRowGroups()).isFalse();
            assertThatIllegalStateException()
                    .isThrownBy(writer::written)
                    .withMessage("within a row group: 1 chunks of 16");
        }
    }

    @Test
    void anExistingFileIsLeftAlone() throws IOException {
        Path file = Files.writeString(directory.resolve("mine.parquet"), "mine");

        assertThatThrownBy(() -> new ParquetWriter(file, Sample.images(8, false)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("mine");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSizeOfTheFileFollowsFromHowFarItIs(Sample sample) throws IOException {
        Path file = directory.resolve("file.parquet");
        ParquetWriter.Written written;
        try (ParquetWriter writer = new ParquetWriter(file, sample.table())) {
            for (List<Page> chunk : sample.chunks()) {
                writer.append(chunk);
            }
            writer.endRowGroup();
            written = writer.written();
            writer.finish();
        }

        assertThat(file).hasSize(ParquetWriter.sizeInBytes(sample.table(), written));
    }

    @Test
    void pagesThatDoNotFitTheTableOrEachOtherAreRefused() throws IOException {
        Sample sample = new Sample(Sample.images(8, false), 4, 5);
        List<Page> mixed = List.of(
                sample.chunks().get(0).get(0),
                sample.chunks().get(1).get(1),
                sample.chunks().get(0).get(2));
        try (ParquetWriter writer = new ParquetWriter(directory.resolve("file.parquet"), sample.table())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.append(mixed))
                    .withMessage("pages of [4, 5, 4] rows for 3 columns");
            assertThatIllegalArgumentException().isThrownBy(() -> writer.append(mixed.subList(0, 2)));
        }
        Segment three = SegmentEncoder.deflating().encode(new byte[3], 0, 3, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageEncoder(sample.table(), SegmentEncoder.deflating()).page(1, 4, three))
                .withMessage("3 bytes are not 4 values of column label");
    }

    private static List<Long> values(ParquetColumn column, byte[] raw) {
        ByteBuffer in = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> values = new ArrayList<>();
        while (in.hasRemaining()) {
            values.add(column.type() == ParquetColumn.Type.INT64 ? in.getLong() : in.get() & 0xFFL);
        }
        return values;
    }

    /** How many lists a value goes on with, the outermost first. */
    private static List<Integer> levels(ParquetColumn column, int rows) {
        List<Integer> levels = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            addLevels(column.axes(), 0, 0, levels);
        }
        return levels;
    }

    private static void addLevels(List<Integer> axes, int depth, int levelOfFirst, List<Integer> levels) {
        if (depth == axes.size()) {
            levels.add(levelOfFirst);
            return;
        }
        for (int i = 0; i < axes.get(depth); i++) {
            addLevels(axes, depth + 1, i == 0 ? levelOfFirst : depth + 1, levels);
        }
    }
}
