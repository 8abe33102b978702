package io.atomicdatasets.check;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of the arrays of a file, finished or growing. */
interface ArrayBytes {
    int arrays();

    /** An array, as it is called in findings. */
    String name(int array);

    /** Whether the bytes are the elements, and not compressed. */
    boolean isStored(int array);

    /**
     * Some of the bytes of an array.
     *
     * @param begin an offset
     * @param end another
     * @throws MalformedFileException if they are not among the array's
     */
    InputStream slice(int array, long begin, long end) throws IOException;
}
