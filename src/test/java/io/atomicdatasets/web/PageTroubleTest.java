package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page where not everything goes well: a key is wanted, the service goes away. */
@Timeout(300)
@ExtendWith(OpenPage.class)
class PageTroubleTest {
    /** As when another tab comes before this one, and this one before that. */
    private static final String LOOK_AWAY_AND_BACK = """
            for (const hidden of [true, false]) {
              Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }""";

    @TempDir
    Path directory;

    @Test
    void whereAKeyIsWantedThePageAsksForItOnce(Browser browser) throws Exception {
        Path file = directory.resolve("api.key");
        try (LiveService service =
                new LiveService(directory.resolve("datasets"), "--atomic-datasets.api-key-file=" + file)) {
            browser.open(service.url());
            browser.awaitText("Enter the API key");
            assertThat(browser.barriers()).isEmpty();

            browser.type("key", "a-wrong-key-of-some-length");
            browser.press("Continue");
            browser.awaitText("This is not the key.");
            browser.type("key", Files.readString(file).strip());
            browser.press("Continue");
            browser.awaitText("of disk while it is made");
            browser.type("num_images", "1000");
            browser.review();
            browser.generate();
            browser.awaitState("succeeded");
            browser.run("document.querySelector(\"[alt^='The report']\").scrollIntoView()");
            browser.await(
                    () -> !browser.find("[alt^='The report']")
                            .getDomProperty("naturalWidth")
                            .equals("0"),
                    "a picture, which is sent no header");
            assertThat(browser.complaints()).allMatch(line -> line.contains("status of 401"));

            browser.press("Forget the key");
            browser.awaitText("Enter the API key");
        }
    }

    @Test
    void aRestartOfTheServiceIsToldAndTheRunIsFollowedOn(Browser browser) throws Exception {
        Path root = directory.resolve("datasets");
        int port = LiveService.steadyPort();
        LiveService service = new LiveService(port, root, "--atomic-datasets.threads=1");
        try {
            browser.open(service.url());
            browser.type("num_images", "6000000");
            browser.review();
            browser.generate();
            browser.awaitState("running");
            browser.await(
                    () -> Double.parseDouble(browser.find("#bar-train").getDomProperty("value")) > 400_000, "a part");
        } finally {
            service.close();
        }
        browser.awaitText("Connection lost. Trying again");
        browser.run(LOOK_AWAY_AND_BACK);
        browser.awaitText("The service does not answer.");
        assertThat(browser.find("#bar-train").isDisplayed()).isTrue();

        try (LiveService again = new LiveService(port, root, "--atomic-datasets.threads=1")) {
            browser.awaitState("succeeded");
        }
        List<String> complaints = browser.complaints();
        assertThat(complaints).allMatch(line -> line.contains("net::ERR_"));
    }

    @Test
    void aConfirmationThatIsRefusedIsToldAndCanBeTriedAgain(Browser browser) throws Exception {
        String large = "{\"num_images\": 50000000}";
        try (LiveService service = new LiveService(
                directory.resolve("datasets"), "--atomic-datasets.threads=1", "--atomic-datasets.max-queued=1")) {
            String running = confirmed(service, large);
            browser.await(() -> state(service, running).equals("running"), "the first runs");
            String queued = confirmed(service, large);
            browser.open(service.url() + "/?dataset=" + queued);
            browser.awaitText("Next in line, behind ");
            browser.open(service.url());
            browser.type("num_images", "1000");
            browser.review();
            browser.generate();
            browser.await(() -> browser.find(".complaint").getText().contains("in the queue"), "the reason");
            assertThat(browser.complaints()).allMatch(line -> line.contains("status of 429"));

            service.post("/datasets/" + queued + "/cancel", "");
            service.post("/datasets/" + running + "/cancel", "");
            browser.generate();
            browser.awaitState("succeeded");
        }
    }

    private static String confirmed(LiveService service, String body) throws IOException {
        String id = service.plan(body);
        assertThat(service.post("/datasets/" + id + "/confirm", "").status()).isEqualTo(202);
        return id;
    }

    private static String state(LiveService service, String id) {
        try {
            return service.get("/datasets/" + id).json().at("/state").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
