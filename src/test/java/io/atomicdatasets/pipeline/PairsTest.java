package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.CheckInfo;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import io.atomicdatasets.spec.StreamSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A dataset of pairs: partners are made, checked, described and made again with their images. */
class PairsTest {
    @TempDir
    Path directory;

    private static DatasetSpec spec(String pairs, Object... others) {
        List<Object> fields =
                new ArrayList<>(List.of("num_images", 4_000, "palette", "arc", "split_by", "shapes", "pairs", pairs));
        Collections.addAll(fields, others);
        return Specs.of(fields.toArray());
    }

    @ParameterizedTest
    @EnumSource
    void eachImageHasAPartnerBesideIt(Edit edit) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec(edit.label()));
        Metadata metadata = dataset.metadata();

        assertThat(metadata.validation())
                .allMatch(CheckInfo::passed)
                .extracting(CheckInfo::check)
                .contains("pairs");
        byte[] labels = Npz.elements(dataset.file("train.npz"), "labels");
        byte[] partners = Npz.elements(dataset.file("train.npz"), "labels_b");
        assertThat(Npz.elements(dataset.file("train.npz"), "images_b"))
                .hasSize(3_200 * 256)
                .isNotEqualTo(Npz.elements(dataset.file("train.npz"), "images"));
        assertThat(Npz.elements(dataset.file("train.npz"), "edits")).hasSize(3_200 * 4 * Long.BYTES);
        long changed = 0;
        for (int i = 0; i < labels.length; i++) {
            changed += labels[i] == partners[i] ? 0 : 1;
        }
        assertThat(metadata.statistics().get("train").changedLabels())
                .isEqualTo(changed)
                .isEqualTo(edit == Edit.REMOVE ? 3_200 : 0);
        assertThat(new Verifier(2).verify(dataset, new Progress()).passed()).isTrue();
    }

    @Test
    void imagesWithoutPartnersHaveNoArraysOfThem() throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", Specs.of("num_images", 10));

        assertThat(dataset.metadata().files().get(0).arrays()).hasSize(2);
        assertThat(dataset.metadata().statistics().get("train").changedLabels()).isNull();
        assertThat(Files.readString(dataset.file("metadata.json"))).doesNotContain("changed_labels", "pairs");
    }

    @Test
    void shardsPartsAndStreamsAreTheSamePairs() throws Exception {
        DatasetSpec sharded =
                spec("replace", "num_images", 20_000, "shard_size", 16_384, "annotations", true, "parquet", true);
        DatasetFolder shards = TestDatasets.make(directory, "shards", sharded);
        DatasetFolder whole =
                TestDatasets.make(directory, "whole", spec("replace", "num_images", 20_000, "annotations", true));
        Path target = directory.resolve("parts");
        for (int part : List.of(2, 1)) {
            new Parts(target).make(sharded, new Part(part, 2), 1, new Progress());
        }
        new Join(target, 2, new DatasetPipeline(2, TestDatasets.CLOCK, Duration.ZERO))
                .run(new DatasetName("parts"), new Progress());
        Path stream = streamed(sharded, 65_536);

        for (var array : whole.metadata().files().get(0).arrays()) {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            for (FileInfo file : shards.metadata().files()) {
                if (Split.TRAIN.label().equals(file.split())) {
                    joined.writeBytes(Npz.elements(shards.file(file.name()), array.name()));
                    assertThat(target.resolve(file.name())).hasSameBinaryContentAs(shards.file(file.name()));
                }
            }
            byte[] elements = Npz.elements(whole.file("train.npz"), array.name());
            byte[] first = Npz.elements(stream, array.name());
            assertThat(joined.toByteArray()).as(array.name()).isEqualTo(elements);
            assertThat(Arrays.mismatch(first, elements)).as(array.name()).isIn(-1, first.length, elements.length);
        }
        assertThat(shards.file("train-00000.parquet")).exists();
        assertThat(new DatasetFolder(target).metadata().statistics())
                .isEqualTo(shards.metadata().statistics());
        assertThat(shards.metadata().statistics().get("test").changedLabels())
                .isEqualTo(whole.metadata().statistics().get("test").changedLabels());
    }

    private Path streamed(DatasetSpec spec, int candidates) throws Exception {
        ImageStream stream = ImageStream.npz(new StreamSpec(spec, Split.TRAIN, 0, candidates));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer next = stream.next(); next != null; next = stream.next()) {
            byte[] piece = new byte[next.remaining()];
            next.get(piece);
            bytes.writeBytes(piece);
        }
        return Files.write(directory.resolve("stream.npz"), bytes.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({"move, place", "recolour, value", "turn, orientation", "remove, presence", "replace, shape"})
    void aPairCanBeMadeAgainByItself(String pairs, String factor) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec(pairs));
        byte[] partners = Npz.elements(dataset.file("val.npz"), "images_b");

        for (int index : new int[] {0, 399}) {
            Replay replay = new Replay(spec(pairs));
            Sample sample = replay.sample(dataset, Split.VAL, index);
            Sample.Partner partner = sample.partner();
            assertThat(partner).isNotNull();
            assertThat(partner.cells().stream().flatMap(List::stream).toList())
                    .isEqualTo(cells(Arrays.copyOfRange(partners, 256 * index, 256 * (index + 1))));
            assertThat(partner.edit().factor()).isEqualTo(factor);
            assertIsAboveItsPartner(sample, replay.draw(sample));
        }
    }

    /** At 16 pixels a cell, with one cell between them, and a white frame in the gap around the object that differs. */
    private static void assertIsAboveItsPartner(Sample sample, byte[] png) throws Exception {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(16 * 16);
        assertThat(picture.getHeight()).isEqualTo((16 + 1 + 16) * 16);
        for (int cell = 0; cell < 256; cell++) {
            int pixel = picture.getRGB(cell % 16 * 16 + 8, (17 + cell / 16) * 16 + 8) & 0xFFFFFF;
            assertThat(pixel == 0)
                    .isEqualTo(sample.partner().cells().get(cell / 16).get(cell % 16) == 0);
        }
        List<Integer> box = sample.objects().get(sample.partner().edit().slot()).box();
        int left = Math.max(0, 16 * box.get(1) - 5);
        int top = Math.max(0, 16 * box.get(0) - 5);
        assertThat(picture.getRGB(left, top) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    }

    private static List<Integer> cells(byte[] bytes) {
        List<Integer> cells = new ArrayList<>();
        for (byte cell : bytes) {
            cells.add(cell & 0xFF);
        }
        return cells;
    }

    /** Partners of other shapes are rarely in the split of a small share with their images. */
    @Test
    void pairsThatLeaveTooLittleForASplitAreRefused() {
        DatasetSpec small =
                spec("replace", "splits", Map.of("train", 0.98, "val", 0.01, "test", 0.01), "num_images", 900_000);

        assertThatThrownBy(() -> new Planner(2).plan(small))
                .isInstanceOfSatisfying(InvalidSpecException.class, refused -> {
                    assertThat(refused.violations().get(0).pointer()).isEqualTo("/pairs");
                    assertThat(refused.violations().get(0).detail())
                            .contains("partners of other shapes fall to a split as seldom");
                });
    }

    /** With an object removed, no partner has as many as are held out. */
    @Test
    void conditionsThatNoPairFulfilsTogetherAreRefusedByTheirTrueReason() {
        DatasetSpec never = spec("remove", "hold_out", Map.of("when", List.of(Map.of("objects", 4)), "num_images", 10));

        assertThatThrownBy(() -> new Planner(2).plan(never))
                .isInstanceOfSatisfying(InvalidSpecException.class, refused -> {
                    assertThat(refused.violations().get(0).pointer()).isEqualTo("/hold_out/when/0");
                    assertThat(refused.violations().get(0).detail())
                            .contains("images whose partners are in their split");
                });
    }

    @Test
    void thePlanTellsOfBothImagesAndOfManyCandidates() throws Exception {
        Plan plan = new Planner(2).plan(spec("remove"));

        assertThat(plan.estimate().bytesPerImage()).isEqualTo(512);
        assertThat(plan.warnings()).anyMatch(warning -> warning.contains("candidates are made for each image"));
        assertThat(new Planner(2).plan(spec("move")).warnings())
                .noneMatch(warning -> warning.contains("candidates are made for each image"));
    }
}
