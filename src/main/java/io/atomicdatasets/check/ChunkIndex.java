package io.atomicdatasets.check;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where an image of a finished dataset comes from, found by summing {@code chunks.npy}.
 *
 * @param chunk the chunk it was made in
 * @param place how many images the chunk gave to the same split before it
 */
public record ChunkIndex(long chunk, long place) {
    /**
     * Finds an image.
     *
     * @param chunks the file that counts what each chunk gave
     * @param index of the image in its split, from 0
     * @throws IOException if the file cannot be read or counts no such image
     */
    public static ChunkIndex find(Path chunks, DatasetSpec spec, Split split, long index) throws IOException {
        try (TableRows rows = new TableRows(chunks, TablePlaces.chunks(spec))) {
            long before = 0;
            for (long chunk = 0; rows.hasNext(); chunk++) {
                long given = rows.next()[split.column()];
                if (index < before + given) {
                    return new ChunkIndex(chunk, index - before);
                }
                before += given;
            }
            throw new MalformedFileException(
                    "counts " + before + " images of " + split.label() + ", so there is none with index " + index);
        } catch (MalformedFileException e) {
            throw new IOException(chunks.getFileName() + " " + e.getMessage(), e);
        }
    }
}
