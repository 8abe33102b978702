package io.atomicdatasets.simulation;

import io.atomicdatasets.simulation.MemoryDisk.Node;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** An open file. Locks are those of fcntl: closing any descriptor of a file gives up all locks of the process on it. */
final class DiskChannel extends FileChannel {
    private final Machine machine;
    private final Node node;
    private final String path;
    private long position;

    DiskChannel(Machine machine, Node node, String path, boolean appends) {
        this.machine = machine;
        this.node = node;
        this.path = path;
        position = appends ? node.length : 0;
    }

    @Override
    public int read(ByteBuffer target, long at) {
        machine.step("read");
        if (at >= node.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), node.length - at);
        target.put(node.bytes, (int) at, count);
        return count;
    }

    @Override
    public int write(ByteBuffer source, long at) throws IOException {
        machine.step("write");
        int count = source.remaining();
        int length = Math.max(node.length, (int) at + count);
        machine.requireRoom(path, length - node.length);
        node.resize(length);
        source.get(node.bytes, (int) at, count);
        node.modified = machine.now();
        return count;
    }

    @Override
    public int read(ByteBuffer target) {
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
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return node.length;
    }

    @Override
    public FileChannel truncate(long size) {
        machine.step("truncate");
        node.resize((int) Math.min(size, node.length));
        return this;
    }

    @Override
    public void force(boolean metaData) {
        machine.step("fsync");
    }

    @Override
    public long transferTo(long at, long count, WritableByteChannel target) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(count, Math.max(0, node.length - at)));
        read(bytes, at);
        return target.write(bytes.flip());
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable FileLock tryLock(long at, long size, boolean shared) {
        machine.step("lock");
        if (node.isLocked()) {
            if (node.locker == machine) {
                throw new OverlappingFileLockException();
            }
            return null;
        }
        node.locker = machine;
        return new FileLock(this, at, size, shared) {
            @Override
            public boolean isValid() {
                return node.locker == machine;
            }

            @Override
            public void release() {
                unlock();
            }
        };
    }

    private void unlock() {
        if (node.locker == machine) {
            node.locker = null;
        }
    }

    @Override
    protected void implCloseChannel() {
        if (!machine.isDead()) {
            unlock();
        }
    }
}
