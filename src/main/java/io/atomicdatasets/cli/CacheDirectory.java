package io.atomicdatasets.cli;

import io.atomicdatasets.timing.PastRuns;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The user's cache directory, by the XDG Base Directory Specification: what is in it may be deleted at any time. */
final class CacheDirectory {
    private CacheDirectory() {}

    /** The times of the last runs of a kind on this machine. */
    static PastRuns pastRuns(String name, int threads) {
        return file(name, System.getenv())
                .map(file -> PastRuns.in(file, threads))
                .orElseGet(PastRuns::none);
    }

    /** A file of this program in it; empty if there is no such directory. */
    static Optional<Path> file(String name, Map<String, String> environment) {
        try {
            Path cache = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
            Path home = Path.of(environment.getOrDefault("HOME", ""));
            if (!cache.isAbsolute() && !home.isAbsolute()) {
                return Optional.empty();
            }
            Path base = cache.isAbsolute() ? cache : home.resolve(".cache");
            return Optional.of(base.resolve("atomic-datasets").resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
