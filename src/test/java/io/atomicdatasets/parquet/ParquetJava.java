package io.atomicdatasets.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * What Parquet's own reader finds in a file, checksums of pages included.
 *
 * @param schema of the file
 * @param createdBy who wrote it
 * @param rowGroups what the footer says of each
 * @param columns what is in its columns
 */
public record ParquetJava(MessageType schema, String createdBy, List<BlockMetaData> rowGroups, List<Column> columns) {
    /** The leaves of one column, in order: values, and at which list each begins a new element. */
    public record Column(
            String path, List<Long> values, List<Integer> repetitionLevels, List<Integer> definitionLevels) {
        private Column(ColumnDescriptor descriptor) {
            this(String.join(".", descriptor.getPath()), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        private void add(ColumnReader reader, ColumnDescriptor descriptor, long count) {
            boolean isInt32 = descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT32;
            for (long i = 0; i < count; i++) {
                values.add(isInt32 ? reader.getInteger() : reader.getLong());
                repetitionLevels.add(reader.getCurrentRepetitionLevel());
                definitionLevels.add(reader.getCurrentDefinitionLevel());
                reader.consume();
            }
        }
    }

    public static ParquetJava read(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .usePageChecksumVerification()
                .withCodecFactory(new Gzip())
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            String createdBy = reader.getFileMetaData().getCreatedBy();
            List<Column> columns = schema.getColumns().stream().map(Column::new).toList();
            for (BlockMetaData rowGroup : reader.getRowGroups()) {
                PageReadStore pages = reader.readNextRowGroup();
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                        pages, new GroupRecordConverter(schema).getRootConverter(), schema, createdBy);
                for (int i = 0; i < columns.size(); i++) {
                    ColumnDescriptor descriptor = schema.getColumns().get(i);
                    long count = rowGroup.getColumns().get(i).getValueCount();
                    columns.get(i).add(store.getColumnReader(descriptor), descriptor, count);
                }
            }
            return new ParquetJava(schema, createdBy, reader.getRowGroups(), columns);
        }
    }

    /** Only what these files need, without Hadoop's codecs. */
    private static final class Gzip implements CompressionCodecFactory {
        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            return new BytesInputDecompressor() {
                @Override
                public BytesInput decompress(BytesInput bytes, int rawLength) throws IOException {
                    if (codec == CompressionCodecName.UNCOMPRESSED) {
                        return bytes;
                    }
                    try (GZIPInputStream gzip = new GZIPInputStream(bytes.toInputStream())) {
                        byte[] raw = gzip.readAllBytes();
                        if (raw.length != rawLength) {
                            throw new IOException(raw.length + " bytes inflated, not " + rawLength);
                        }
                        return BytesInput.from(raw);
                    }
                }

                @Override
                public void decompress(ByteBuffer from, int length, ByteBuffer into, int rawLength) throws IOException {
                    byte[] bytes = new byte[length];
                    from.get(bytes);
                    into.put(decompress(BytesInput.from(bytes), rawLength)
                            .toInputStream()
                            .readAllBytes());
                }

                @Override
                public void release() {}
            };
        }

        @Override
        public void release() {}
    }
}
