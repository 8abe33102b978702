package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Under which names datasets are found. */
class NamesAndListTest extends ServiceFixture {
    @Test
    void requestsAtTheSameTimeGetDifferentNames() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(client.sendAsync(
                    request("POST", "/datasets", "{\"num_images\": 10}"), HttpResponse.BodyHandlers.ofString()));
        }
        Set<String> names = new TreeSet<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            names.add(json(answer.get()).at("/output_dir").asString());
        }

        assertThat(names).hasSize(8).allMatch(name -> name.matches("\\d{4}-\\d\\d-\\d\\d-v\\d+"));
    }

    @Test
    void datasetsAreListedInPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            post("/datasets", "{\"num_images\": 10}");
        }
        HttpResponse<String> listed = get("/datasets?page_size=2&state=awaiting_confirmation");
        JsonNode first = json(listed);
        JsonNode second = json(get("/datasets?page_size=2&page_token="
                + first.at("/next_page_token").asString()));

        assertThat(first.at("/items")).hasSize(2);
        assertThat(second.at("/items/0/id").asString())
                .isNotIn(
                        first.at("/items/0/id").asString(),
                        first.at("/items/1/id").asString());
        assertThat(first.at("/items/1/created_at").asString())
                .isGreaterThan(second.at("/items/0/created_at").asString());
        Matcher next = Pattern.compile("<([^>]+)>; rel=\"next\"")
                .matcher(listed.headers().firstValue("Link").orElseThrow());
        assertThat(next.matches()).isTrue();
        URI there = listed.uri().resolve(next.group(1));
        assertThat(there.getRawQuery()).contains("page_size=2", "state=awaiting_confirmation");
        assertThat(json(get("/datasets?" + there.getRawQuery())).at("/items")).isEqualTo(second.at("/items"));
        assertThat(get("/datasets?page_size=1000").headers().firstValue("Link")).isEmpty();
    }

    @Test
    void aTakenNameIsAConflict() throws Exception {
        assertThat(post("/datasets", "{\"num_images\": 10, \"output_dir\": \"taken\"}")
                        .statusCode())
                .isEqualTo(201);

        HttpResponse<String> second = post("/datasets", "{\"num_images\": 10, \"output_dir\": \"Taken\"}");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).at("/detail").asString()).contains("'Taken' is reserved");
    }
}
