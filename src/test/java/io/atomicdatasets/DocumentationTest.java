package io.atomicdatasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation names is there. */
class DocumentationTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))(?:#(\\w+))?`");

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (String link : all(LINK, Files.readString(page)).map(match -> match.group(1)).toList()) {
                if (!URI.create(link).isAbsolute() && !isThere(page, link)) {
                    broken.add(page + " -> " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyTestThatIsSaidToHoldARequirementIsThere() throws IOException {
        List<MatchResult> tests =
                all(TEST, Files.readString(Path.of("docs/security.md"))).toList();

        assertThat(tests).hasSizeGreaterThan(20);
        for (MatchResult test : tests) {
            assertThat(source(test.group(1)))
                    .as(test.group())
                    .contains(test.group(2) == null ? test.group(1) : " " + test.group(2) + "(");
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> top = Files.list(Path.of("."))) {
            return Stream.concat(Stream.concat(docs, top), Stream.of(Path.of("spark/README.md")))
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static boolean isThere(Path page, String link) throws IOException {
        String[] fileAndHeading = link.split("#", -1);
        Path file =
                fileAndHeading[0].isEmpty() ? page : page.resolveSibling(fileAndHeading[0]).normalize();
        return Files.exists(file)
                && (fileAndHeading.length == 1 || headings(file).anyMatch(fileAndHeading[1]::equals));
    }

    /** As they are written in links: in lower case, with hyphens for spaces and without punctuation. */
    private static Stream<String> headings(Path file) throws IOException {
        return all(HEADING, Files.readString(file)).map(match -> match.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'));
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            Path file = sources.filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no " + test));
            return Files.readString(file);
        }
    }
}
