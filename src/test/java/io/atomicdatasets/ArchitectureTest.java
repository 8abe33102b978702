package io.atomicdatasets;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may import whom: exactly what the table in docs/architecture.md lists. */
@AnalyzeClasses(packages = "io.atomicdatasets", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.atomicdatasets";

    private static final Path SOURCES = Path.of("src/main/java/io/atomicdatasets");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:static )?io\\.atomicdatasets\\.([a-z]+(?:\\.[a-z]+)*)\\.[A-Z]");

    /** A row of the table of packages: its name, what it is for, and what it imports. */
    private static final Pattern ROW =
            Pattern.compile("\\| (?:`([a-z.]+)`|\\(root\\)) \\| [^|]+ \\| ?([a-z., ]*) ?\\|");

    /** The table of packages in the documentation. */
    private static Map<String, Set<String>> table() throws IOException {
        Map<String, Set<String>> table = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> imports =
                        new TreeSet<>(Arrays.asList(row.group(2).strip().split(", ")));
                imports.remove("");
                table.put(row.group(1) == null ? "" : row.group(1), imports);
            }
        }
        return table;
    }

    /** Read from the sources, for a compiled class does not tell whose constants it uses. */
    @Test
    void everyPackageImportsExactlyWhatItsRowLists() throws IOException {
        Map<String, Set<String>> imports = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                String room = SOURCES.relativize(source.getParent()).toString().replace(File.separatorChar, '.');
                Set<String> used = imports.computeIfAbsent(room, name -> new TreeSet<>());
                IMPORT.matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(used::add);
                used.remove(room);
            }
        }
        assertThat(imports).isEqualTo(table());
    }

    @ArchTest
    static void noClassUsesAnotherThanItsPackageImports(JavaClasses classes) throws IOException {
        Map<String, Set<String>> table = table();
        for (JavaClass each : classes) {
            assertThat(each.getDirectDependenciesFromSelf().stream()
                            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                            .filter(target -> target.getPackageName().startsWith(ROOT))
                            .map(ArchitectureTest::roomOf)
                            .filter(room -> !room.equals(roomOf(each))))
                    .as(each.getName())
                    .isSubsetOf(table.getOrDefault(roomOf(each), Set.of()));
        }
    }

    private static String roomOf(JavaClass each) {
        return each.getPackageName().equals(ROOT) ? "" : each.getPackageName().substring(ROOT.length() + 1);
    }

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule springStaysAtTheDoor = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".web", ROOT + ".job", ROOT + ".job.jdbc")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule schedulerStaysInJob = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".job", ROOT + ".job.jdbc")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.kagkarlsson..");

    @ArchTest
    static final ArchRule sqlStaysInItsStore = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".job.jdbc")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule picturesStayInReport = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".report")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.imageio..", "org.jfree..");

    @ArchTest
    static final ArchRule jsonStaysWhereRequestsFilesAndAnswersAre = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".spec",
                    ROOT + ".web",
                    ROOT + ".describe",
                    ROOT + ".job.jdbc",
                    ROOT + ".dataset",
                    ROOT + ".pipeline")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule theCorePrintsNothing = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".cli")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
