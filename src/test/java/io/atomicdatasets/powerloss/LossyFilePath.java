package io.atomicdatasets.powerloss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;

/** Lets H2 keep its files on a {@link LossyFileSystem}: {@code lossy:<number>/<path>}. */
public final class LossyFilePath extends FilePath {
    private static final String SCHEME = "lossy";
    private static final Map<String, LossyFileSystem> DISKS = new ConcurrentHashMap<>();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static {
        FilePath.register(new LossyFilePath());
    }

    /** For H2. */
    public LossyFilePath() {}

    /** Gives a disk to H2, and the prefix of its paths. */
    static String mount(LossyFileSystem disk) {
        String number = String.valueOf(NUMBERS.incrementAndGet());
        DISKS.put(number, disk);
        return SCHEME + ":" + number;
    }

    static void unmount(String prefix) {
        DISKS.remove(prefix.substring(SCHEME.length() + 1));
    }

    private interface Call<T> {
        T on(Path path) throws IOException;
    }

    private <T> T call(Call<T> call) {
        try {
            return call.on(path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path() {
        int slash = name.indexOf('/');
        String number = name.substring(SCHEME.length() + 1, slash < 0 ? name.length() : slash);
        return Objects.requireNonNull(DISKS.get(number), name).getPath(slash < 0 ? "/" : name.substring(slash));
    }

    private LossyFilePath at(String path) {
        LossyFilePath other = new LossyFilePath();
        other.name = path;
        return other;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FilePath getPath(String path) {
        return at(path);
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return mode.equals("r")
                ? FileChannel.open(path(), StandardOpenOption.READ)
                : FileChannel.open(
                        path(), Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE));
    }

    @Override
    public long size() {
        return call(Files::size);
    }

    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        call(path -> Files.move(path, at(target.toString()).path(), StandardCopyOption.REPLACE_EXISTING));
    }

    @Override
    public boolean createFile() {
        return call(path -> {
            try {
                Files.createFile(path);
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        });
    }

    @Override
    public boolean exists() {
        return Files.exists(path());
    }

    @Override
    public void delete() {
        call(Files::deleteIfExists);
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        return call(path -> {
            List<FilePath> children = new ArrayList<>();
            try (var names = Files.newDirectoryStream(path)) {
                names.forEach(child -> children.add(at(name + "/" + child.getFileName())));
            }
            return children;
        });
    }

    @Override
    public FilePath toRealPath() {
        return this;
    }

    @Override
    public FilePath getParent() {
        return at(name.substring(0, Math.max(name.lastIndexOf('/'), SCHEME.length() + 2)));
    }

    @Override
    public boolean isDirectory() {
        return Files.isDirectory(path());
    }

    @Override
    public boolean isRegularFile() {
        return Files.isRegularFile(path());
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public void createDirectory() {
        call(Files::createDirectory);
    }

    @Override
    public boolean setReadOnly() {
        return false;
    }
}
