package io.atomicdatasets.powerloss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Files and directories by number; 0 is the root. What has no name is unreachable, and stays. */
final class Disk {
    static final int ROOT = 0;

    private final Map<Integer, Node> nodes = new HashMap<>();
    private int next = 1;

    /** A file's bytes, or the numbers behind a directory's names. */
    static final class Node {
        private final @Nullable SortedMap<String, Integer> names;
        private byte[] bytes = {};
        private int length;

        private Node(boolean isDirectory) {
            names = isDirectory ? new TreeMap<>() : null;
        }

        boolean isDirectory() {
            return names != null;
        }

        SortedMap<String, Integer> names() {
            return Objects.requireNonNull(names, "no directory");
        }

        int length() {
            return length;
        }

        int read(long at, byte[] target, int from, int count) {
            if (at >= length) {
                return -1;
            }
            int read = (int) Math.min(count, length - at);
            System.arraycopy(bytes, (int) at, target, from, read);
            return read;
        }

        private void resize(int size) {
            if (size > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(size, 2 * bytes.length));
            }
            if (size < length) {
                Arrays.fill(bytes, size, length, (byte) 0);
            }
            length = size;
        }
    }

    Disk() {
        nodes.put(ROOT, new Node(true));
    }

    int newNumber() {
        return next++;
    }

    Node node(int number) {
        return Objects.requireNonNull(nodes.get(number), "no such node");
    }

    /** A node exists from here on, with or without a name. */
    void exist(Change.Made made) {
        nodes.put(made.node(), new Node(made.isDirectory()));
        next = Math.max(next, made.node() + 1);
    }

    void apply(Change change) {
        if (change instanceof Change.Made made) {
            exist(made);
            node(made.directory()).names().put(made.name(), made.node());
        } else if (change instanceof Change.Removed removed) {
            node(removed.directory()).names().remove(removed.name());
        } else if (change instanceof Change.Moved moved) {
            node(moved.from()).names().remove(moved.oldName(), moved.node());
            node(moved.to()).names().put(moved.newName(), moved.node());
        } else if (change instanceof Change.Written written) {
            lengthen(written);
            System.arraycopy(
                    written.bytes(), 0, node(written.node()).bytes, (int) written.at(), written.bytes().length);
        } else if (change instanceof Change.Cut cut) {
            node(cut.node()).resize((int) cut.length());
        }
    }

    /** The length that a write gives to its file, without its bytes. */
    void lengthen(Change.Written written) {
        Node node = node(written.node());
        node.resize(Math.max(node.length, (int) written.at() + written.bytes().length));
    }

    /**
     * A hash of all that can be reached.
     *
     * @param isUnread directories of which only the name counts
     */
    String fingerprint(Predicate<String> isUnread) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            add(digest, ROOT, isUnread);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-1", e);
        }
    }

    private void add(MessageDigest digest, int number, Predicate<String> isUnread) {
        Node node = node(number);
        if (node.isDirectory()) {
            node.names().forEach((name, child) -> {
                digest.update(
                        (name + (node(child).isDirectory() ? "/" : ":" + node(child).length) + "\n").getBytes(UTF_8));
                if (!isUnread.test(name)) {
                    add(digest, child, isUnread);
                }
            });
            digest.update((byte) '.');
        } else {
            digest.update(node.bytes, 0, node.length);
        }
    }
}
