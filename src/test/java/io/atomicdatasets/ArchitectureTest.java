package io.atomicdatasets;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The house: who may import whom. Each row lists the packages that stand above it and that it uses. */
@AnalyzeClasses(packages = "io.atomicdatasets", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.atomicdatasets";

    private static final Map<String, List<String>> IMPORTS = new LinkedHashMap<>();

    static {
        IMPORTS.put("progress", List.of());
        IMPORTS.put("deflate", List.of());
        IMPORTS.put("inflate", List.of());
        IMPORTS.put("disk", List.of("progress"));
        IMPORTS.put("npy", List.of("progress", "disk", "deflate"));
        IMPORTS.put("spec", List.of());
        IMPORTS.put("image", List.of("spec"));
        IMPORTS.put("plan", List.of("spec", "image", "npy", "deflate"));
        IMPORTS.put("dataset", List.of("progress", "disk", "spec", "image", "plan", "npy", "deflate"));
        IMPORTS.put("catalog", List.of("progress", "disk", "spec", "plan", "dataset"));
        IMPORTS.put("check", List.of("progress", "spec", "image", "inflate"));
        IMPORTS.put("report", List.of("progress", "spec", "image", "catalog", "check"));
        IMPORTS.put("pipeline", List.of("progress", "spec", "image", "plan", "dataset", "catalog", "check", "report"));
        IMPORTS.put("job", List.of("progress", "spec", "plan", "catalog", "pipeline"));
        IMPORTS.put("job.jdbc", List.of("job", "progress", "spec", "plan", "catalog"));
        IMPORTS.put("web", List.of("progress", "spec", "plan", "catalog", "pipeline", "job"));
        IMPORTS.put("cli", List.of("progress", "spec", "plan", "catalog", "check", "report", "pipeline"));
        IMPORTS.put("", List.of("web", "cli"));
    }

    @ArchTest
    static void everyPackageImportsOnlyWhatItsRowLists(JavaClasses classes) {
        IMPORTS.forEach((room, allowed) -> {
            List<String> packages = new ArrayList<>(List.of(packageOf(room)));
            allowed.forEach(each -> packages.add(packageOf(each)));
            noClasses()
                    .that()
                    .resideInAPackage(packageOf(room))
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(packages.toArray(String[]::new)))))
                    .allowEmptyShould(true)
                    .because("the row of " + (room.isEmpty() ? "the root" : room) + " lists only " + allowed)
                    .check(classes);
        });
    }

    @ArchTest
    static void everyPackageHasARow(JavaClasses classes) {
        String[] rows =
                IMPORTS.keySet().stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
        noClasses().should().resideOutsideOfPackages(rows).check(classes);
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
    static final ArchRule jsonStaysWhereFilesAndAnswersAre = noClasses()
            .that()
            .resideOutsideOfPackages(
                    ROOT + ".web", ROOT + ".catalog", ROOT + ".job.jdbc", ROOT + ".dataset", ROOT + ".pipeline")
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

    private static String packageOf(String room) {
        return room.isEmpty() ? ROOT : ROOT + "." + room;
    }
}
