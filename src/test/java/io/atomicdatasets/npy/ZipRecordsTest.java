package io.atomicdatasets.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The records byte by byte, with lengths that 32 bits cannot hold. */
class ZipRecordsTest {
    private static final ZipEntryRecord LARGE =
            new ZipEntryRecord("a.npy", false, 0x11223344, 0x1_0000_0005L, 0x2_0000_0006L, 0x3_0000_0007L);

    @Test
    void aLocalHeaderHoldsLengthsAbove4GiBInItsZip64Extra() {
        assertThat(hex(LARGE.localHeader()))
                .isEqualTo(
                        "504b0304" // signature
                                + "2d00" // version needed 4.5
                                + "0000" // flags
                                + "0800" // deflate
                                + "0000" + "2100" // 1980-01-01 00:00
                                + "44332211" // CRC-32
                                + "ffffffff" + "ffffffff" // lengths are in the extra
                                + "0500" + "1400" // length of name and extra
                                + "612e6e7079" // a.npy
                                + "0100" + "1000" // ZIP64 extra
                                + "0600000002000000" // raw length
                                + "0500000001000000"); // compressed length
    }

    @Test
    void aCentralHeaderHoldsTheOffsetToo() {
        assertThat(hex(LARGE.centralHeader()))
                .isEqualTo(
                        "504b0102" // signature
                                + "2d03" // made by 4.5 on Unix
                                + "2d00" // version needed 4.5
                                + "0000" // flags
                                + "0800" // deflate
                                + "0000" + "2100" // 1980-01-01 00:00
                                + "44332211" // CRC-32
                                + "ffffffff" + "ffffffff" // lengths are in the extra
                                + "0500" + "1c00" + "0000" // length of name, extra, comment
                                + "0000" + "0000" // disk, internal attributes
                                + "00008001" // external attributes: -rw-------
                                + "ffffffff" // the offset is in the extra
                                + "612e6e7079" // a.npy
                                + "0100" + "1800" // ZIP64 extra
                                + "0600000002000000" // raw length
                                + "0500000001000000" // compressed length
                                + "0700000003000000"); // offset of the local header
    }

    @Test
    void theEndPointsToItsZip64Record() {
        assertThat(hex(new ZipEndRecords(2, 0x1_0000_0000L, 0x94).toBytes()))
                .isEqualTo("504b0606" + "2c00000000000000" // ZIP64 end and its length
                        + "2d00" + "2d00" // versions
                        + "00000000" + "00000000" // disks
                        + "0200000000000000" + "0200000000000000" // entries
                        + "9400000000000000" // length of the directory
                        + "0000000001000000" // offset of the directory
                        + "504b0607" + "00000000" // locator
                        + "9400000001000000" // offset of the ZIP64 end
                        + "01000000" // disks
                        + "504b0506" + "0000" + "0000" // end
                        + "ffff" + "ffff" + "ffffffff" + "ffffffff" // all in the ZIP64 end
                        + "0000"); // comment
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
