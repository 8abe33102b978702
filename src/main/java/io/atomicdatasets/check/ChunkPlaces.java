package io.atomicdatasets.check;

import java.io.Closeable;
import java.io.IOException;

/** What is told of where the elements of chunks stand in a file, chunk after chunk. */
interface ChunkPlaces extends Closeable {
    /** Whether another chunk follows. */
    boolean hasNext();

    /** The place of the next chunk. */
    ChunkPlace nextPlace() throws IOException;

    /** How many images the chunks up to here gave. */
    long images();

    /** Where the elements of the first chunk that is not yet read begin; behind the last, where all of them end. */
    long[] begins();
}
