package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pictures of the page in each of its states, light and dark, wide and narrow, into {@code target/screenshots}, or into the
 * directory that {@code -Dscreenshots=} names.
 */
@Timeout(300)
@ExtendWith(OpenPage.class)
class ScreenshotsTest {
    private static final Path PICTURES = Path.of(System.getProperty("screenshots", "target/screenshots"));

    /** Narrow alone unless pictures are asked for. */
    private static final int[] WIDTHS =
            System.getProperty("screenshots") == null ? new int[] {360} : new int[] {1280, 360};

    private static final Set<String> PICTURED = Set.of("home", "datasets", "plan", "running", "finished", "image");

    /** What is always in view there would be drawn across a picture that is taller than the window. */
    private static final Set<String> STICKY = Set.of("home", "image");

    @TempDir
    Path directory;

    @Test
    void everyStateOfThePageHasAPicture(Browser browser) throws IOException {
        Files.createDirectories(PICTURES);
        try (LiveService service = new LiveService(directory.resolve("datasets"))) {
            for (Map.Entry<String, String> page : pages(service).entrySet()) {
                browser.open(service.url() + page.getValue());
                browser.await(
                        () -> browser.text().contains("of disk")
                                || !browser.all("article:not([hidden]) .state").isEmpty(),
                        page.getKey());
                if (PICTURED.contains(page.getKey())) {
                    browser.await(() -> browser.all("main canvas").size() >= 12, "images");
                }
                if (page.getKey().equals("running")) {
                    browser.await(
                            () -> Double.parseDouble(browser.find("#bar-train").getDomProperty("value")) > 3_000_000,
                            "a good part of the run");
                }
                for (boolean dark : new boolean[] {false, true}) {
                    for (int width : WIDTHS) {
                        browser.look(width, dark);
                        browser.awaitPictures();
                        byte[] picture = browser.picture(STICKY.contains(page.getKey()) ? 900 : 1700);
                        assertThat(ImageIO.read(new ByteArrayInputStream(picture))
                                        .getWidth())
                                .isEqualTo(width);
                        String name = "%s-%s-%s.png"
                                .formatted(page.getKey(), dark ? "dark" : "light", width > 1000 ? "wide" : "narrow");
                        Files.write(PICTURES.resolve(name), picture);
                    }
                }
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static Map<String, String> pages(LiveService service) throws IOException {
        String finished = service.make("""
                {"num_images": 20000, "palette": "arc", "output_dir": "coloured-shapes", "seed": 7}""");
        String cancelled = service.plan("{\"num_images\": 5000}");
        service.post("/datasets/" + cancelled + "/cancel", "");
        String failed = service.plan("{\"num_images\": 7000}");
        service.force(failed, "failed");
        String awaiting = service.plan("""
                {"num_images": 1000000, "palette": "arc", "grid_size": 20, "max_objects": 5, "output_dir": "counting"}""");
        String running = service.plan("{\"num_images\": 30000000, \"output_dir\": \"thirty-million\"}");
        service.post("/datasets/" + running + "/confirm", "");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("running", "/?dataset=" + running); // first, while it runs
        pages.put("home", "/");
        pages.put("datasets", "/?view=datasets");
        pages.put("plan", "/?dataset=" + awaiting);
        pages.put("finished", "/?dataset=" + finished);
        pages.put("image", "/?dataset=" + finished + "&split=train&image=9");
        pages.put("comparison", "/?compare=" + finished + "," + awaiting);
        pages.put("cancelled", "/?dataset=" + cancelled);
        pages.put("failed", "/?dataset=" + failed);
        return pages;
    }
}
