package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The list of datasets, and two of them side by side. */
class ListPageTest extends PageFixture {
    @Test
    void theListIsSearchedSortedAndPagedByItsAddress() throws IOException {
        for (int i = 0; i < 52; i++) {
            service.plan("{\"num_images\": %d, \"seed\": %d, \"output_dir\": \"page-%02d\"}".formatted(100 - i, i, i));
        }
        browser.open(service.url() + "/?view=datasets&q=page-&sort=name");
        browser.await(() -> names().size() == 50, "a page");
        assertThat(names()).startsWith("page-00", "page-01");
        assertThat(browser.text()).contains("52 of ", "1 to 50 shown");
        browser.press("Next");
        browser.await(() -> names().equals(List.of("page-50", "page-51")), "the last page");
        assertThat(browser.url()).endsWith("?view=datasets&q=page-&sort=name&page=2");
        browser.reload();
        browser.await(() -> names().equals(List.of("page-50", "page-51")), "the same page");
        assertNoBarriers("the list");

        browser.find("#list-search").sendKeys(Keys.chord(Keys.CONTROL, "a"), "gray page-07");
        browser.await(() -> names().equals(List.of("page-07")), "one found by its recipe");
        browser.find("#list-state").sendKeys("failed");
        browser.awaitText("No matching datasets.");
        assertThat(browser.url()).contains("state=failed");

        browser.open(service.url() + "/?view=datasets&q=page-07");
        browser.await(() -> names().size() == 1, "the one again");
        browser.find(".menu summary").click();
        browser.press("Delete");
        browser.press("Delete it");
        browser.awaitText("No matching datasets.");
    }

    @Test
    void amongAThousandOneIsFoundOnANarrowScreen(@TempDir Path root) throws IOException {
        String metadata = Files.readString(Path.of("src/test/resources/layout-1/metadata.json"));
        for (int i = 0; i < 1000; i++) {
            Path dataset = Files.createDirectory(root.resolve("many-%03d".formatted(i)));
            Files.writeString(
                    dataset.resolve("metadata.json"),
                    metadata.replace("00267261-6e5f-4543-a0bc-0d381f592c9b", new UUID(0, i).toString())
                            .replace("\"seed\": 42", "\"seed\": " + i)
                            .replace("\"encoder_version\": 2", "\"encoder_version\": 2, \"layout_version\": 2"));
        }
        try (LiveService many = new LiveService(root)) {
            browser.look(360, false);
            browser.open(many.url() + "/?view=datasets&sort=name");
            browser.awaitText("1,000 datasets, 1 to 50 shown");
            assertThat(names()).hasSize(50).startsWith("many-000");
            assertThat(browser.find("#list .numbers").getText()).contains("KB on disk");
            browser.press("Next");
            browser.await(() -> names().get(0).equals("many-050"), "the next page");
            browser.find("#list-page").sendKeys("20 of 20");
            browser.await(() -> names().get(0).equals("many-950"), "the last page");
            assertThat(browser.url()).endsWith("?view=datasets&sort=name&page=20");
            assertNoBarriers("a thousand");

            browser.find("#list-search").sendKeys("seed 777");
            browser.await(() -> names().equals(List.of("many-777")), "one found by its seed");
            browser.leave();
        }
    }

    @Test
    void twoDatasetsAreComparedSideBySide() throws IOException {
        String one = service.make("{\"num_images\": 200, \"output_dir\": \"side-a\"}");
        String same = service.make("{\"num_images\": 200, \"output_dir\": \"side-b\"}");
        String other = service.plan("{\"num_images\": 200, \"max_objects\": 2, \"output_dir\": \"side-c\"}");
        browser.open(service.url() + "/?view=datasets&q=side-&sort=name");
        browser.await(() -> names().size() == 3, "the three");
        browser.all("#list input").get(0).click();
        browser.awaitText("Choose one more to compare with side-a.");
        browser.all("#list input").get(1).click();
        browser.driver().findElement(By.linkText("Compare side-a with side-b")).click();
        browser.awaitText("The same bytes: all 5 files of arrays are identical.");
        browser.awaitText("The recipes are the same in every value.");

        browser.open(service.url() + "/?compare=" + same + "," + other);
        browser.awaitText("Only finished datasets have files to compare.");
        assertThat(browser.find("#comparison tbody").getText()).isEqualTo("Most objects 4 2");
        assertNoBarriers("a comparison");
        service.send("DELETE", "/datasets/" + one, Map.of(), new byte[0]);
    }
}
