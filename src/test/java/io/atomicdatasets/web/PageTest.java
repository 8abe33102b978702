package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The page as a whole: for the keyboard alone, for every eye, and where addresses lead nowhere. */
class PageTest extends PageFixture {
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
}
