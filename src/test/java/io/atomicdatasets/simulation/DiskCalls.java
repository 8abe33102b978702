package io.atomicdatasets.simulation;

import io.atomicdatasets.simulation.MemoryDisk.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The system calls of one process, each a step of the simulation; errors as POSIX has them. */
final class DiskCalls extends FileSystemProvider {
    private final DiskView view;
    private final MemoryDisk disk;
    private final Machine machine;

    DiskCalls(DiskView view, MemoryDisk disk, Machine machine) {
        this.view = view;
        this.disk = disk;
        this.machine = machine;
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }

    private @Nullable Node find(Path path) {
        Node node = disk.root;
        for (String name : absolute(path).split("/", -1)) {
            if (name.isEmpty()) {
                continue;
            }
            node = node == null || node.names == null ? null : node.names.get(name);
        }
        return node;
    }

    private Node existing(Path path) throws IOException {
        Node node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    private Map<String, Node> namesAbove(Path path) throws IOException {
        Node parent =
                find(Objects.requireNonNull(path.toAbsolutePath().normalize().getParent()));
        if (parent == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (parent.names == null) {
            throw new FileSystemException(path.toString(), null, "Not a directory");
        }
        return parent.names;
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    private void requireRoom(Path path, long bytes) throws IOException {
        machine.requireRoom(path.toString(), bytes);
    }

    private void requireDeletable(Path path) throws IOException {
        if (machine.refusesDeletions()) {
            throw new AccessDeniedException(path.toString());
        }
    }

    private Node made(boolean isDirectory) {
        Node node = new Node(isDirectory);
        node.modified = machine.now();
        return node;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        machine.step("open " + name(path));
        boolean isWritten = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        boolean isNew = options.contains(StandardOpenOption.CREATE_NEW);
        Node node = find(path);
        if (node != null && isNew) {
            throw new FileAlreadyExistsException(path.toString());
        }
        if (node == null) {
            if (!isWritten || !(isNew || options.contains(StandardOpenOption.CREATE))) {
                throw new NoSuchFileException(path.toString());
            }
            Map<String, Node> names = namesAbove(path);
            requireRoom(path, 0);
            node = made(false);
            names.put(name(path), node);
        }
        if (node.names != null && isWritten) {
            throw new FileSystemException(path.toString(), null, "Is a directory");
        }
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING) && isWritten) {
            node.resize(0);
        }
        return new DiskChannel(machine, node, path.toString(), options.contains(StandardOpenOption.APPEND));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        machine.step("list");
        Node node = existing(directory);
        if (node.names == null) {
            throw new NotDirectoryException(directory.toString());
        }
        List<Path> children =
                node.names.keySet().stream().map(directory::resolve).toList();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return children.iterator();
            }

            @Override
            public void close() {
                // A copy of the names.
            }
        };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        machine.step("mkdir " + name(path));
        if (find(path) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Map<String, Node> names = namesAbove(path);
        requireRoom(path, 0);
        names.put(name(path), made(true));
    }

    @Override
    public void delete(Path path) throws IOException {
        machine.step("delete " + name(path));
        Node node = existing(path);
        if (node.names != null && !node.names.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        requireDeletable(path);
        namesAbove(path).remove(name(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        machine.step("rename " + name(source) + " " + name(target));
        Node node = existing(source);
        Map<String, Node> to = namesAbove(target);
        Node old = to.get(name(target));
        if (old != null && !Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        if (old != null && old.names != null && !old.names.isEmpty()) {
            throw new DirectoryNotEmptyException(target.toString());
        }
        requireDeletable(source);
        namesAbove(source).remove(name(source));
        to.put(name(target), node);
        machine.renamed(absolute(source), absolute(target));
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return existing(one) == existing(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return name(path).startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) {
        machine.step("statvfs");
        return new DiskView.Store(disk);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        machine.step("access");
        existing(path);
        if (Arrays.asList(modes).contains(AccessMode.WRITE)) {
            requireDeletable(path);
        }
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        machine.step("stat");
        Node node = existing(path);
        return (A) new Attributes(node.names != null, node.length, FileTime.from(node.modified), node);
    }

    /** What is known of a file. */
    private record Attributes(boolean isDirectory, long size, FileTime lastModifiedTime, Object fileKey)
            implements BasicFileAttributes {
        @Override
        public FileTime lastAccessTime() {
            return lastModifiedTime;
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime;
        }

        @Override
        public boolean isRegularFile() {
            return !isDirectory;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getScheme() {
        return "simulated";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return view;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
