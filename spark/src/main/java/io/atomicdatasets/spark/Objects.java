package io.atomicdatasets.spark;

import io.atomicdatasets.describe.FileDigest;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The objects under a prefix of an object store. Each is put whole or not at all, and read again once it was put. */
final class Objects {
    private final FileSystem store;
    private final Path prefix;

    Objects(Path prefix, Configuration hadoop) throws IOException {
        this.prefix = prefix;
        store = prefix.getFileSystem(hadoop);
    }

    /** Puts a file under its own name. */
    void put(java.nio.file.Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            put(in, name);
        }
        require(name, FileDigest.of(file));
    }

    /** Puts some bytes under a name. */
    void put(byte[] bytes, String name) throws IOException {
        put(new ByteArrayInputStream(bytes), name);
    }

    /** Closing the stream is what publishes the object, so after a failure it must not happen, in no {@code finally} either. */
    void put(InputStream in, String name) throws IOException {
        FSDataOutputStream out = store.createFile(new Path(prefix, name))
                .overwrite(true)
                .recursive()
                .build();
        try {
            in.transferTo(out);
        } catch (IOException | RuntimeException | Error e) {
            out.abort();
            throw e;
        }
        out.close();
    }

    private void require(String name, FileDigest expected) throws IOException {
        FileDigest there;
        try (InputStream in = open(name)) {
            there = FileDigest.of(in, () -> false).orElseThrow();
        }
        if (!there.equals(expected)) {
            throw new IOException(new Path(prefix, name) + " is not what was put there");
        }
    }

    /** An object's bytes. */
    InputStream open(String name) throws IOException {
        return store.open(new Path(prefix, name));
    }

    /** The lengths of all objects, by their names. */
    Map<String, Long> lengths() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        try {
            RemoteIterator<LocatedFileStatus> all = store.listFiles(prefix, true);
            while (all.hasNext()) {
                LocatedFileStatus object = all.next();
                lengths.put(object.getPath().getName(), object.getLen());
            }
        } catch (FileNotFoundException e) {
            // There are none.
        }
        return lengths;
    }

    /** Takes an object away, if there is one. */
    void delete(String name) throws IOException {
        store.delete(new Path(prefix, name), false);
    }

    /** Takes all objects away. */
    void deleteAll() throws IOException {
        store.delete(prefix, true);
    }

    @Override
    public String toString() {
        return prefix.toString();
    }
}
