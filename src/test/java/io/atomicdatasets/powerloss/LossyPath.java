package io.atomicdatasets.powerloss;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * A path whose syntax is the platform's.
 *
 * @param fileSystem whose it is
 * @param syntax the platform's path of the same text
 */
public record LossyPath(FileSystem fileSystem, Path syntax) implements Path {
    /** The platform's path of the same text. */
    public static Path syntaxOf(Path path) {
        return path instanceof LossyPath lossy ? lossy.syntax : path;
    }

    private Path of(Path path) {
        return new LossyPath(fileSystem, path);
    }

    private @Nullable Path ofNullable(@Nullable Path path) {
        return path == null ? null : of(path);
    }

    @Override
    public FileSystem getFileSystem() {
        return fileSystem;
    }

    @Override
    public boolean isAbsolute() {
        return syntax.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return ofNullable(syntax.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return ofNullable(syntax.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return ofNullable(syntax.getParent());
    }

    @Override
    public int getNameCount() {
        return syntax.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return of(syntax.getName(index));
    }

    @Override
    public Path subpath(int from, int to) {
        return of(syntax.subpath(from, to));
    }

    @Override
    public boolean startsWith(Path other) {
        return syntax.startsWith(syntaxOf(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return syntax.endsWith(syntaxOf(other));
    }

    @Override
    public Path normalize() {
        return of(syntax.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return of(syntax.resolve(syntaxOf(other)));
    }

    @Override
    public Path relativize(Path other) {
        return of(syntax.relativize(syntaxOf(other)));
    }

    @Override
    public URI toUri() {
        return URI.create("lossy://" + syntax);
    }

    @Override
    public Path toAbsolutePath() {
        return isAbsolute() ? this : of(Path.of("/").resolve(syntax));
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        Path real = toAbsolutePath().normalize();
        if (!Files.exists(real)) {
            throw new NoSuchFileException(real.toString());
        }
        return real;
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] kinds, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int compareTo(Path other) {
        return syntax.compareTo(syntaxOf(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LossyPath path && path.fileSystem == fileSystem && path.syntax.equals(syntax);
    }

    @Override
    public int hashCode() {
        return syntax.hashCode();
    }

    @Override
    public String toString() {
        return syntax.toString();
    }
}
