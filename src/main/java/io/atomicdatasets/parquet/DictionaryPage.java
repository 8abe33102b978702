package io.atomicdatasets.parquet;

import io.atomicdatasets.deflate.SegmentEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The dictionary of all bytes in their order, with which an index is its value. */
final class DictionaryPage {
    private static final int VALUES = 256;
    private static final Page GZIP = make(false);
    private static final Page UNCOMPRESSED = make(true);

    private DictionaryPage() {}

    static Page of(ParquetTable table) {
        return table.stored() ? UNCOMPRESSED : GZIP;
    }

    private static Page make(boolean stored) {
        ByteBuffer values = ByteBuffer.allocate(VALUES * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int value = 0; value < VALUES; value++) {
            values.putInt(value); // in the file a uint8 is an INT32 that is small
        }
        SegmentEncoder encoder = stored ? SegmentEncoder.storing() : SegmentEncoder.deflating();
        PageBody body = new PageBody(stored);
        body.append(encoder.encode(values.array(), 0, values.capacity(), Integer.BYTES));
        return new Page(PageHeader.Kind.DICTIONARY, 0, VALUES, null, body);
    }
}
