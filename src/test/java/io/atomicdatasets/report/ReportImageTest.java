package io.atomicdatasets.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.check.ExpectedFile;
import io.atomicdatasets.check.ImagePicker;
import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.check.Validator;
import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Rights;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportImageTest {
    @TempDir
    Path directory;

    private Statistics statistics;

    @Test
    void colouredImagesAreShownInTheColoursOfTheCorpus() throws Exception {
        BufferedImage picture = draw(Specs.of("num_images", 2_000, "palette", "arc"));

        assertThat(picture.getWidth()).isEqualTo(3000);
        assertThat(picture.getHeight()).isBetween(3300, 3600);
        assertThat(coloursBetween(picture, 300, 2800))
                .contains(
                        0x000000, 0x0074D9, 0xFF4136, 0x2ECC40, 0xFFDC00, 0xAAAAAA, 0xF012BE, 0xFF851B, 0x7FDBFF,
                        0x870C25);
    }

    @Test
    void grayImagesHaveABlackBackgroundAndTheirOwnGrays() throws Exception {
        Set<Integer> colours = coloursBetween(draw(Specs.of("num_images", 2_000)), 380, 580);

        assertThat(colours).contains(0x000000).doesNotContain(0x0074D9).hasSizeGreaterThan(10);
    }

    @Test
    void aFewImagesFillThePlaceOfAHundred() throws Exception {
        BufferedImage picture = draw(Specs.of("num_images", 1));

        assertThat(picture.getHeight()).isBetween(3100, 3300);
        assertThat(picture.getRGB(200, 400) & 0xFFFFFF).isZero();
        assertThat(picture.getRGB(2000, 2200) & 0xFFFFFF).isZero();
    }

    @Test
    void partnersAreShownBelowTheirImages() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 200, "palette", "arc", "split_by", "shapes", "pairs", "remove");
        BufferedImage picture = draw(spec);
        List<PickedImage> pairs = ImagePicker.pick(directory, spec, List.of(ExpectedFile.of(spec, Split.TRAIN)), 100);
        List<PickedImage> alone = pairs.stream()
                .map(each -> new PickedImage(each.index(), each.cells(), each.label()))
                .toList();

        assertThat(pairs).hasSize(100).allMatch(each -> each.partner() != null);
        assertThat(pixels(picture)).isEqualTo(pixels(draw("mine", spec, pairs)));
        assertThat(pixels(picture)).isNotEqualTo(pixels(draw("mine", spec, alone)));
        assertThat(picture.getHeight()).isBetween(3100, 3300);
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 300, 2190, 2500, null, 0, 2190);
    }

    @Test
    void theLongestNameStaysInThePicture() throws Exception {
        BufferedImage picture = draw("W".repeat(128), Specs.of("num_images", 1));

        for (int y = 0; y < 300; y++) {
            for (int x = 2_912; x < 3_000; x++) {
                assertThat(picture.getRGB(x, y) & 0xFFFFFF).as("%d, %d", x, y).isEqualTo(0xFFFFFF);
            }
        }
    }

    private BufferedImage draw(DatasetSpec spec) throws Exception {
        return draw("mine", spec);
    }

    private BufferedImage draw(String name, DatasetSpec spec) throws Exception {
        try (ChunkLine line = new ChunkLine(spec, 2);
                DatasetWriter writer = new DatasetWriter(spec, directory)) {
            statistics = writer.write(line, new Progress());
        }
        return draw(
                name,
                spec,
                new Validator(spec, 2).validate(directory, new Progress()).picks());
    }

    private BufferedImage draw(String name, DatasetSpec spec, List<PickedImage> picks) throws Exception {
        Metadata metadata = Metadata.of(new UUID(0, 1), Instant.EPOCH, spec, statistics, Rights.UNLESS_SAID);
        byte[] png = ReportImage.begin(name, metadata, spec).draw(picks, List.of());
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static Set<Integer> coloursBetween(BufferedImage picture, int top, int bottom) {
        Set<Integer> colours = new HashSet<>();
        for (int y = top; y < bottom; y++) {
            for (int x = 90; x < 2190; x++) {
                colours.add(picture.getRGB(x, y) & 0xFFFFFF);
            }
        }
        return colours;
    }

    @Test
    void aMachineWithoutFontsIsFoundOutAndToldWhatToInstall() throws Exception {
        ReportImage.requireFonts();
        for (Throwable failure : new Throwable[] {
            new InternalError("Fontconfig head is null"),
            new Error("Probable fatal error: No physical fonts found."),
            new UnsatisfiedLinkError("libfreetype.so.6"),
            new NoClassDefFoundError("sun.font.SunFontManager"),
            new NullPointerException(),
        }) {
            assertThatThrownBy(() -> ReportImage.requireFonts(() -> sneak(failure)))
                    .isInstanceOf(NoFontsException.class)
                    .hasMessageContaining("fonts-dejavu-core");
        }
    }

    private static void sneak(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }
}
