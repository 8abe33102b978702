package io.atomicdatasets.powerloss;

import io.atomicdatasets.powerloss.Change.Cut;
import io.atomicdatasets.powerloss.Change.Forced;
import io.atomicdatasets.powerloss.Change.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** An open file or directory. */
final class LossyChannel extends FileChannel {
    private final LossyFileSystem fileSystem;
    private final int node;
    private final String path;
    private final boolean isWritable;
    private long position;
    private @Nullable FileLock held;

    LossyChannel(LossyFileSystem fileSystem, int node, String path, boolean isWritable, long position) {
        this.fileSystem = fileSystem;
        this.node = node;
        this.path = path;
        this.isWritable = isWritable;
        this.position = position;
    }

    private void requireOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(ByteBuffer target, long at) throws IOException {
        requireOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        synchronized (fileSystem) {
            byte[] bytes = new byte[target.remaining()];
            int read = fileSystem.disk().node(node).read(at, bytes, 0, bytes.length);
            if (read > 0) {
                target.put(bytes, 0, read);
            }
            return read;
        }
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        requireOpen();
        if (!isWritable) {
            throw new NonWritableChannelException();
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        if (bytes.length > 0) {
            fileSystem.happen(new Written(node, at, bytes));
        }
        return bytes.length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int written = write(source, position);
        position += written;
        return written;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            int read = read(targets[i]);
            if (read < 0) {
                return total == 0 ? -1 : total;
            }
            total += read;
        }
        return total;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long total = 0;
        for (int i = offset; i < offset + length; i++) {
            total += write(sources[i]);
        }
        return total;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        requireOpen();
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        synchronized (fileSystem) {
            return fileSystem.disk().node(node).length();
        }
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        requireOpen();
        if (size < size()) {
            fileSystem.happen(new Cut(node, size));
        }
        position = Math.min(position, size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        requireOpen();
        fileSystem.happen(new Forced(node, path));
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, Math.max(0, size() - at)));
        read(bytes, at);
        return target.write(bytes.flip());
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, 1 << 16));
        source.read(bytes);
        return write(bytes.flip(), at);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) throws IOException {
        return tryLock(at, size, shared);
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) throws IOException {
        requireOpen();
        if (!fileSystem.lock(node)) {
            throw new OverlappingFileLockException();
        }
        held = new Lock(at, size, shared);
        return held;
    }

    private final class Lock extends FileLock {
        private boolean valid = true;

        Lock(long at, long size, boolean shared) {
            super(LossyChannel.this, at, size, shared);
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        @Override
        public void release() {
            if (valid) {
                valid = false;
                fileSystem.unlock(node);
            }
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        if (held != null) {
            held.release();
        }
    }
}
