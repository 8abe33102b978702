package io.atomicdatasets.web;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.FileInfo;
import io.atomicdatasets.layout.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A cache of what each dataset's metadata.json says of its files, so that it is not read and hashed for every range. */
@Component
final class Descriptions {
    private static final int MOST = 256;
    private static final float LOAD = 0.75f;

    private final Map<Path, Entry> entries = new LinkedHashMap<>(MOST, LOAD, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Entry> eldest) {
            return size() > MOST;
        }
    };

    /**
     * What one says.
     *
     * @param id of the dataset
     * @param files all that it lists, and itself
     */
    record Description(UUID id, List<FileInfo> files) {}

    /** Tells one state of a file from another. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object file) {}

    private record Entry(Stamp stamp, Description description) {}

    /** The description that stands in a directory now. */
    Description of(DatasetFolder folder) throws IOException {
        Path path = folder.file(FileNames.METADATA);
        BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
        Stamp stamp = new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
        synchronized (entries) {
            Entry known = entries.get(path);
            if (known != null && known.stamp().equals(stamp)) {
                return known.description();
            }
        }
        Metadata metadata = folder.metadata();
        FileDigest digest = FileDigest.of(path);
        List<FileInfo> files = new ArrayList<>(metadata.files());
        files.add(FileInfo.of(FileNames.METADATA, digest.bytes(), digest.sha256(), null));
        Description description = new Description(metadata.id(), List.copyOf(files));
        synchronized (entries) {
            entries.put(path, new Entry(stamp, description));
        }
        return description;
    }
}
