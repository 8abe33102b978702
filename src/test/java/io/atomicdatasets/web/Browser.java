package io.atomicdatasets.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.Requirement;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window, and what a person does with it. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;
    private final Path downloads;

    Browser(Path downloads) {
        this.downloads = downloads;
        Requirement.require(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER), "Chromium with chromium-driver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-device-scale-factor=1");
        options.setExperimentalOption(
                "prefs",
                Map.of("download.default_directory", downloads.toString(), "download.prompt_for_download", false));
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        driver = new ChromeDriver(service, options);
        look(1280, false);
    }

    /** Looks through a window of this width, in light or dark. */
    void look(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The directory into which it downloads. */
    Path downloads() {
        return downloads;
    }

    void open(String url) {
        driver.get(url);
    }

    /** Leaves the page that it shows, and forgets what that complained of and how it was looked at. */
    void leave() {
        driver.get("about:blank");
        look(1280, false);
        complaints();
    }

    void reload() {
        driver.navigate().refresh();
    }

    String url() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    ChromeDriver driver() {
        return driver;
    }

    WebElement find(String css) {
        return await(() -> driver.findElement(By.cssSelector(css)), css);
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Waits for what a condition gives, be it true or something. */
    <T> T await(Supplier<T> condition, String what) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(RuntimeException.class) // not there yet, or no longer
                .withMessage(() -> "%s; the page says: %s".formatted(what, text()))
                .until(any -> condition.get());
    }

    /** What is to be read on the page. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    void awaitText(String text) {
        await(() -> text().contains(text), text);
    }

    /** Waits for the dataset's state to be shown. */
    void awaitState(String state) {
        await(
                () -> driver.findElement(By.cssSelector("article header .state"))
                        .getText()
                        .equals(state),
                state);
    }

    /** Presses the button with these words on it. */
    void press(String words) {
        By button = By.xpath("//button[normalize-space()='" + words + "']");
        await(
                () -> {
                    List<WebElement> shown = driver.findElements(button).stream()
                            .filter(WebElement::isDisplayed)
                            .filter(each -> each.getDomAttribute("aria-disabled") == null)
                            .toList();
                    if (shown.isEmpty()) {
                        return false;
                    }
                    try {
                        shown.get(0).click();
                        return true;
                    } catch (StaleElementReferenceException e) {
                        return false;
                    }
                },
                "button " + words);
    }

    /** Presses the button of the form, which tells how many images are asked for. */
    void review() {
        find("#review").click();
    }

    /** Presses the button of a plan, which tells how many images it makes. */
    void generate() {
        awaitState("awaiting confirmation");
        find("#dataset .actions .primary").click();
    }

    /** Types into the field with this id, in the place of what stood there. */
    void type(String id, String text) {
        find("[id='" + id + "']").sendKeys(Keys.chord(Keys.CONTROL, "a"), text.isEmpty() ? Keys.DELETE : text);
    }

    /** Runs a script in the page; gives what it returns. */
    Object run(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    /** What the console complained of since the last look. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What axe-core (https://github.com/dequelabs/axe-core) finds wrong with the page as it is. */
    @SuppressWarnings("unchecked")
    List<String> barriers() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            run(new String(Objects.requireNonNull(axe).readAllBytes(), UTF_8));
        }
        return (List<String>) ((JavascriptExecutor) driver).executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run().then((result) => done(result.violations.flatMap((violation) =>
                    violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`))));
                """);
    }

    void assertNothingOverflows() {
        assertThat(run("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .isEqualTo(0L);
    }

    /** Waits until all pictures on the page are there, those too that are further down. */
    void awaitPictures() {
        run("document.querySelectorAll('img').forEach((picture) => { picture.loading = 'eager'; })");
        await(
                () -> (Boolean)
                        run("return [...document.images].every((each) => each.complete && each.naturalWidth > 0)"),
                "all pictures");
    }

    /** The page as a PNG, from its top to this height at most. */
    byte[] picture(int height) {
        Map<?, ?> metrics = driver.executeCdpCommand("Page.getLayoutMetrics", Map.of());
        Map<?, ?> size = (Map<?, ?>) Objects.requireNonNull(metrics.get("cssContentSize"));
        double whole = ((Number) Objects.requireNonNull(size.get("height"))).doubleValue();
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "scale",
                1,
                "width",
                Objects.requireNonNull(size.get("width")),
                "height",
                Math.min(whole, height));
        Object data = driver.executeCdpCommand(
                        "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
                .get("data");
        return Base64.getDecoder().decode((String) Objects.requireNonNull(data));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
