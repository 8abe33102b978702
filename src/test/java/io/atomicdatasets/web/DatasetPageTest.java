package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.HandMadeShards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.util.FileSystemUtils;

/** The page of a dataset: its run, its images, its files, its end. */
class DatasetPageTest extends PageFixture {
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
        Path file = browser.downloads().resolve("val.npz");
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

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
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
        browser.press("Keep running");
        browser.awaitState("running");
        browser.press("Cancel");
        browser.press("Cancel the run");
        browser.awaitState("cancelled");
        browser.awaitText("left no files behind");

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

    private static String caption() {
        return browser.find(".tile .caption").getText();
    }

    @Test
    void whatWasHeldOutIsASplitLikeTheOthersAndIsAskedForAgain() throws IOException {
        browser.open(service.url() + "/?palette=arc&hold_out.when.0.kind=line&hold_out.when.0.value=1+to+3"
                + "&hold_out.when.1.objects=4&hold_out.num_images=60");
        plan("400");
        browser.awaitText("a line of value 1 to 3; 4 objects");
        assertThat(browser.text()).contains("400, and 60 in ood");
        assertNoBarriers("a plan that holds out");
        browser.look(1280, false);
        browser.generate();
        browser.awaitState("succeeded");

        browser.awaitText("held out: a line of value 1 to 3; 4 objects");
        browser.find(".tools select").sendKeys("ood");
        browser.await(() -> browser.all("#dataset .tile").size() == 48, "the images of ood");
        browser.find("#dataset .tile").sendKeys(Keys.ENTER);
        browser.awaitText("ood #0");
        press(Keys.ESCAPE);
        browser.driver()
                .findElement(By.xpath("//summary[starts-with(., 'Mutual information')]"))
                .click();
        browser.awaitText("kind, value");
        assertThat(informationOf("kind, family")).hasSize(4).noneMatch(figure -> figure.contains("≤"));
        assertThat(informationOf("value, row")).hasSize(4).allMatch(figure -> figure.contains(" ≤ "));
        browser.find("a[download='ood.npz']");
        assertNoBarriers("a dataset that holds out");
        browser.look(1280, false);
        browser.find(".panel summary").click();
        browser.press("terminal");
        browser.awaitText("--hold-out '{\"when\":[");

        browser.driver().findElement(By.linkText("Same recipe, next seed")).click();
        browser.awaitText("Seed 43");
        assertThat(browser.find("[id='hold_out.when.0.value']").getDomProperty("value"))
                .isEqualTo("1 to 3");
        assertThat(browser.find("[id='hold_out.when.1.objects']").getDomProperty("value"))
                .isEqualTo("4");
    }

    /** What the splits have of two factors. */
    private static List<String> informationOf(String factors) {
        return browser
                .driver()
                .findElement(By.xpath("//th[.='" + factors + "']"))
                .findElements(By.xpath("following-sibling::td"))
                .stream()
                .map(WebElement::getText)
                .toList();
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
        String line = service.get("/datasets/" + id).json().at("/citation/line").asString();
        assertThat(line).startsWith("atomic-datasets:2/");
        browser.awaitText("from which generate --from-citation makes it again");
        assertThat(browser.all("[aria-label='citation line']").get(0).getText()).isEqualTo(line);
        assertThat(browser.text()).contains("url = {" + line + "}", "the citation line");
        assertThat(browser.text()).contains("License CC0-1.0");
        assertNoBarriers("a recipe and a citation");

        browser.driver().findElement(By.linkText("Same recipe, next seed")).click();
        browser.awaitText("Seed 7");
        assertThat(browser.url())
                .contains("num_images=300", "seed=7", "palette=arc")
                .doesNotContain("output_dir");
    }

    @Test
    void manyShardsAreSummedUpAndListedOnlyWhenAskedFor() throws Exception {
        String id = service.make("{\"num_images\": 1000, \"shard_size\": 16384, \"output_dir\": \"cut\"}");
        HandMadeShards.cut(service.root().resolve("cut"), 410);

        browser.open(service.url() + "/?dataset=" + id);
        browser.awaitText("train: 410 files");
        assertThat(browser.text()).contains("shards of 16,384 images", "800 images", "val: 410 files");
        assertThat(browser.all(".files tbody tr")).hasSize(7);
        assertThat(browser.text())
                .contains(
                        "/files/train-[00000-00409].npz'",
                        "sha256sum -c --ignore-missing SHA256SUMS",
                        "sorted(glob.glob(f\"{split}-*.npz\"))");
        browser.driver()
                .findElement(By.xpath("//summary[starts-with(., 'val:')]"))
                .click();
        browser.await(() -> browser.all("a[download^='val-']").size() == 100, "the first shards");
        browser.press("Show 100 more of 310");
        browser.await(() -> browser.all("a[download^='val-']").size() == 200, "more shards");
        assertThat(browser.all("a[download^='train-']")).isEmpty();
        assertNoBarriers("shards");

        Files.delete(service.root().resolve("cut/test-00042.npz"));
        browser.press("Verify the files");
        browser.awaitText("Not as published: 1 of 1,236 files.");
        assertThat(browser.find(".notice + .scroll tbody").getText()).startsWith("test-00042.npz differs missing");
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
        FileSystemUtils.deleteRecursively(service.root().resolve("removed"));

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
}
