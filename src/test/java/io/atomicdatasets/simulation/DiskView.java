package io.atomicdatasets.simulation;

import io.atomicdatasets.powerloss.LossyPath;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The disk as one process sees it: two processes in one JVM have no path in common. */
final class DiskView extends FileSystem {
    private final DiskCalls calls;

    DiskView(MemoryDisk disk, Machine machine) {
        calls = new DiskCalls(this, disk, machine);
    }

    @Override
    public FileSystemProvider provider() {
        return calls;
    }

    @Override
    public Path getPath(String first, String... more) {
        return new LossyPath(this, Path.of(first, more));
    }

    /** The whole disk. */
    static final class Store extends FileStore {
        private final MemoryDisk disk;

        Store(MemoryDisk disk) {
            this.disk = disk;
        }

        @Override
        public long getTotalSpace() {
            return MemoryDisk.BYTES;
        }

        @Override
        public long getUsableSpace() {
            return disk.usable();
        }

        @Override
        public long getUnallocatedSpace() {
            return disk.usable();
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public String type() {
            return "memory";
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String name) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
            return null;
        }

        @Override
        public Object getAttribute(String attribute) {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return Set.of("basic");
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
        throw new UnsupportedOperationException();
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
