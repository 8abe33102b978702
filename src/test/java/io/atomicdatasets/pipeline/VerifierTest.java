package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.pipeline.Verification.FileResult;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.spec.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
    @TempDir
    Path directory;

    private DatasetFolder dataset;
    private final Verifier verifier = new Verifier(2);

    @BeforeEach
    void make() throws Exception {
        dataset = TestDatasets.make(directory, "mine", Specs.of("num_images", 1_000));
    }

    @Test
    void untouchedFilesPass() throws Exception {
        Verification verification = verifier.verify(dataset, new Progress());

        assertThat(verification.passed()).isTrue();
        assertThat(verification.files()).hasSize(9);
    }

    @Test
    void aFlippedBitInAnyFileIsFoundAndTheFileNamed() throws Exception {
        for (FileInfo file : dataset.metadata().files()) {
            byte[] sound = Files.readAllBytes(dataset.file(file.name()));
            for (int at : new int[] {0, sound.length / 2, sound.length - 1}) {
                byte[] broken = sound.clone();
                broken[at] ^= 0x10;
                Files.write(dataset.file(file.name()), broken);

                Verification verification = verifier.verify(dataset, new Progress());

                assertThat(verification.passed()).isFalse();
                assertThat(verification.files())
                        .filteredOn(result -> !result.passed())
                        .extracting(FileResult::name)
                        .containsExactly(file.name());
            }
            Files.write(dataset.file(file.name()), sound);
        }
    }

    @Test
    void aMissingFileIsFound() throws Exception {
        Files.delete(dataset.file("test.npz"));

        assertThat(verifier.verify(dataset, new Progress()).files())
                .filteredOn(result -> !result.passed())
                .extracting(FileResult::actual)
                .containsExactly("missing");
    }

    @Test
    void theArraysMadeAgainAreTheSame() throws Exception {
        try (StagingDirectory scratch = new DatasetsRoot(directory).stageAnew(UUID.randomUUID(), 1, 0)) {
            Verification verification = verifier.regenerate(dataset, scratch, new Progress());

            assertThat(verification.passed()).isTrue();
            assertThat(verification.files())
                    .extracting(FileResult::name)
                    .containsExactly("train.npz", "val.npz", "test.npz", "chunks.npy", "segments.npy");
        }
    }

    @Test
    void datasetsOfLayout1AreReadAndVerifiedAndNeverMadeAgain() throws Exception {
        Path resources = Path.of("src/test/resources/layout-1");
        DatasetFolder old = new DatasetFolder(resources);

        assertThat(old.metadata().statistics().get("train").distinctImages().error())
                .isEqualTo(0.012);
        assertThat(old.metadata().statistics().get("train").cellWeights().inverse())
                .hasSize(256);
        assertThat(verifier.verify(old, new Progress()).passed()).isTrue();
        try (StagingDirectory scratch = new DatasetsRoot(directory).stageAnew(UUID.randomUUID(), 1, 0)) {
            assertThatThrownBy(() -> verifier.regenerate(old, scratch, new Progress()))
                    .isInstanceOf(OtherVersionException.class)
                    .hasMessage("made by layout 1; this program makes layout 2");
        }
        assertThatThrownBy(() -> new Replay(old.metadata().spec()).sample(old, Split.TRAIN, 0))
                .isInstanceOf(OtherVersionException.class);
    }

    @Test
    void aDatasetThatSaysAnotherSeedIsNotTheSame() throws Exception {
        String metadata = Files.readString(dataset.file("metadata.json"));
        Files.writeString(dataset.file("metadata.json"), metadata.replace("\"seed\" : 42", "\"seed\" : 43"));
        try (StagingDirectory scratch = new DatasetsRoot(directory).stageAnew(UUID.randomUUID(), 1, 0)) {
            assertThat(verifier.regenerate(dataset, scratch, new Progress()).passed())
                    .isFalse();
        }
    }
}
