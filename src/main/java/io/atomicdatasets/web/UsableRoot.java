package io.atomicdatasets.web;

import io.atomicdatasets.catalog.DatasetsRoot;
import io.atomicdatasets.catalog.DiskFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Refuses to start where nothing can be written, before the database trips over it. */
final class UsableRoot implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Path root = Path.of(context.getEnvironment().getProperty("atomic-datasets.root", "datasets"));
        try {
            new DatasetsRoot(root).requireWritable();
        } catch (IOException e) {
            throw new UnusableRootException(root.toAbsolutePath() + ": " + DiskFailure.describe(e), e);
        }
    }

    /** The directory that holds everything is of no use. */
    static final class UnusableRootException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnusableRootException(String reason, IOException cause) {
            super("The datasets root cannot be written: " + reason, cause);
        }
    }
}
