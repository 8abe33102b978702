package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A request's first images before anything is asked for. */
class PreviewTest {
    private static final String REQUEST = "{\"num_images\": 1000, \"palette\": \"arc\", \"seed\": 9}";

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

    private static LiveService.Answer accepting(String type, String method, String target, String body)
            throws IOException {
        Map<String, String> headers = new HashMap<>(body.isEmpty() ? Map.of() : LiveService.JSON);
        headers.put("Accept", type);
        return service.send(method, target, headers, body.getBytes(UTF_8));
    }

    @Test
    void theImagesOfAPreviewAreThoseThatTheDatasetBeginsWith() throws IOException {
        LiveService.Answer preview = service.post("/preview", REQUEST);
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.json().at("/images")).hasSize(24);
        assertThat(service.get("/datasets").json().at("/items")).isEmpty();

        String dataset = "/datasets/" + service.plan(REQUEST);
        JsonNode planned = service.get(dataset).json();
        assertThat(preview.json().at("/request"))
                .isEqualTo(
                        service.post("/datasets?dry_run=true", REQUEST).json().at("/request"));
        assertThat(preview.json().at("/expected_labels")).isEqualTo(planned.at("/expected_labels"));
        assertThat(accepting("application/json", "GET", dataset + "/preview?n=24", "")
                        .json()
                        .at("/items"))
                .isEqualTo(preview.json().at("/images"));
        service.post("/datasets/" + planned.at("/id").asString() + "/cancel", "");
        String made = "/datasets/" + service.make(REQUEST);
        assertThat(service.get(made + "/samples/train?n=24").json().at("/items"))
                .isEqualTo(preview.json().at("/images"));
    }

    @Test
    void aPreviewIsAPictureForWhoeverAcceptsOne() throws IOException {
        LiveService.Answer picture = accepting("image/png", "POST", "/preview?n=3", REQUEST);
        assertThat(picture.headers()).containsEntry("content-type", "image/png");
        assertThat(picture.bytes()).startsWith(0x89, 'P', 'N', 'G');
        String dataset = "/datasets/" + service.plan("{\"num_images\": 50}");
        assertThat(service.get(dataset + "/preview?n=3").headers()).containsEntry("content-type", "image/png");
        assertThat(accepting("*/*", "GET", dataset + "/preview?n=3", "").headers())
                .containsEntry("content-type", "image/png");
    }

    @Test
    void wrongFieldsAreNamedAsWhenADatasetIsAskedFor() throws IOException {
        for (String body : new String[] {"{\"num_images\": 0, \"seed\": 1.5}", "{}", "[]", "{\"num_images\": 1"}) {
            LiveService.Answer wrong = service.post("/preview", body);
            LiveService.Answer asked = service.post("/datasets", body);
            assertThat(wrong.status()).as(body).isEqualTo(asked.status());
            assertThat(wrong.json().at("/errors"))
                    .as(body)
                    .isEqualTo(asked.json().at("/errors"));
        }
        assertThat(service.post("/preview?n=101", REQUEST)
                        .json()
                        .at("/errors/0/pointer")
                        .asString())
                .isEqualTo("/n");
        assertThat(service.get("/preview").status()).isEqualTo(405);
    }

    @Test
    void fewerImagesAreShownWhereThereAreFewer() throws IOException {
        assertThat(service.post("/preview", "{\"num_images\": 5}").json().at("/images"))
                .hasSize(5);
        assertThat(service.post("/preview?n=2", "{\"num_images\": 5}").json().at("/images"))
                .hasSize(2);
    }
}
