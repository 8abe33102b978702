package io.atomicdatasets.web;

import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a dataset's metadata.json says of its files.
 *
 * @param id of the dataset
 * @param made when it was made
 * @param byName all files that it lists, and itself, in the order of the list
 */
record Description(UUID id, Instant made, Map<String, FileInfo> byName) {
    static Description of(Metadata metadata, List<FileInfo> files) throws IOException {
        Map<String, FileInfo> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        try {
            Instant made = OffsetDateTime.parse(metadata.timestamp()).toInstant();
            return new Description(metadata.id(), made, Collections.unmodifiableMap(byName));
        } catch (DateTimeException e) {
            throw new IOException("the timestamp is none: " + metadata.timestamp(), e);
        }
    }

    Collection<FileInfo> files() {
        return byName.values();
    }

    /** The file of this name, if the dataset has one. */
    Optional<FileInfo> file(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names of a split's shards in their order; none where the split is one file. */
    List<String> shardsOf(Split split) {
        return byName.keySet().stream()
                .filter(name -> ArrayFile.named(name)
                        .filter(file -> file.split() == split && file.shard().isPresent())
                        .isPresent())
                .toList();
    }
}
