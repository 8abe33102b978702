package io.atomicdatasets.powerloss;

import io.atomicdatasets.powerloss.Change.Promised;
import io.atomicdatasets.powerloss.Change.Settled;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file system in memory that records everything that happens to it, so that {@link PowerLoss} can take parts of it away. */
final class LossyFileSystem extends FileSystem {
    private final LossyProvider provider = new LossyProvider(this);
    private final Disk disk;
    private final List<Change> changes = new ArrayList<>();
    private final Set<Integer> locked = new HashSet<>();

    /** An empty one. */
    LossyFileSystem() {
        this(new Disk());
    }

    /** One that begins with what a disk holds. */
    LossyFileSystem(Disk disk) {
        this.disk = disk;
    }

    /** The disk; to be looked at under this object's monitor. */
    Disk disk() {
        return disk;
    }

    synchronized void happen(Change change) {
        changes.add(change);
        disk.apply(change);
    }

    /** Notes that somebody relies on this from now on. */
    void promise(String what) {
        happen(new Promised(what));
    }

    /** Takes everything until now for forced. */
    void settle() {
        happen(new Settled());
    }

    synchronized Recording recording() {
        return new Recording(List.copyOf(changes));
    }

    synchronized boolean lock(int node) {
        return locked.add(node);
    }

    synchronized void unlock(int node) {
        locked.remove(node);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public Path getPath(String first, String... more) {
        return new LossyPath(this, Path.of(first, more));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic", "posix");
    }

    @Override
    public String getSeparator() {
        return "/";
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return List.of(getPath("/"));
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return List.of();
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(LossyPath.syntaxOf(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
