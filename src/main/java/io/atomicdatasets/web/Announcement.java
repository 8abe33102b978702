package io.atomicdatasets.web;

import io.atomicdatasets.root.DatasetsRoot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the log, once the service listens, where its page is and where its datasets are. */
@Component
@ConditionalOnWebApplication
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private final DatasetsRoot root;

    Announcement(DatasetsRoot root) {
        this.root = root;
    }

    @EventListener
    void tell(ServletWebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) { // metrics may have a server of their own
            LOG.info(
                    "The page is at http://localhost:{}{}/ on this machine, the datasets are in {}",
                    event.getWebServer().getPort(),
                    event.getApplicationContext().getServletContext().getContextPath(),
                    root.path());
        }
    }
}
