package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.disk.Durable;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * Files of an embedded database that are forced to the disk with each write. H2 by itself writes on commit but never calls fsync,
 * so a power loss can lose acknowledged commits, or the whole database.
 */
public final class ForcedFiles extends FilePathWrapper {
    /** The prefix of file names. */
    static final String SCHEME = "forced";

    static {
        FilePath.register(new ForcedFiles());
    }

    /** For H2, which creates one for each path. */
    public ForcedFiles() {}

    /** A file's path in an H2 URL. */
    static String path(String file) {
        return SCHEME + ":" + file;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        boolean isNew = !exists();
        FileChannel file = getBase().open(mode);
        if (isNew) {
            file.force(true);
            forceNames(getBase().getParent());
        }
        return new ForcedFile(file);
    }

    /** Forces the entries of a directory, and its own entry, which may be just as new. */
    private static void forceNames(FilePath directory) throws IOException {
        if (File.separatorChar == '\\') {
            return; // Windows cannot open a directory, and journals its entries.
        }
        for (FilePath each : new FilePath[] {directory, directory.getParent()}) {
            try (FileChannel names = each.open("r")) {
                names.force(true);
            } catch (IOException e) {
                if (!Durable.isNotOffered(e)) {
                    throw e;
                }
            }
        }
    }

    /** Temporary files need no force. */
    @Override
    public FilePath createTempFile(String suffix, boolean inTempDir) throws IOException {
        return getBase().createTempFile(suffix, inTempDir);
    }

    /** As thread-safe as the underlying file; reads must not wait for a force. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    private static final class ForcedFile extends FileBase {
        private static final int SECTOR = 512; // is written whole or not at all

        private final FileChannel file;

        ForcedFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = file.write(source);
            file.force(false);
            return written;
        }

        /**
         * Writes what ends a chunk of H2's after the rest is on the disk. H2 takes a chunk for whole by its first and its last
         * bytes, and has no checksum of what is between, of which a power loss may bring some sectors and not others.
         */
        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            int end = source.limit();
            int begun = 0;
            if (source.remaining() > SECTOR) {
                source.limit(end - SECTOR);
                begun = file.write(source, position);
                boolean isEndLeft = !source.hasRemaining();
                source.limit(end);
                file.force(false);
                if (!isEndLeft) {
                    return begun; // H2 goes on with the rest.
                }
            }
            int written = file.write(source, position + begun);
            file.force(false);
            return begun + written;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            file.force(true);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
