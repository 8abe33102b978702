package io.atomicdatasets.parquet;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the pages of a row group wait until those of the columns before them are all there. */
final class PageSpool implements Closeable {
    private final Path path;
    private final FileChannel channel;
    /** Where the pages of each column are. */
    private final List<List<Place>> places;

    private record Place(long offset, long bytes) {}

    PageSpool(Path path, int columns) throws IOException {
        this.path = path;
        channel = FileChannel.open(path, CREATE, TRUNCATE_EXISTING, READ, WRITE);
        places = Stream.<List<Place>>generate(ArrayList::new).limit(columns).toList();
    }

    void append(int column, Page page) throws IOException {
        places.get(column).add(new Place(channel.position(), page.sizeInBytes()));
        page.writeTo(channel);
    }

    /** Appends a column's pages to the file. */
    void copyTo(FileChannel file, int column) throws IOException {
        for (Place place : places.get(column)) {
            for (long copied = 0; copied < place.bytes; ) {
                copied += channel.transferTo(place.offset + copied, place.bytes - copied, file);
            }
        }
    }

    /** Forgets all pages. */
    void clear() throws IOException {
        places.forEach(List::clear);
        channel.position(0);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
