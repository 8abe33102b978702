package io.atomicdatasets.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.image.Candidates;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain check alone, as if the fast rules that sort and label images were wrong and agreed with each other. */
class PlainCheckTest {
    private static final DatasetSpec SPEC = Specs.of("num_images", 100, "grid_size", 8, "max_objects", 2);

    @Test
    void anImageThatTheGeneratorSortedWronglyIsFound() throws Exception {
        new Candidates(SPEC).walk(0, 500, (split, label, image) -> {
            for (Split said : SPEC.presentSplits()) {
                Findings findings = check(image.cells(), label, said);

                assertThat(findings.isEmpty()).isEqualTo(said == split);
                assertThat(broken(findings)).isEqualTo(said == split ? List.of() : List.of("split_of_form"));
            }
            return true;
        });
    }

    @Test
    void objectsThatAreNoneOfTheRecipeAreFound() {
        assertThat(broken(check(cells("########", "########", "########"), 1, null)))
                .contains("objects");
        assertThat(broken(check(cells("##.##.##"), 3, null))).contains("objects");
        assertThat(broken(check(cells("........"), 0, null))).contains("objects");
        assertThat(broken(check(cells("##.....#", ".......#"), 2, null))).doesNotContain("objects", "labels_derived");
        assertThat(broken(check(cells("##.....#", ".......#"), 1, null))).contains("labels_derived");
    }

    @Test
    void objectsThatStandTooCloseAreFound() {
        DatasetSpec wide = Specs.of("num_images", 100, "grid_size", 8, "max_objects", 2, "min_gap", 2);

        assertThat(broken(check(wide, cells("##.##..."), 2, null))).contains("objects");
        assertThat(broken(check(wide, cells("##..##.."), 2, null))).doesNotContain("objects");
    }

    private static byte[] cells(String... rows) {
        byte[] cells = new byte[64];
        for (int i = 0; i < 8 * rows.length; i++) {
            cells[i] = (byte) (rows[i / 8].charAt(i % 8) == '#' ? 200 : 0);
        }
        return cells;
    }

    private static Findings check(byte[] cells, int label, Split said) {
        return check(SPEC, cells, label, said);
    }

    private static Findings check(DatasetSpec spec, byte[] cells, int label, Split said) {
        Findings findings = new Findings();
        Block block = new Block(spec);
        block.begin(0, 1);
        System.arraycopy(cells, 0, block.elements(Block.IMAGES), 0, cells.length);
        block.elements(Block.LABELS)[0] = (byte) label;
        Split split = said == null ? new PlainSplitRule(spec.splits(), 8).splitOf(cells, 0) : said;
        new PlainCheck(spec).check(block, 0, split, "image 0", new Tally(), findings);
        return findings;
    }

    private static List<String> broken(Findings findings) {
        return findings.toResults().stream()
                .filter(check -> !check.passed())
                .map(CheckResult::check)
                .toList();
    }
}
