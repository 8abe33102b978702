package io.atomicdatasets.spark;

import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** Finds the output that an address means. */
final class Outputs {
    private Outputs() {}

    /**
     * The output at an address.
     *
     * @param address a path, or a URI that Hadoop knows the file system of
     * @throws MisusedException if a dataset cannot be there
     */
    static Output at(String address, DatasetSpec spec, Configuration hadoop) throws IOException, MisusedException {
        org.apache.hadoop.fs.Path path;
        try {
            path = new org.apache.hadoop.fs.Path(address);
        } catch (IllegalArgumentException e) {
            throw new MisusedException("--output " + address + ": " + e.getMessage());
        }
        nameOf(address);
        String scheme = path.toUri().getScheme();
        Request request = Request.of(spec.unnamed());
        if (scheme == null || scheme.equals("file")) {
            return new SharedDirectory(request, Path.of(path.toUri().getPath()));
        }
        return Bucket.at(request, path, hadoop);
    }

    /** The name of the dataset at an address: its last segment. */
    static DatasetName nameOf(String address) throws MisusedException {
        String path = address.replaceAll("/+$", "");
        try {
            return new DatasetName(path.substring(path.lastIndexOf('/') + 1));
        } catch (IllegalArgumentException e) {
            throw new MisusedException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Holds what stands there against what was checked.
     *
     * @param lengths of all files but the metadata, by name
     */
    static void requireAll(Metadata metadata, Map<String, Long> lengths) throws IOException {
        Map<String, Long> expected = metadata.files().stream()
                .collect(Collectors.toMap(FileInfo::name, FileInfo::bytes, Long::sum, TreeMap::new));
        if (!lengths.equals(expected)) {
            Set<String> different = new TreeSet<>(lengths.keySet());
            different.addAll(expected.keySet());
            different.removeIf(name -> expected.getOrDefault(name, -1L).equals(lengths.get(name)));
            throw new IOException("some files are not those that were checked: " + different);
        }
    }

    /** What an earlier run left, or what another is at work on. */
    static MisusedException begun(String records) {
        return new MisusedException(records
                + " is there: another job makes this dataset, or one did not end; --resume goes on with what it made");
    }
}
