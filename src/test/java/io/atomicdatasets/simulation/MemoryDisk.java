package io.atomicdatasets.simulation;

import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Files and directories that all processes share, and room that ends. */
final class MemoryDisk {
    static final long BYTES = 60_000;

    final Node root = new Node(true);
    /** What somebody else put there. */
    long foreignBytes;

    /** A file's bytes or a directory's names. */
    static final class Node {
        final @Nullable TreeMap<String, Node> names;
        byte[] bytes = {};
        int length;
        Instant modified = Instant.EPOCH;

        @Nullable Machine locker;

        Node(boolean isDirectory) {
            names = isDirectory ? new TreeMap<>() : null;
        }

        boolean isLocked() {
            return locker != null && !locker.isDead();
        }

        void resize(int size) {
            if (size > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
            }
            length = size;
        }

        private long total() {
            return names == null
                    ? length
                    : names.values().stream().mapToLong(Node::total).sum();
        }
    }

    long usable() {
        return Math.max(0, BYTES - foreignBytes - root.total());
    }
}
