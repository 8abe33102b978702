package io.atomicdatasets.powerloss;

import io.atomicdatasets.powerloss.Change.Cut;
import io.atomicdatasets.powerloss.Change.Made;
import io.atomicdatasets.powerloss.Change.Moved;
import io.atomicdatasets.powerloss.Change.Removed;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
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
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls of {@link Files}, each as the changes that it makes; errors as POSIX has them. */
final class LossyProvider extends FileSystemProvider {
    private final LossyFileSystem fileSystem;

    LossyProvider(LossyFileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    private Disk disk() {
        return fileSystem.disk();
    }

    private OptionalInt find(Path path) {
        synchronized (fileSystem) {
            int node = Disk.ROOT;
            for (Path name : LossyPath.syntaxOf(path.toAbsolutePath().normalize())) {
                if (name.toString().isEmpty()) {
                    continue;
                }
                if (!disk().node(node).isDirectory()) {
                    return OptionalInt.empty();
                }
                Integer child = disk().node(node).names().get(name.toString());
                if (child == null) {
                    return OptionalInt.empty();
                }
                node = child;
            }
            return OptionalInt.of(node);
        }
    }

    private int existing(Path path) throws NoSuchFileException {
        return find(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    }

    private int directoryOf(Path path) throws IOException {
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent == null) {
            throw new FileSystemException(path.toString(), null, "the root");
        }
        int directory = find(parent).orElseThrow(() -> new NoSuchFileException(path.toString()));
        if (!disk().node(directory).isDirectory()) {
            throw new FileSystemException(path.toString(), null, "Not a directory");
        }
        return directory;
    }

    private static String nameOf(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        synchronized (fileSystem) {
            OptionalInt found = find(path);
            boolean isNew = options.contains(StandardOpenOption.CREATE_NEW);
            boolean isWritten =
                    options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
            if (found.isPresent() && isNew) {
                throw new FileAlreadyExistsException(path.toString());
            }
            if (found.isEmpty() && !(isWritten && (isNew || options.contains(StandardOpenOption.CREATE)))) {
                throw new NoSuchFileException(path.toString());
            }
            int node;
            if (found.isPresent()) {
                node = found.getAsInt();
            } else {
                int directory = directoryOf(path);
                node = disk().newNumber();
                fileSystem.happen(new Made(node, false, directory, nameOf(path)));
            }
            if (disk().node(node).isDirectory() && isWritten) {
                throw new FileSystemException(path.toString(), null, "Is a directory");
            }
            if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)
                    && isWritten
                    && disk().node(node).length() > 0) {
                fileSystem.happen(new Cut(node, 0));
            }
            long position = options.contains(StandardOpenOption.APPEND)
                    ? disk().node(node).length()
                    : 0;
            return new LossyChannel(fileSystem, node, path.toAbsolutePath().toString(), isWritten, position);
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        synchronized (fileSystem) {
            Disk.Node node = disk().node(existing(directory));
            if (!node.isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            List<Path> children = new ArrayList<>();
            for (String name : node.names().keySet()) {
                Path child = directory.resolve(name);
                if (filter.accept(child)) {
                    children.add(child);
                }
            }
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
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        synchronized (fileSystem) {
            if (find(path).isPresent()) {
                throw new FileAlreadyExistsException(path.toString());
            }
            fileSystem.happen(new Made(disk().newNumber(), true, directoryOf(path), nameOf(path)));
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        synchronized (fileSystem) {
            Disk.Node node = disk().node(existing(path));
            if (node.isDirectory() && !node.names().isEmpty()) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            fileSystem.happen(new Removed(directoryOf(path), nameOf(path)));
        }
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Files.write(target, Files.readAllBytes(source), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        synchronized (fileSystem) {
            int node = existing(source);
            boolean replaces = List.of(options).contains(StandardCopyOption.REPLACE_EXISTING)
                    || List.of(options).contains(StandardCopyOption.ATOMIC_MOVE);
            OptionalInt old = find(target);
            if (old.isPresent() && !replaces) {
                throw new FileAlreadyExistsException(target.toString());
            }
            if (old.isPresent()
                    && disk().node(old.getAsInt()).isDirectory()
                    && !disk().node(old.getAsInt()).names().isEmpty()) {
                throw new DirectoryNotEmptyException(target.toString());
            }
            fileSystem.happen(
                    new Moved(node, directoryOf(source), nameOf(source), directoryOf(target), nameOf(target)));
        }
    }

    /** As Linux refuses it on file systems that have no hard links. */
    @Override
    public void createLink(Path link, Path existing) throws IOException {
        throw new FileSystemException(link.toString(), existing.toString(), "Operation not permitted");
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return existing(one) == existing(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return nameOf(path).startsWith(".");
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        existing(path);
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
        synchronized (fileSystem) {
            int number = existing(path);
            Disk.Node node = disk().node(number);
            return (A) new LossyAttributes(number, node.isDirectory(), node.length());
        }
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
        // Permissions and times are not modelled.
    }

    @Override
    public String getScheme() {
        return "lossy";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
