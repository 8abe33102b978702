package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python loader, where people fetch it; what it does is tested in {@code python/tests}. */
class LoaderTest {
    @TempDir
    static Path root;

    private static LiveService service;

    @BeforeAll
    static void start() {
        service = new LiveService(root);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void theLoaderIsServedAsTextOfPython() throws IOException {
        LiveService.Answer answer = service.get("/atomic_datasets.py");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("content-type", "text/x-python;charset=UTF-8")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("cache-control", "no-cache");
        assertThat(answer.text()).isEqualTo(Files.readString(Path.of("python/atomic_datasets.py")));
    }

    @Test
    void aCopyIsValidatedByItsEntityTag() throws IOException {
        String etag = service.get("/atomic_datasets.py").headers().get("etag");

        assertThat(service.get("/atomic_datasets.py", Map.of("If-None-Match", etag))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void nothingElseOfPythonIsServed() throws IOException {
        for (String path : new String[] {"/pyproject.toml", "/tests/conftest.py", "/python/atomic_datasets.py"}) {
            assertThat(service.get(path).status()).as(path).isEqualTo(404);
        }
    }
}
