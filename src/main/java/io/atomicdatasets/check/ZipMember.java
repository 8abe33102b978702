package io.atomicdatasets.check;

/**
 * One member of a ZIP archive as its central directory tells it.
 *
 * @param name with its ending
 * @param stored whether its bytes stand as they are
 * @param dataOffset where its compressed bytes begin
 * @param compressedLength how many they are
 * @param rawLength how many they inflate to
 * @param crc CRC-32 of the inflated bytes
 */
record ZipMember(String name, boolean stored, long dataOffset, long compressedLength, long rawLength, int crc) {
    /** Where its compressed bytes end. */
    long dataEnd() {
        return dataOffset + compressedLength;
    }

    /** The same member with its bytes at this place. */
    ZipMember at(long offset) {
        return new ZipMember(name, stored, offset, compressedLength, rawLength, crc);
    }
}
