package io.atomicdatasets.check;

/**
 * What the elements of a column must be, by their checksum.
 *
 * @param before that of what stands before the elements where the checksum was taken
 * @param crc32 that of both
 */
record WantedColumn(JoinedCrc before, int crc32) {}
