package io.atomicdatasets.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** Hands tests a browser and a service that all of them share, as each takes seconds to start. */
final class OpenPage implements ParameterResolver {
    private record Folder(Path path) implements AutoCloseable {
        static Folder create() {
            try {
                return new Folder(Files.createTempDirectory("page"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            FileSystemUtils.deleteRecursively(path);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type.equals(Browser.class) || type.equals(LiveService.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        ExtensionContext.Store store = test.getRoot().getStore(ExtensionContext.Namespace.GLOBAL);
        Path folder = store.computeIfAbsent(Folder.class, key -> Folder.create(), Folder.class)
                .path();
        if (parameter.getParameter().getType().equals(LiveService.class)) {
            return store.computeIfAbsent(
                    LiveService.class,
                    key -> new LiveService(folder.resolve("datasets"), "--atomic-datasets.threads=1"),
                    LiveService.class);
        }
        Browser browser =
                store.computeIfAbsent(Browser.class, key -> new Browser(folder.resolve("downloads")), Browser.class);
        browser.leave();
        return browser;
    }
}
