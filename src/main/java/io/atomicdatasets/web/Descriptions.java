package io.atomicdatasets.web;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.layout.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A cache of what each dataset's metadata.json says of its files, so that it is not read and hashed for every range. */
@Component
final class Descriptions {
    /** Of all datasets together; one of many shards alone can have more. */
    private static final int MOST_FILES = 100_000;

    private static final int USUAL = 256;
    private static final float LOAD = 0.75f;

    private final Map<Path, Entry> entries = new LinkedHashMap<>(USUAL, LOAD, true);

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
        Description description = Description.of(metadata, files);
        synchronized (entries) {
            entries.put(path, new Entry(stamp, description));
            forgetTheEldest();
        }
        return description;
    }

    private void forgetTheEldest() {
        int files = entries.values().stream()
                .mapToInt(each -> each.description().files().size())
                .sum();
        for (Iterator<Entry> eldest = entries.values().iterator(); files > MOST_FILES && entries.size() > 1; ) {
            files -= eldest.next().description().files().size();
            eldest.remove();
        }
    }
}
