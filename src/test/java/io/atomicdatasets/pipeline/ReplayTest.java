package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.report.ReportImage;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.jetbrains.bio.npy.NpzFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final DatasetSpec SPEC =
            Specs.of("num_images", 60_000, "palette", "arc", "annotations", true, "factors", true);

    @TempDir
    Path directory;

    @Test
    void anImageMadeAgainIsTheOneInTheFile() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", SPEC);
        Replay replay = new Replay(SPEC);
        for (Split split : SPEC.presentSplits()) {
            byte[] cells = array(dataset, split, "images").asByteArray();
            byte[] labels = array(dataset, split, "labels").asByteArray();
            long[] candidates = array(dataset, split, "candidates").asLongArray();
            long[] shapes = array(dataset, split, "shapes").asLongArray();
            byte[] orientations = array(dataset, split, "orientations").asByteArray();
            byte[] difficulty = array(dataset, split, "difficulty").asByteArray();
            int last = (int) SPEC.count(split) - 1;
            for (int index : new int[] {0, 1, last / 2, last - 1, last}) {
                Sample sample = replay.sample(dataset, split, index);

                assertThat(sample.picked(index).cells())
                        .isEqualTo(Arrays.copyOfRange(cells, 256 * index, 256 * index + 256));
                assertThat(sample.label()).isEqualTo(labels[index]);
                assertThat(sample.candidate()).isEqualTo(candidates[index]);
                assertThat(sample.objects()).hasSize(sample.label());
                for (int i = 0; i < sample.label(); i++) {
                    assertThat(sample.objects().get(i).factors())
                            .isEqualTo(new Sample.ObjectFactors(shapes[4 * index + i], orientations[4 * index + i]));
                }
                assertThat(sample.difficulty())
                        .isEqualTo(new Sample.SampleDifficulty(
                                difficulty[3 * index] & 0xFF, difficulty[3 * index + 1], difficulty[3 * index + 2]));
            }
        }
    }

    @Test
    void consecutiveImagesAreThoseThatAreMadeOneByOne() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", SPEC);
        Replay replay = new Replay(SPEC);
        long first = (16_384 * 8 / 10) - 150; // over the end of a chunk
        List<Sample> alone = new ArrayList<>();
        for (long index = first; index < first + 300; index += 23) {
            alone.add(replay.sample(dataset, Split.TRAIN, index));
        }

        List<Sample> together = replay.samples(dataset, Split.TRAIN, first, 300);

        assertThat(together).hasSize(300).isSortedAccordingTo(java.util.Comparator.comparing(Sample::candidate));
        for (int i = 0; i < alone.size(); i++) {
            assertThat(together.get(23 * i)).isEqualTo(alone.get(i));
        }
    }

    @Test
    void anImageThatIsNotThereIsNotMadeUp() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", Specs.of("num_images", 100));

        assertThatThrownBy(() -> new Replay(SPEC).sample(dataset, Split.TRAIN, 80))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("counts 80 images of train");
    }

    @Test
    void thePreviewShowsTheFirstTrainingImagesOfTheFile() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", SPEC);
        List<PickedImage> first = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            first.add(new PickedImage(i, cells(dataset, "images", i), label(dataset, "labels", i)));
        }

        assertThat(new Replay(SPEC).preview(30)).isEqualTo(ReportImage.drawSheet(SPEC, first));
    }

    @Test
    void thePreviewShowsTheirPartnersToo() throws Exception {
        DatasetSpec spec = Specs.of("num_images", 40, "split_by", "shapes", "pairs", "remove");
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        List<PickedImage> first = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            first.add(new PickedImage(i, cells(dataset, "images", i), label(dataset, "labels", i))
                    .withPartner(cells(dataset, "images_b", i), label(dataset, "labels_b", i)));
        }

        assertThat(new Replay(spec).preview(5)).isEqualTo(ReportImage.drawSheet(spec, first));
    }

    private static byte[] cells(DatasetFolder dataset, String name, int image) {
        return Arrays.copyOfRange(array(dataset, Split.TRAIN, name).asByteArray(), 256 * image, 256 * image + 256);
    }

    private static int label(DatasetFolder dataset, String name, int image) {
        return array(dataset, Split.TRAIN, name).asByteArray()[image];
    }

    @Test
    void aPreviewOfAFewImagesShowsThose() throws Exception {
        BufferedImage few = picture(new Replay(Specs.of("num_images", 3)).preview(100));
        BufferedImage many = picture(new Replay(SPEC).preview(100));

        assertThat(few.getHeight()).isLessThan(many.getHeight());
    }

    private static BufferedImage picture(byte[] png) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static org.jetbrains.bio.npy.NpyArray array(DatasetFolder dataset, Split split, String name) {
        try (NpzFile.Reader npz = NpzFile.read(dataset.file(split.fileName()))) {
            return npz.get(name, 1 << 18);
        }
    }
}
