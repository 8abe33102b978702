package io.atomicdatasets.check;

import io.atomicdatasets.check.ParquetPart.Segments;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The segments of a file of arrays that was read before: a page of the table beside it mostly holds one of them as it is, and that
 * need not be inflated a second time.
 */
final class ArraySegments {
    private final SplitArchive archive;
    /** By the first image. */
    private final Map<Long, ChunkPlace> places = new HashMap<>();

    private ArraySegments(SplitArchive archive) {
        this.archive = archive;
    }

    /** The segments of an archive; none where those who should tell of them do not. */
    static ArraySegments of(SplitArchive archive, SplitReader.Opening told) throws IOException {
        ArraySegments segments = new ArraySegments(archive);
        try (ChunkPlaces places = told.open()) {
            while (places.hasNext()) {
                ChunkPlace place = places.nextPlace();
                if (place.images() > 0) {
                    segments.places.put(place.first(), place);
                }
            }
            return segments;
        } catch (MalformedFileException | NoSuchFileException | EOFException e) {
            return new ArraySegments(archive); // whoever read the arrays has told of it
        }
    }

    /** Those of one array. */
    Segments ofArray(int array) {
        return (firstImage, images) -> {
            ChunkPlace place = places.get(firstImage);
            return place == null || place.images() != images
                    ? Optional.empty()
                    : Optional.of(archive.slice(array, place.begins()[array], place.ends()[array]));
        };
    }
}
