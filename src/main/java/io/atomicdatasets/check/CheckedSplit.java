package io.atomicdatasets.check;

import java.util.List;

/**
 * What was found in the chunks of a split while it grew. It holds for the finished file as far as that holds the very bytes, at the
 * very places, that were read.
 *
 * @param firstChunk the first of these chunks; earlier ones were not read
 * @param firstImage the index in the split of their first image
 * @param begins how many bytes of each array stood before them
 * @param check what was checked and counted
 * @param isSound whether nothing was found wrong
 * @param elements CRC-32 of the elements of each array
 * @param bytes CRC-32 of the bytes that stand for them
 * @param places the sum of the places, which count from the begin of each array
 */
@SuppressWarnings("ArrayRecordComponent") // read only by who holds the finished file against it
record CheckedSplit(
        long firstChunk,
        long firstImage,
        long[] begins,
        SplitCheck check,
        boolean isSound,
        List<JoinedCrc> elements,
        List<JoinedCrc> bytes,
        long places) {}
