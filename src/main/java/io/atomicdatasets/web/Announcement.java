package io.atomicdatasets.web;

import io.atomicdatasets.root.DatasetsRoot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells the log, once the service answers, where its page is and where its datasets are. */
@Component
@ConditionalOnWebApplication
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private final DatasetsRoot root;
    private final Environment settings;

    Announcement(DatasetsRoot root, Environment settings) {
        this.root = root;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        LOG.info(
                "The page is at http://localhost:{}{}/ on this machine; the datasets are in {}",
                settings.getProperty("local.server.port"),
                settings.getProperty("server.servlet.context-path", ""),
                root.path().toAbsolutePath());
    }
}
