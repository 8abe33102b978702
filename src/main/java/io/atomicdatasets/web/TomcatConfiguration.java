package io.atomicdatasets.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What no setting of the container's says. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class TomcatConfiguration {
    /** Its working directory is always the same: new ones would be left behind by each process that is killed. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(
            @Value("${atomic-datasets.root:datasets}") Path root) {
        Path base = root.toAbsolutePath().resolve(".store/http");
        return factory -> {
            factory.addEngineValves(new UnreadBodyValve(), new BreakOffValve());
            factory.setBaseDirectory(base.toFile());
            factory.setDocumentRoot(emptyDirectory(base.resolve("documents")).toFile());
        };
    }

    private static Path emptyDirectory(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
