package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.HandMadeShards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The web page in a real browser. */
@Timeout(300)
class PageTest {
    private static final String LARGE = "12000000"; // images; more than anybody waits for here

    @TempDir
    static Path directory;

    private static Path downloads;
    private static LiveService service;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        downloads = Files.createDirectory(directory.resolve("downloads"));
        browser = new Browser(downloads);
        service = new LiveService(directory.resolve("datasets"), "--atomic-datasets.threads=1");
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void openThePage() {
        browser.look(1280, false);
        browser.open(service.url());
        browser.awaitText("of disk while it is made");
        browser.complaints();
    }

    @AfterEach
    void nothingWasWrongOnTheConsole() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void plan(String images) {
        browser.type("num_images", images);
        browser.review();
        browser.awaitState("awaiting confirmation");
    }

    private static String idOnPage() {
        return browser.url().replaceFirst(".*dataset=", "");
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void fromAnEmptyPageToADownloadedAndVerifiedDataset() throws Exception {
        browser.review();
        browser.awaitState("awaiting confirmation");
        browser.awaitText("24.41 MB");
        browser.await(() -> browser.all("#dataset .tile").size() == 24, "the first images");

        browser.generate();
        browser.awaitState("succeeded");
        assertThat(browser.find("#connection").isDisplayed()).isFalse();
        browser.press("Verify the files");
        browser.awaitText("All 9 files match the SHA-256 that they were published with.");
        browser.press("Make it again and compare");
        browser.awaitText("Made again from the recipe: all 100,000 images and labels are identical, byte for byte");

        browser.find("a[download='val.npz']").click();
        Path file = downloads.resolve("val.npz");
        browser.await(() -> Files.exists(file), "the download");
        String told = browser.find("a[download='val.npz']")
                .findElement(By.xpath("ancestor::tr"))
                .findElement(By.tagName("code"))
                .getDomAttribute("title");
        assertThat(sha256(file)).isEqualTo(told);
        assertThat(browser.text())
                .contains(
                        "import atomic_datasets as ad  # curl -O " + service.url() + "/atomic_datasets.py",
                        "train = ad.open(\"" + service.url() + "/datasets/" + idOnPage() + "\").split(\"train\")");
        browser.find("a[href='atomic_datasets.py']");
        browser.find("[alt^='The report']");
        assertThat(browser.all(".chart svg")).hasSize(4);
    }

    @Test
    void aRunGoesOnOnThePageAfterAReloadUntilItIsCancelled() {
        plan(LARGE);
        browser.generate();
        browser.awaitState("running");
        browser.await(() -> bar("bar-all") > 0, "the bar over all grows");
        browser.await(() -> bar("bar-train") > 0 && bar("bar-val") > 0 && bar("bar-test") > 0, "each split grows");

        browser.reload();

        browser.awaitState("running");
        double before = browser.await(() -> bar("bar-all") > 0 ? bar("bar-all") : null, "the bar is back");
        browser.await(() -> bar("bar-all") > before, "and grows");
        browser.awaitText("to go");
        String id = idOnPage();
        browser.await(() -> elapsedSeconds(id) > 12, "a run that is worth a question");
        browser.press("Cancel");
        browser.press("Go on");
        browser.awaitState("running");
        browser.press("Cancel");
        browser.press("Cancel the run");
        browser.awaitState("cancelled");
        browser.awaitText("left no file behind");

        browser.press("Start again");
        browser.awaitState("running");
        browser.press("Cancel");
        browser.awaitState("cancelled");
    }

    private static double elapsedSeconds(String id) {
        try {
            return service.get("/datasets/" + id + "/progress")
                    .json()
                    .at("/elapsed_seconds")
                    .asDouble();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double bar(String id) {
        return Double.parseDouble(browser.find("#" + id).getDomProperty("value"));
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
    void theKeyboardAloneIsEnough() {
        browser.find("#num_images").sendKeys(Keys.chord(Keys.CONTROL, "a"), "1000");
        tabTo("Review and generate 1,000 images");
        press(Keys.ENTER);
        browser.awaitState("awaiting confirmation");
        tabTo("Generate 1,000 images");
        press(Keys.ENTER);
        browser.awaitState("succeeded");
        browser.await(() -> focused().getTagName().equals("h1"), "what is new has the focus");
        tabTo("Delete");
        press(Keys.ENTER);
        browser.await(() -> browser.find("#question").isDisplayed(), "the question");
        press(Keys.ESCAPE);
        browser.await(() -> !browser.find("#question").isDisplayed(), "no answer is no");
        browser.await(() -> focused().getText().equals("Delete"), "the focus is back");
        browser.awaitState("succeeded");
    }

    private static void press(CharSequence key) {
        new Actions(browser.driver()).sendKeys(key).perform();
    }

    private static WebElement focused() {
        return browser.driver().switchTo().activeElement();
    }

    private static void tabTo(String words) {
        for (int i = 0; i < 150; i++) {
            press(Keys.TAB);
            if (focused().getText().equals(words)) {
                return;
            }
        }
        throw new AssertionError("Tab never came to " + words);
    }

    @Test
    void aFollowedDatasetThatIsDeletedIsGoneFromThePageToo() throws IOException {
        plan("1000");

        service.send("DELETE", "/datasets/" + idOnPage(), Map.of(), new byte[0]);

        browser.awaitText("There is no such dataset");
        assertThat(browser.find("#connection").isDisplayed()).isFalse();
        assertThat(browser.complaints()).allMatch(line -> line.contains("status of 404"));
    }

    @Test
    void aDatasetWhoseFilesSomebodyRemovedCanStillBeDeleted() throws IOException {
        String id = service.make("{\"num_images\": 1000, \"output_dir\": \"removed\"}");
        FileSystemUtils.deleteRecursively(directory.resolve("datasets/removed"));

        browser.open(service.url() + "/?dataset=" + id);
        browser.awaitText("Somebody removed the dataset's directory.");
        browser.press("Delete");
        browser.press("Delete it");

        browser.await(() -> browser.find("#list").isDisplayed(), "the list");
        assertThat(service.get("/datasets/" + id).status()).isEqualTo(404);
        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("status of 410"));
    }

    @Test
    void deletingAsksFirst() {
        plan("1000");
        String id = idOnPage();
        browser.generate();
        browser.awaitState("succeeded");

        browser.press("Delete");
        browser.press("Keep it");
        browser.awaitState("succeeded");
        browser.press("Delete");
        browser.press("Delete it");

        browser.await(() -> browser.find("#list").isDisplayed(), "the list");
        browser.awaitText("Datasets");
        assertThat(browser.all("#list a[href*='" + id + "']")).isEmpty();
        browser.open(service.url() + "/?dataset=" + id);
        browser.awaitText("There is no such dataset");
        assertThat(browser.complaints()).allMatch(line -> line.contains("status of 404"));
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
                "values that tell nothing");
        assertThat(browser.text()).doesNotContain("A shortcut is open");
        assertThat(browser.url()).contains("values=64%2C+90+128+200");
        assertThat(browser.complaints()).allMatch(line -> line.contains("status of 422"));
        browser.reload();
        browser.awaitText("Labels guessed right by");
        assertThat(browser.find("#values").getDomProperty("value")).isEqualTo("64, 90 128 200");
    }

    @Test
    void anAddressFillsTheFormAndTellsWhatItCannotTake() {
        browser.open(service.url() + "/?num_images=5000&palette=arc&mix.blob=1&pallete=gray&label=colour");
        browser.awaitText("Review and generate 5,000 images");
        browser.awaitText("The address tells what no field takes: pallete, label colour.");
        assertThat(browser.find("#palette").getDomProperty("value")).isEqualTo("arc");
        assertThat(browser.find("[id='mix.blob']").getDomProperty("value")).isEqualTo("1");
        assertThat(browser.find("[id='mix.line']").getDomProperty("value")).isEmpty();
        assertThat(browser.find("#label").getDomProperty("value")).isEqualTo("object_count");
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
    void imagesAreBrowsedBySplitAndLabelAndOpenLarge() throws IOException {
        String id = service.make("{\"num_images\": 400, \"output_dir\": \"browsed\"}");
        browser.open(service.url() + "/?dataset=" + id);
        browser.await(() -> browser.all(".tile").size() == 48, "a page of images");
        assertThat(browser.find(".tile").getDomAttribute("aria-label"))
                .startsWith("Image 0, ")
                .contains("cells, value");
        Object plain = browser.run("return document.querySelector('.tile canvas').toDataURL()");
        browser.find(".tools input[type=checkbox]").click();
        assertThat(browser.run("return document.querySelector('.tile canvas').toDataURL()"))
                .isNotEqualTo(plain);
        browser.press("Next");
        browser.await(() -> caption().startsWith("#48 "), "the next page");
        browser.press("2 objects");
        browser.await(() -> caption().endsWith("2 objects") && !caption().startsWith("#48 "), "one label");
        browser.await(
                () -> browser.all(".tile .caption").stream()
                        .allMatch(each -> each.getText().endsWith(" 2 objects")),
                "nothing else");
        browser.press("All labels");
        browser.find(".tools select").sendKeys("val");
        browser.await(() -> caption().startsWith("#0 ") && browser.all(".tile").size() == 40, "another split");

        browser.find(".tile").sendKeys(Keys.ARROW_RIGHT);
        press(Keys.ENTER);
        browser.awaitText("browsed val #1");
        assertThat(browser.all("#viewer tbody tr")).isNotEmpty();
        press(Keys.ARROW_RIGHT);
        browser.awaitText("browsed val #2");
        assertThat(browser.url()).endsWith("&split=val&image=2");
        browser.all("#viewer input").get(1).click();
        browser.await(() -> !browser.all("#viewer .value").isEmpty(), "values");
        assertNoBarriers("an image");
        press(Keys.ESCAPE);
        browser.await(
                () -> focused().getDomAttribute("aria-label").startsWith("Image 2,"),
                "the focus is where the viewer was");
        assertThat(browser.url()).endsWith("dataset=" + id);

        browser.open(service.url() + "/?dataset=" + id + "&split=test&image=39");
        browser.awaitText("browsed test #39");
        assertThat(browser.driver()
                        .findElement(By.xpath("//dialog[@id='viewer']//button[.='Next']"))
                        .isEnabled())
                .isFalse();
    }

    @Test
    void aFinishedDatasetIsRepeatedCopiedAndCited() throws IOException {
        String id = service.make("{\"num_images\": 300, \"seed\": 6, \"palette\": \"arc\", \"output_dir\": \"cited\"}");
        browser.open(service.url() + "/?dataset=" + id);
        browser.awaitText("16 × 16 · arc · 1 to 4 objects · gap 1 · object count · seed 6");
        browser.find(".panel summary").click();
        browser.awaitText("curl -s " + service.url() + "/datasets -H 'Content-Type: application/json'");
        browser.press("terminal");
        browser.awaitText("atomic-datasets.jar generate --num-images 300 --seed 6 --palette arc");
        browser.press("JSON");
        browser.awaitText("\"palette\": \"arc\"");
        browser.all(".panel summary").get(1).click();
        browser.awaitText("@misc{cited,");
        assertThat(browser.text()).contains("License CC0-1.0");
        assertNoBarriers("a recipe and a citation");

        browser.driver().findElement(By.linkText("Same recipe, next seed")).click();
        browser.awaitText("Seed 7");
        assertThat(browser.url())
                .contains("num_images=300", "seed=7", "palette=arc")
                .doesNotContain("output_dir");
    }

    private static String caption() {
        return browser.find(".tile .caption").getText();
    }

    @Test
    void thousandsOfShardsAreSummedUpAndListedOnlyWhenAskedFor() throws Exception {
        String id = service.make("{\"num_images\": 1000, \"shard_size\": 16384, \"output_dir\": \"cut\"}");
        HandMadeShards.cut(directory.resolve("datasets/cut"), 1250);

        browser.open(service.url() + "/?dataset=" + id);
        browser.awaitText("train: 1,250 files");
        assertThat(browser.text()).contains("shards of 16,384 images", "800 images", "val: 1,250 files");
        assertThat(browser.all(".files tbody tr")).hasSize(7);
        assertThat(browser.text())
                .contains(
                        "/files/train-[00000-01249].npz'",
                        "sha256sum -c --ignore-missing SHA256SUMS",
                        "sorted(glob.glob(f\"{split}-*.npz\"))");
        browser.driver()
                .findElement(By.xpath("//summary[starts-with(., 'val:')]"))
                .click();
        browser.await(() -> browser.all("a[download^='val-']").size() == 100, "the first shards");
        browser.press("Show 100 more of 1,150");
        browser.await(() -> browser.all("a[download^='val-']").size() == 200, "more shards");
        assertThat(browser.all("a[download^='train-']")).isEmpty();
        assertNoBarriers("shards");

        Files.delete(directory.resolve("datasets/cut/test-00042.npz"));
        browser.press("Verify the files");
        browser.awaitText("Not as published: 1 of 3,756 files.");
        assertThat(browser.find(".notice + .scroll tbody").getText()).startsWith("test-00042.npz differs missing");
    }

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
        browser.awaitText("No dataset is like that.");
        assertThat(browser.url()).contains("state=failed");

        browser.open(service.url() + "/?view=datasets&q=page-07");
        browser.await(() -> names().size() == 1, "the one again");
        browser.find(".menu summary").click();
        browser.press("Delete");
        browser.press("Delete it");
        browser.awaitText("No dataset is like that.");
    }

    private static List<String> names() {
        return browser.all("#list strong").stream().map(WebElement::getText).toList();
    }

    @Test
    void twoDatasetsAreComparedSideBySide() throws IOException {
        String one = service.make("{\"num_images\": 200, \"output_dir\": \"side-a\"}");
        String same = service.make("{\"num_images\": 200, \"output_dir\": \"side-b\"}");
        String other = service.plan("{\"num_images\": 200, \"max_objects\": 2, \"output_dir\": \"side-c\"}");
        browser.open(service.url() + "/?view=datasets&q=side-&sort=name");
        browser.await(() -> names().size() == 3, "the three");
        browser.all("#list input").get(0).click();
        browser.awaitText("side-a and one more can be compared.");
        browser.all("#list input").get(1).click();
        browser.driver().findElement(By.linkText("Compare side-a with side-b")).click();
        browser.awaitText("The same bytes: all 5 files of arrays are identical.");
        browser.awaitText("The same in every value.");

        browser.open(service.url() + "/?compare=" + same + "," + other);
        browser.awaitText("Only finished datasets have files to compare.");
        assertThat(browser.find("#comparison tbody").getText()).isEqualTo("Most objects 4 2");
        assertNoBarriers("a comparison");
        service.send("DELETE", "/datasets/" + one, Map.of(), new byte[0]);
    }

    @Test
    void aPictureThatSwaggerUiWasAnsweredCanBeSeen() {
        browser.open(service.url() + "/swagger-ui/index.html");
        browser.run("""
                const picture = new Image();
                picture.id = "answered";
                fetch("../preview?n=1", {
                  method: "POST",
                  headers: { "Content-Type": "application/json", Accept: "image/png" },
                  body: '{"num_images": 10}',
                }).then((answer) => answer.blob()).then((blob) => {
                  picture.src = URL.createObjectURL(blob);
                  document.body.append(picture);
                });""");
        browser.await(
                () -> !browser.find("#answered").getDomProperty("naturalWidth").equals("0"), "a picture from a blob");
    }

    @Test
    void anAddressThatLeadsNowhereSaysSoToAPerson() {
        browser.open(service.url() + "/no/where");
        browser.awaitText("There is nothing here");
        browser.driver().findElement(By.linkText("New dataset")).click();
        browser.awaitText("of disk while it is made");
        assertThat(browser.complaints()).allMatch(line -> line.contains("status of 404"));
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

    @Test
    void noStateOfThePageHasABarrierOrOverflows() throws IOException {
        String awaiting = service.plan("{\"num_images\": 50000, \"palette\": \"arc\", \"label\": \"composition\"}");
        String finished = service.make("{\"num_images\": 2000, \"max_objects\": 8, \"label\": \"dominant_kind\"}");
        String failed = service.plan("{\"num_images\": 10}");
        service.force(failed, "failed");
        String running = service.plan("{\"num_images\": " + LARGE + "}");
        service.post("/datasets/" + running + "/confirm", "");
        List<String> pages = List.of(
                "/",
                "/?view=datasets",
                "/?dataset=" + awaiting,
                "/?dataset=" + finished,
                "/?dataset=" + failed,
                "/?dataset=" + running);
        for (String page : pages) {
            browser.open(service.url() + page);
            browser.await(
                    () -> page.equals("/")
                            ? browser.text().contains("of disk")
                            : !browser.find("article:not([hidden]) .state")
                                    .getText()
                                    .isEmpty(),
                    page);
            browser.await(() -> !page.contains(finished) || browser.all(".tile").size() == 48, "images");
            assertNoBarriers(page);
        }
        browser.awaitState("running"); // as it was all the while
        browser.open(service.url());
        browser.type("num_images", "0");
        browser.await(() -> browser.find("#num_images-error").getText().contains("must be"), "an error");
        assertNoBarriers("a wrong field");
        assertThat(browser.complaints()).allMatch(line -> line.contains("status of 422"));
        browser.open(service.url() + "/?dataset=" + finished);
        browser.press("Delete");
        assertNoBarriers("a question");
        service.post("/datasets/" + running + "/cancel", "");
    }

    /** Both widths and both sets of colours, in two looks. */
    private static void assertNoBarriers(String page) throws IOException {
        for (boolean dark : new boolean[] {false, true}) {
            int width = dark ? 360 : 1280;
            browser.look(width, dark);
            assertThat(browser.barriers())
                    .as("%s, %s, %d px", page, dark ? "dark" : "light", width)
                    .isEmpty();
            browser.assertNothingOverflows();
        }
    }
}
