package io.atomicdatasets.check;

import io.atomicdatasets.check.ParquetPart.Segments;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a file of arrays that was read before: a page of the table beside it mostly holds one of them as it is, and that
 * need not be inflated a second time. Told in the order of the rows, so that memory does not grow with their number.
 */
final class ArraySegments implements Closeable {
    private final SplitArchive archive;
    /** None where those who should tell of them do not; whoever read the arrays has told of it. */
    private @Nullable ChunkPlaces places;

    /** The segments of an archive. */
    ArraySegments(SplitArchive archive, SplitReader.Opening told) throws IOException {
        this.archive = archive;
        try {
            places = told.open();
        } catch (MalformedFileException | NoSuchFileException | EOFException e) {
            places = null;
        }
    }

    /** Those that begin before a row and were not told yet, by array; they may be asked for from any thread. */
    IntFunction<Segments> before(long endRow) throws IOException {
        Map<Long, ChunkPlace> known = new HashMap<>(); // by the first image
        try {
            while (places != null && places.hasNext() && places.images() < endRow) {
                ChunkPlace place = places.nextPlace();
                if (place.images() > 0) {
                    known.put(place.first(), place);
                }
            }
        } catch (MalformedFileException | EOFException e) {
            close();
        }
        return array -> (firstImage, images) -> {
            ChunkPlace place = known.get(firstImage);
            return place == null || place.images() != images
                    ? Optional.empty()
                    : Optional.of(archive.slice(array, place.begins()[array], place.ends()[array]));
        };
    }

    @Override
    public void close() throws IOException {
        ChunkPlaces open = places;
        places = null;
        if (open != null) {
            open.close();
        }
    }
}
