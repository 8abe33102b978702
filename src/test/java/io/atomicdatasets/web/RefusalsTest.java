package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is refused is explained, and leaves nothing. */
class RefusalsTest extends ServiceFixture {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"num_images\": 0}                                  | 422 | /num_images",
                "{\"num_images\": -1}                                 | 422 | /num_images",
                "{\"num_images\": 1.9}                                | 422 | /num_images",
                "{\"num_images\": \"5\"}                              | 422 | /num_images",
                "{\"num_images\": 1000000000000000000000000000000}    | 422 | /num_images",
                "{\"num_images\": 1e400}                              | 422 | /num_images",
                "{\"num_images\": null}                               | 422 | /num_images",
                "{}                                                   | 422 | /num_images",
                "{\"num_images\": 1, \"colour\": 2}                   | 422 | /colour",
                "{\"num_images\": 1, \"splits\": {\"train\": 0.9}}    | 422 | /splits",
                "{\"num_images\": 1, \"mix\": {\"blob\": 0}}          | 422 | /mix",
                "{\"num_images\": 1, \"output_dir\": \"../x\"}        | 422 | /output_dir",
                "{\"num_images\": 1, \"output_dir\": \"/etc\"}        | 422 | /output_dir",
                "{\"num_images\": 1, \"seed\": 9007199254740992}      | 422 | /seed",
                "{\"num_images\": 1, \"hold_out\": {\"num_images\": 1, \"when\": [{\"value\": 9}]}} | 422 | /hold_out/when/0/value",
                "{\"num_images\": 1, \"pairs\": \"move\"} | 422 | /pairs",
                "{\"num_images\": 1, \"pairs\": \"grow\"} | 422 | /pairs",
                "{\"num_images\": 1, \"pairs\": null} | 422 | /pairs",
                "{\"num_images\": 1, \"mix\": {\"rectangle\": 1}, \"hold_out\": {\"num_images\": 1, \"when\": [{\"row\": [0, 14]}]}} | 422 | /hold_out/when/0",
                "[]                                                   | 422 | ``",
                "null                                                 | 422 | ``",
                "{\"num_images\": 1, \"num_images\": 2}               | 400 |",
                "{\"num_images\": 1} {}                               | 400 |",
                "{\"num_images\": 1                                   | 400 |",
                "{\"num_images\": NaN}                                | 400 |",
                "``                                                   | 400 |",
            })
    void aBadRequestIsExplainedAndWritesNothing(String body, int status, String pointer) throws Exception {
        Set<String> before = files();

        HttpResponse<String> answer = post("/datasets", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).at("/type").asString()).startsWith("urn:atomic-datasets:problem:");
        if (pointer != null) {
            assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo(pointer);
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aBodyThatIsTooLargeOrNotJsonIsRefused() throws Exception {
        assertThat(post("/datasets", " ".repeat(70_000)).statusCode()).isEqualTo(413);
        HttpRequest plain = HttpRequest.newBuilder(URI.create(base + "/datasets"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"num_images\": 1}"))
                .build();
        assertThat(send(plain).statusCode()).isEqualTo(415);
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        for (String path : new String[] {
            "/nowhere",
            "/datasets/x",
            "/datasets/00000000-0000-4000-8000-000000000000",
            "/datasets/00000000-0000-4000-8000-000000000000/progress",
        }) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(json(get(path)).at("/type").asString()).isEqualTo("urn:atomic-datasets:problem:not-found");
        }
        String path = make("{\"num_images\": 10}");
        assertThat(get(path + "/files/passwd").statusCode()).isEqualTo(404);
        assertThat(get(path + "/files/..%5cx").statusCode()).isIn(400, 404);
        assertThat(send("PUT", "/datasets", "{}").statusCode()).isEqualTo(405);
    }

    @Test
    void foreignHostsAndForeignPagesAreKeptOut() throws Exception {
        HttpRequest rebound = HttpRequest.newBuilder(URI.create(base + "/datasets"))
                .header("Host", "evil.example")
                .build();
        assertThat(send(rebound).statusCode()).isEqualTo(421);
        HttpRequest crossSite = HttpRequest.newBuilder(URI.create(base + "/datasets"))
                .header("Origin", "http://evil.example")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"num_images\": 1}"))
                .build();
        assertThat(send(crossSite).statusCode()).isEqualTo(403);
    }

    @Test
    void theDescriptionNamesEveryFieldWithItsRangeAndEveryError() throws Exception {
        JsonNode api = json(get("/v3/api-docs"));
        JsonNode request = api.at("/components/schemas/DatasetRequest/properties");

        assertThat(request.propertyNames())
                .containsExactlyInAnyOrder(
                        "num_images",
                        "seed",
                        "output_dir",
                        "grid_size",
                        "palette",
                        "value_mode",
                        "values",
                        "min_objects",
                        "max_objects",
                        "mix",
                        "min_gap",
                        "label",
                        "splits",
                        "split_by",
                        "hold_out",
                        "pairs",
                        "annotations",
                        "factors",
                        "compression",
                        "parquet",
                        "shard_size");
        assertThat(request.at("/grid_size/minimum").asInt()).isEqualTo(8);
        assertThat(request.at("/grid_size/default").asInt()).isEqualTo(16);
        for (JsonNode property : request) {
            String name = property.toString();
            assertThat(property.has("description") || property.has("$ref"))
                    .as(name)
                    .isTrue();
        }
        assertThat(api.at("/paths/~1datasets/post/responses").propertyNames())
                .contains("201", "400", "409", "413", "415", "422");
        assertThat(get("/swagger-ui/index.html").statusCode()).isEqualTo(200);
        assertThat(json(get("/actuator/health")).at("/status").asString()).isEqualTo("UP");
        assertThat(get("/actuator/env").statusCode()).isEqualTo(404);
    }
}
