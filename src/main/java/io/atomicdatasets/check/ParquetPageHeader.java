package io.atomicdatasets.check;

/** What stands before a page's body, held against what it must be. */
final class ParquetPageHeader {
    private static final int DATA_PAGE = 0;
    private static final int DICTIONARY_PAGE = 2;
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int RLE_DICTIONARY = 8;

    /** How many bytes there are. */
    static final int DICTIONARY_VALUES = 256;

    private final ParquetStruct header;
    private final long bodyOffset;
    private final int bytes;
    private final int rawBytes;
    private final int crc;

    /**
     * A header, whatever its page holds.
     *
     * @param bodyOffset where the body begins
     * @param most bytes that it can have
     */
    ParquetPageHeader(ParquetStruct header, long bodyOffset, long most) throws MalformedParquetException {
        this.header = header;
        this.bodyOffset = bodyOffset;
        header.demandFields(1, 2, 3, 4, header.has(5) ? 5 : 7);
        rawBytes = atMost(Integer.MAX_VALUE, header.i32(2));
        bytes = atMost(most, header.i32(3));
        crc = header.i32(4);
    }

    private int atMost(long greatest, int value) throws MalformedParquetException {
        if (value < 0 || value > greatest) {
            throw malformed("has a page whose header says %d where 0 to %d is possible".formatted(value, greatest));
        }
        return value;
    }

    void demandDictionary() throws MalformedParquetException {
        ParquetStruct dictionary = header.struct(7);
        dictionary.demandFields(1, 2);
        boolean holds = header.i32(1) == DICTIONARY_PAGE
                && dictionary.i32(1) == DICTIONARY_VALUES
                && dictionary.i32(2) == PLAIN;
        if (!holds) {
            throw malformed("has no dictionary of all bytes where it says");
        }
    }

    /** Says how many rows a page of data has, at most so many. */
    long demandData(ExpectedColumn column, long mostRows) throws MalformedParquetException {
        ParquetStruct data = header.struct(5);
        data.demandFields(1, 2, 3, 4);
        boolean isData = header.i32(1) == DATA_PAGE
                && data.i32(2) == (column.isByte() ? RLE_DICTIONARY : PLAIN)
                && data.i32(3) == RLE
                && data.i32(4) == RLE;
        if (!isData) {
            throw malformed("has no page of data where it says");
        }
        long rows = values() / column.valuesPerRow();
        if (rows < 1 || rows > mostRows || rows * column.valuesPerRow() != values()) {
            throw malformed("has a page of %d values, which are not 1 to %d rows".formatted(values(), mostRows));
        }
        return rows;
    }

    int values() throws MalformedParquetException {
        return atMost(Integer.MAX_VALUE, header.struct(5).i32(1));
    }

    /** Where the body begins. */
    long bodyOffset() {
        return bodyOffset;
    }

    /** Bytes of the body in the file. */
    int bytes() {
        return bytes;
    }

    /** Bytes of the body inflated. */
    int rawBytes() {
        return rawBytes;
    }

    /** CRC-32 of the body in the file. */
    int crc() {
        return crc;
    }

    /** What is wrong with this page. */
    MalformedParquetException malformed(String what) {
        return new MalformedParquetException(what, header.offset());
    }
}
