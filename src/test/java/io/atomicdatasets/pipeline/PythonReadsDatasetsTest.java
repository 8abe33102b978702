package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.Requirement;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Edit;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a researcher has: numpy loads every file, scipy counts the objects again, xxhash proves the splits. */
class PythonReadsDatasetsTest {
    private static final Optional<String> PYTHON = findPython();

    @TempDir
    Path directory;

    @Test
    void numpyScipyAndXxhashAgreeAndNoFormIsInTwoSplitsOfTwoSeeds() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        Path first = TestDatasets.make(directory, "first", Specs.of("num_images", 10_000))
                .path();
        Path second = TestDatasets.make(directory, "second", Specs.of("num_images", 10_000, "seed", 43))
                .path();

        assertThat(python("src/test/python/check_datasets.py", first.toString(), second.toString()))
                .contains("10000 images are what they should be");
    }

    @Test
    void everyGridIsRead() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        for (int side : new int[] {8, 9, 15, 17, 31, 32}) {
            Path dataset = TestDatasets.make(
                            directory, "grid-" + side, Specs.of("num_images", 203, "grid_size", side, "palette", "arc"))
                    .path();

            assertThat(python("src/test/python/check_datasets.py", dataset.toString()))
                    .contains("203 images are what they should be");
        }
    }

    @Test
    void annotationsAreTrueAndStoredArraysAreMappedInPlace() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        Path deflated = TestDatasets.make(
                        directory, "deflated", Specs.of("num_images", 10_000, "palette", "arc", "annotations", true))
                .path();
        Path stored = TestDatasets.make(
                        directory,
                        "stored",
                        Specs.of("num_images", 1_003, "annotations", true, "compression", "stored", "max_objects", 8))
                .path();

        assertThat(python("src/test/python/check_datasets.py", deflated.toString(), stored.toString()))
                .contains("10000 images are what they should be", "1003 images are what they should be");
    }

    @Test
    void factorsAreThoseOfTheCells() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        String apart = made(
                "apart",
                Specs.of(
                        "num_images", 1_003, "annotations", true, "factors", true, "palette", "arc", "max_objects", 8));
        String touching = made(
                "touching",
                Specs.of(
                        "num_images",
                        501,
                        "annotations",
                        true,
                        "factors",
                        true,
                        "min_gap",
                        0,
                        "compression",
                        "stored"));

        assertThat(python("src/test/python/check_datasets.py", apart, touching))
                .contains("1003 images are what they should be", "501 images are what they should be");
    }

    @Test
    void valuesAreThoseThatWereAskedForAndNothingElseChanges() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        List<String> words = new ArrayList<>(List.of(
                "src/test/python/check_designs.py",
                made("plain", Specs.of("num_images", 10_000, "palette", "arc")),
                made("same", Specs.of("num_images", 10_000, "palette", "arc", "value_mode", "same")),
                made(
                        "distinct",
                        Specs.of(
                                "num_images",
                                10_000,
                                "palette",
                                "arc",
                                "value_mode",
                                "distinct",
                                "values",
                                List.of(1, 3, 4, 7))),
                made("some", Specs.of("num_images", 10_000, "palette", "arc", "values", List.of(2, 9)))));

        assertThat(python(words.toArray(String[]::new)).lines().skip(1))
                .hasSize(3)
                .allMatch(line -> line.endsWith("; every form, label and split is that of the first"));
    }

    @Test
    void noCombinationOfShapesIsInTwoSplitsOfTwoSeeds() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");

        assertThat(python(
                        "src/test/python/check_designs.py",
                        made("first", Specs.of("num_images", 10_000, "split_by", "shapes", "max_objects", 3)),
                        made(
                                "second",
                                Specs.of("num_images", 10_000, "split_by", "shapes", "max_objects", 3, "seed", 43))))
                .containsPattern("first: 10000 images .* by shapes, which never meet")
                .containsPattern("second: 10000 images .* by shapes, which never meet");
    }

    /** Chunks that are whole tell how often candidates are held out, so there are more images than one chunk has. */
    @Test
    void whatIsHeldOutIsInOodAloneAndIsSeenByItselfInTraining() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        List<Object> conditions = List.of(
                Map.of("family", "line_horizontal", "value", List.of(1, 3), "row", List.of(0, 7)),
                Map.of("kind", "pattern", "objects", 2),
                Map.of("size", 15, "column", List.of(2, 5)));

        assertThat(python(
                        "src/test/python/check_designs.py",
                        made("composition", holdingOut(Map.of("protocol", "composition", "num_images", 4_500))),
                        made("interpolation", holdingOut(Map.of("protocol", "interpolation", "num_images", 7_000))),
                        made("extrapolation", holdingOut(Map.of("protocol", "extrapolation", "num_images", 8_500))),
                        made(
                                "conditions",
                                holdingOut(Map.of("when", conditions, "num_images", 3_500), "split_by", "shapes"))))
                .containsPattern("composition: 20000 images .* 8 values of factors alone in train")
                .containsPattern("interpolation: .* in 16384 images of whole chunks")
                .containsPattern("extrapolation: .* in 16384 images of whole chunks")
                .containsPattern("conditions: .* fulfils one, .* by shapes, which never meet");
    }

    @Test
    void pairsDifferInJustWhatTheyAreSaidTo() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        List<String> words = new ArrayList<>(List.of("src/test/python/check_pairs.py"));
        for (Edit edit : Edit.values()) {
            words.add(made(
                    edit.label(),
                    Specs.of(
                            "num_images",
                            2_000,
                            "split_by",
                            "shapes",
                            "max_objects",
                            3,
                            "pairs",
                            edit.label(),
                            "label",
                            "composition",
                            "annotations",
                            true)));
        }
        words.add(made("by-form", Specs.of("num_images", 5_000, "palette", "arc", "pairs", "recolour")));
        words.add(made(
                "held-out",
                holdingOut(
                        Map.of("protocol", "composition", "num_images", 500),
                        "pairs",
                        "move",
                        "split_by",
                        "shapes",
                        "label",
                        "dominant_kind")));

        assertThat(python(words.toArray(String[]::new)).lines())
                .hasSize(7)
                .allMatch(line -> line.contains(" pairs (") && line.contains(" differs in just what edits tells"))
                .filteredOn(line -> line.contains(" as chance would have it"))
                .hasSize(5);
    }

    private static DatasetSpec holdingOut(Map<String, Object> held, Object... more) {
        List<Object> fields = new ArrayList<>(List.of("num_images", 20_000, "palette", "arc", "hold_out", held));
        fields.addAll(List.of(more));
        return Specs.of(fields.toArray());
    }

    /** The script of docs/dataset.md, as it stands there. */
    @Test
    void anyChunkIsReadByTheScriptOfTheDocumentation() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        Path file = Files.writeString(directory.resolve("chunks.py"), script("def read_chunk(") + """

                import sys
                for root in sys.argv[1:]:
                    chunks = np.load(f"{root}/chunks.npy")
                    for column, split in enumerate(("train", "val", "test")):
                        with np.load(f"{root}/{split}.npz") as arrays:
                            for name in arrays.files:
                                parts = [read_chunk(root, split, name, c) for c in range(len(chunks))]
                                assert [len(part) for part in parts] == chunks[:, column].tolist()
                                whole = np.concatenate(parts)
                                assert whole.dtype == arrays[name].dtype and (whole == arrays[name]).all()
                                assert whole.shape == arrays[name].shape
                    print(f"{len(chunks)} chunks")
                """);
        Path deflated = TestDatasets.make(directory, "deflated", Specs.of("num_images", 40_000, "annotations", true))
                .path();
        Path stored = TestDatasets.make(
                        directory,
                        "stored",
                        Specs.of("num_images", 40_000, "annotations", true, "compression", "stored"))
                .path();

        assertThat(python(file.toString(), deflated.toString(), stored.toString()))
                .containsPattern("3 chunks\\s+3 chunks");
    }

    /** The scripts of docs/dataset.md for datasets of many files. */
    @Test
    void shardsAreTheWholeInPiecesToTheScriptsOfTheDocumentation() throws Exception {
        Requirement.require(PYTHON.isPresent(), "Python with numpy, scipy and xxhash");
        Path file = Files.writeString(
                directory.resolve("shards.py"),
                "import numpy as np\n" + script("def load(") + script("def read_chunk(") + """

                        import hashlib, sys
                        whole, *cut = sys.argv[1:]
                        for root in cut:
                            chunks = np.load(f"{root}/chunks.npy")
                            for column, split in enumerate(("train", "val", "test")):
                                for array in np.load(f"{whole}/{split}.npz").files:
                                    wanted = load(whole, split, array)
                                    assert (load(root, split, array) == wanted).all()
                                    parts = [read_chunk(root, split, array, c) for c in range(len(chunks))]
                                    assert [len(part) for part in parts] == chunks[:, column].tolist()
                                    assert (np.concatenate(parts) == wanted).all()
                            for line in open(f"{root}/SHA256SUMS"):
                                digest, name = line.split()
                                assert hashlib.sha256(open(f"{root}/{name}", "rb").read()).hexdigest() == digest
                            print(f"{root} is the same")
                        """);
        DatasetSpec whole = Specs.of("num_images", 70_000, "annotations", true);
        List<String> words = new ArrayList<>(List.of(file.toString(), made("whole", whole)));
        for (int size : new int[] {16_384, 32_768, 1 << 20}) {
            words.add(made("cut-" + size, Specs.of("num_images", 70_000, "annotations", true, "shard_size", size)));
        }
        words.add(made(
                "stored",
                Specs.of("num_images", 70_000, "annotations", true, "shard_size", 16_384, "compression", "stored")));

        assertThat(python(words.toArray(String[]::new)).lines())
                .hasSize(4)
                .allMatch(line -> line.endsWith(" is the same"));
    }

    private String made(String name, DatasetSpec spec) throws Exception {
        return TestDatasets.make(directory, name, spec).path().toString();
    }

    /** The block of docs/dataset.md in which this is defined. */
    private static String script(String definition) throws IOException {
        String page = Files.readString(Path.of("docs/dataset.md"));
        int end = page.indexOf("```", page.indexOf(definition));
        String block = page.substring(page.lastIndexOf("```python\n", end) + "```python\n".length(), end);
        return block.lines().filter(line -> !line.startsWith("images, ")).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String python(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON.orElseThrow()));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Optional<String> findPython() {
        for (String candidate : new String[] {"python3", "/usr/bin/python3", "python"}) {
            try {
                Process process = new ProcessBuilder(candidate, "-c", "import numpy, scipy, xxhash")
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().readAllBytes();
                if (process.waitFor() == 0) {
                    return Optional.of(candidate);
                }
            } catch (IOException e) {
                // Not on this machine under this name.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
