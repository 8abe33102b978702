package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/** The form of a request, and the images that it shows of it. */
class FormPageTest extends PageFixture {
    @Test
    void valuesAreTypedAsAListAndWhatTheyGiveAwayIsShown() {
        browser.awaitText("Labels guessed right by");
        browser.awaitText("A shortcut is open");
        browser.type("values", "64, 900");
        browser.awaitText("must be an integer between 1 and 255");
        browser.type("values", "64, 90 64");
        browser.awaitText("must not be given twice");
        browser.type("values", "64, 90 128 200");
        browser.find("#value_mode").sendKeys("same");

        browser.await(
                () -> browser.url().contains("value_mode=same")
                        && browser.text().contains("Review and generate 100,000 images"),
                "what becomes of the values");
        assertThat(browser.text()).doesNotContain("A shortcut is open");
        assertThat(browser.url()).contains("values=64%2C+90+128+200");
        assertThat(browser.complaints()).allMatch(line -> line.contains("status of 422"));
        browser.reload();
        browser.awaitText("Labels guessed right by");
        assertThat(browser.find("#values").getDomProperty("value")).isEqualTo("64, 90 128 200");
    }

    @Test
    void theFirstImagesAreShownOfWhatIsTyped() throws IOException {
        int datasets =
                service.get("/datasets?page_size=1000").json().at("/items").size();
        browser.await(() -> browser.all("#look-images canvas").size() == 24, "the first images");
        assertThat(browser.text()).contains("Labels to expect", "Seed 42", "Review and generate 100,000 images");
        assertThat(pressed()).containsExactly("Standard");
        Object before = firstImage();

        browser.press("Next seed");
        browser.awaitText("Seed 43");
        Object next = firstImage();
        assertThat(next).isNotEqualTo(before);
        browser.press("ARC-like");
        browser.await(() -> !firstImage().equals(next), "the images of the preset");
        assertThat(pressed()).containsExactly("ARC-like");
        browser.type("max_objects", "2");
        browser.await(() -> pressed().isEmpty(), "a field differs from the preset");
        browser.await(() -> browser.text().contains("2 blobs"), "the labels of what is typed");
        assertThat(browser.url()).contains("seed=43", "palette=arc", "label=composition", "max_objects=2");
        Object typed = firstImage();

        browser.reload();
        browser.await(() -> browser.all("#look-images canvas").size() == 24, "the same again");
        assertThat(firstImage()).isEqualTo(typed);
        browser.type("num_images", "7");
        browser.await(() -> browser.all("#look-images canvas").size() == 7, "no more than there are");
        browser.awaitText("Review and generate 7 images");
        assertThat(service.get("/datasets?page_size=1000").json().at("/items")).hasSize(datasets);
    }

    @Test
    void pairsAreShownOneAboveTheOtherAndLargeWithWhatDiffersFramed() throws IOException {
        browser.open(service.url() + "/?palette=arc&split_by=shapes&pairs=move&annotations=true&factors=true");
        browser.await(() -> !browser.all("#look-images canvas.pair").isEmpty(), "the first pairs");
        assertThat(browser.all("#look-images canvas.pair")).hasSize(24);
        assertThat(browser.find("#look-images .tile").getDomAttribute("aria-label"))
                .containsPattern("Object \\d is at row \\d+, column \\d+, and in the partner at row \\d+, column \\d+");
        assertThat(browser.run("const { width, height } = document.querySelector('#look-images canvas');"
                        + " return height > 2 * width"))
                .isEqualTo(true);

        browser.find("#look-images .tile").sendKeys(Keys.ENTER);
        browser.awaitText("Partner: label ");
        assertThat(browser.all("#viewer svg.large")).hasSize(2);
        assertThat(browser.all("#viewer .differs")).hasSize(2);
        assertThat(browser.find("#viewer thead").getText()).endsWith("Shape Orientation");
        assertThat(browser.find("#viewer td code").getText()).matches("[0-9a-f]{16}");
        assertThat(browser.text()).containsPattern("Difficulty: (no|smallest) gap");
        assertNoBarriers("a pair");
        press(Keys.ESCAPE);

        browser.find("#pairs").sendKeys("remove");
        browser.await(
                () -> Objects.requireNonNull(browser.find("#look-images .tile").getDomAttribute("aria-label"))
                        .endsWith("is missing in the partner"),
                "the object that is removed, in words");
        browser.find("#look-images .tile").sendKeys(Keys.ENTER);
        browser.awaitText("is missing in the partner.");
        assertThat(browser.all("#viewer .differs")).as("only where it is").hasSize(1);
        press(Keys.ESCAPE);
    }

    private static Object firstImage() {
        return browser.run("return document.querySelector('#look-images canvas').toDataURL()");
    }

    private static List<String> pressed() {
        return browser.all("[data-preset][aria-pressed=true]").stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void anAddressFillsTheFormAndTellsWhatItCannotTake() {
        browser.open(service.url() + "/?num_images=5000&palette=arc&mix.blob=1&pallete=gray&label=colour");
        browser.awaitText("Review and generate 5,000 images");
        browser.awaitText("The link has values that no field accepts: pallete, label colour.");
        assertThat(browser.find("#palette").getDomProperty("value")).isEqualTo("arc");
        assertThat(browser.find("[id='mix.blob']").getDomProperty("value")).isEqualTo("1");
        assertThat(browser.find("[id='mix.line']").getDomProperty("value")).isEmpty();
        assertThat(browser.find("#label").getDomProperty("value")).isEqualTo("object_count");
    }

    @Test
    void wrongFieldsAreToldWhereTheyStandAsTheyAreTyped() {
        browser.type("num_images", "0");
        browser.type("seed", "1.5");
        browser.type("mix.blob", "many");
        browser.type("splits.train", "0.9");
        browser.type("output_dir", "../elsewhere");
        browser.run("document.querySelector('#files-asked').open = true");
        browser.type("shard_size", "100");

        for (String field : List.of("num_images", "seed", "mix.blob", "output_dir", "shard_size")) {
            browser.await(
                    () -> browser.find("[id='" + field + "-error']").getText().contains("must be"), field);
            WebElement input = browser.find("[id='" + field + "']");
            assertThat(input.getDomAttribute("aria-invalid")).isEqualTo("true");
            assertThat(input.getDomAttribute("aria-describedby")).contains(field + "-error");
        }
        assertThat(browser.find("#splits-error").getText()).contains("must sum to 1");

        browser.review();
        browser.await(
                () -> browser.driver()
                        .switchTo()
                        .activeElement()
                        .getDomAttribute("id")
                        .equals("num_images"),
                "the first wrong field has the focus");
        browser.type("num_images", "10");
        browser.type("seed", "9007199254740991");
        browser.type("mix.blob", "1");
        browser.type("splits.train", "0.8");
        browser.type("output_dir", "");
        browser.type("shard_size", "1M");
        browser.awaitText("of disk while it is made");
        assertThat(browser.all("[aria-invalid]")).isEmpty();
        // The browser itself notes each answer that says no.
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("status of 422"));
    }

    @Test
    void whatIsHeldOutIsAskedForByConditionsOrByAProtocol() throws IOException {
        click("#hold-out-asked > summary");
        click("#add-condition");
        assertThat(focused().getDomAttribute("id")).isEqualTo("hold_out.when.0.kind");
        click("#add-condition");
        browser.find("[id='hold_out.when.1.kind']").sendKeys("any");
        browser.type("hold_out.when.0.value", "300");
        browser.type("hold_out.when.1.size", "20 to 30");
        for (String field : List.of("0.value", "1.size")) {
            browser.await(
                    () -> !browser.find("[id='hold_out.when." + field + "-error']")
                            .getText()
                            .isEmpty(),
                    field);
            assertThat(browser.find("[id='hold_out.when." + field + "']").getDomAttribute("aria-invalid"))
                    .isEqualTo("true");
        }
        assertNoBarriers("conditions");
        browser.look(1280, false);

        click("[aria-label='Remove condition 1']");
        browser.type("hold_out.when.0.size", "8 to 9");
        browser.type("hold_out.num_images", "1k");
        browser.awaitText("of disk while it is made");
        assertThat(browser.url()).contains("hold_out.when.0.size=8+to+9", "hold_out.num_images=1k");
        browser.reload();
        browser.awaitText("of disk while it is made");
        assertThat(browser.find("[id='hold_out.when.0.size']").getDomProperty("value"))
                .isEqualTo("8 to 9");

        click("[aria-label='Remove condition 1']");
        assertThat(browser.find("[id='hold_out.num_images']").isEnabled()).isFalse();
        browser.await(() -> !browser.url().contains("hold_out"), "nothing is held out");
        browser.find("[id='hold_out.protocol']").sendKeys("interpolation");
        assertThat(browser.find("#conditions").isDisplayed()).isFalse();
        browser.await(() -> browser.url().contains("hold_out.protocol=interpolation"), "a protocol");
        click("[data-preset=standard]");
        browser.await(() -> !browser.url().contains("hold_out"), "a preset holds nothing out");
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("status of 422"));
    }

    /** Clicks what may be below the bar at the bottom. */
    private static void click(String css) {
        browser.run("document.querySelector(\"" + css + "\").scrollIntoView({ block: 'center' })");
        browser.find(css).click();
    }

    @Test
    void aNameThatIsTakenIsToldAtTheName() {
        browser.type("output_dir", "taken");
        plan("10");
        browser.open(service.url());
        browser.type("output_dir", "taken");
        browser.review();

        browser.await(() -> browser.find("#output_dir-error").getText().contains("taken"), "the name's error");
        assertThat(browser.complaints()).allMatch(line -> line.contains("status of 409"));
    }

    @Test
    void aPlanIsCancelledAndAnotherLikeItIsAskedFor() {
        browser.press("Counting 1 to 6");
        browser.run("document.querySelector('#files-asked').open = true");
        browser.type("shard_size", "100k");
        plan("500");
        browser.awaitText("one shard, a file per split");
        browser.press("Discard");
        browser.awaitState("cancelled");

        browser.find("a.button").click();

        browser.await(() -> browser.find("#max_objects").isDisplayed(), "the form");
        assertThat(browser.find("#max_objects").getDomProperty("value")).isEqualTo("6");
        assertThat(browser.find("#num_images").getDomProperty("value")).isEqualTo("500");
        assertThat(browser.find("#shard_size").getDomProperty("value")).isEqualTo("114688");
    }

    @Test
    void theFormHasWhatTheDescriptionOfTheApiHas() throws IOException {
        JsonNode known = service.get("/v3/api-docs").json().at("/components/schemas/DatasetRequest/properties");
        List<String> missing = new ArrayList<>();
        Map<String, String> defaults = new TreeMap<>();
        known.properties().forEach(field -> {
            if (browser.all("[data-pointer='/" + field.getKey() + "']").isEmpty()) {
                missing.add(field.getKey());
            }
            String preset = field.getValue().at("/default").asString("");
            if (!preset.isEmpty() && !preset.equals("false")) {
                defaults.put(field.getKey(), preset);
            }
        });

        assertThat(known.size()).isGreaterThan(12);
        assertThat(missing).isEmpty();
        assertThat(defaults).containsKeys("seed", "palette", "max_objects");
        defaults.forEach((field, value) -> assertThat(browser.find("#" + field).getDomProperty("value"))
                .as(field)
                .isEqualTo(value));
    }
}
