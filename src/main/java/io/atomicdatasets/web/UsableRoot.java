package io.atomicdatasets.web;

import io.atomicdatasets.disk.DiskFailure;
import io.atomicdatasets.root.DatasetsRoot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Refuses to start on a root that cannot be written, before the database fails on it with a message of its own. */
final class UsableRoot implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String DATABASE = ".store/jobs.mv.db";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment settings = context.getEnvironment();
        String name = settings.getProperty("atomic-datasets.root", "datasets");
        boolean isEmbedded =
                settings.getProperty("spring.datasource.url", "embedded").equals("embedded");
        if (isEmbedded
                && Path.of("").toAbsolutePath().resolve(path(name)).toString().contains(";")) {
            throw new UnusableRootException(name + ": the embedded database takes no path with a semicolon", null);
        }
        Path root = path(name);
        try {
            new DatasetsRoot(root).requireWritable();
            if (isEmbedded && isInUse(root.resolve(DATABASE))) {
                throw new UnusableRootException(root.toAbsolutePath() + ": another service is running on it", null);
            }
        } catch (IOException e) {
            throw new UnusableRootException(root.toAbsolutePath() + ": " + DiskFailure.describe(e), e);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UnusableRootException(
                    name + ": Java cannot write this name under the locale it was started in; start it with"
                            + " LC_ALL=C.UTF-8",
                    e);
        }
    }

    /** Whether a process holds the embedded database, which would only say so after many tries. */
    private static boolean isInUse(Path database) {
        if (!Files.exists(database)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(database, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false; // a file system without locks: the database knows other ways
        }
    }

    /** The directory that holds everything is of no use. */
    static final class UnusableRootException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableRootException(String reason, @Nullable Exception cause) {
            super("The datasets root cannot be used: " + reason, cause);
        }
    }
}
