package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser, in front of a service that makes one dataset at a time, on one thread. */
@Timeout(300)
@ExtendWith(OpenPage.class)
abstract class PageFixture {
    static final String LARGE = "12000000"; // images; more than anybody waits for here

    static LiveService service;
    static Browser browser;

    @BeforeAll
    static void take(LiveService theService, Browser theBrowser) {
        service = theService;
        browser = theBrowser;
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

    static void plan(String images) {
        browser.type("num_images", images);
        browser.review();
        browser.awaitState("awaiting confirmation");
    }

    static String idOnPage() {
        return browser.url().replaceFirst(".*dataset=", "");
    }

    static void press(CharSequence key) {
        new Actions(browser.driver()).sendKeys(key).perform();
    }

    static WebElement focused() {
        return browser.driver().switchTo().activeElement();
    }

    static List<String> names() {
        return browser.all("#list strong").stream().map(WebElement::getText).toList();
    }

    /** Both widths and both sets of colours, in two looks. */
    static void assertNoBarriers(String page) throws IOException {
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
