package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunTest {
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
    void aDryRunTellsWhatAPlanWouldAndKeepsNothing() throws IOException {
        String body = "{\"num_images\": 100000, \"output_dir\": \"perhaps\"}";

        LiveService.Answer dry = service.post("/datasets?dry_run=true", body);

        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.headers()).doesNotContainKey("location");
        assertThat(dry.json().at("/estimate/readable").asString()).isEqualTo("24.41 MB");
        assertThat(dry.json().at("/expected_labels")).hasSize(4);
        assertThat(dry.json().has("id")).isFalse();
        assertThat(service.get("/datasets").json().at("/items")).isEmpty();
        assertThat(root.resolve(".staging/perhaps.name")).doesNotExist();
        LiveService.Answer plan = service.post("/datasets?dry_run=false", body);
        assertThat(plan.status()).isEqualTo(201);
        assertThat(root.resolve(".staging/perhaps.name")).exists();
        assertThat(plan.json().at("/request")).isEqualTo(dry.json().at("/request"));
        assertThat(plan.json().at("/estimate/disk_bytes")).isEqualTo(dry.json().at("/estimate/disk_bytes"));
    }

    @Test
    void aDryRunNamesAllWrongFields() throws IOException {
        LiveService.Answer answer = service.post("/datasets?dry_run=true", "{\"num_images\": 0, \"seed\": 1.5}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("/num_images", "/seed");
    }

    @Test
    void dryRunIsTrueOrFalse() throws IOException {
        LiveService.Answer answer = service.post("/datasets?dry_run=perhaps", "{\"num_images\": 10}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo("/dry_run");
    }
}
