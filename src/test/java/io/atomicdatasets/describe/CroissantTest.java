package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CroissantTest {
    private static final List<Split> SPLITS = List.of(Split.TRAIN, Split.VAL, Split.TEST);

    @Test
    void aFileIsDescribedWithItsSizeAndDigest() throws IOException {
        JsonNode distribution = distribution(List.of(file("train.npz"), file("chunks.npy")));

        assertThat(distribution).isEqualTo(new JsonMapper().readTree("""
                        [{"@type": "cr:FileObject", "@id": "train.npz", "name": "train.npz", "contentUrl": "train.npz",
                          "contentSize": "5 B", "encodingFormat": "application/zip", "sha256": "00"},
                         {"@type": "cr:FileObject", "@id": "chunks.npy", "name": "chunks.npy", "contentUrl": "chunks.npy",
                          "contentSize": "5 B", "encodingFormat": "application/octet-stream", "sha256": "00"}]"""));
    }

    @Test
    void theShardsOfASplitAreOneSetHoweverManyThereAre() throws IOException {
        List<FileInfo> files = new ArrayList<>();
        for (int shard = 0; shard < 50_000; shard++) {
            for (Split split : SPLITS) {
                files.add(file(ArrayFile.ofShard(split, shard).name()));
            }
        }
        files.add(file("chunks.npy"));

        JsonNode distribution = distribution(files);

        assertThat(distribution).hasSize(4);
        for (Split each : SPLITS) {
            JsonNode set = distribution.get(each.column());
            String split = each.label();
            assertThat(set.at("/@type").asString()).isEqualTo("cr:FileSet");
            assertThat(set.at("/@id").asString()).isEqualTo(split);
            assertThat(set.at("/includes").asString()).isEqualTo(split + "-*.npz");
            assertThat(set.at("/encodingFormat").asString()).isEqualTo("application/zip");
        }
        assertThat(distribution.at("/3/@type").asString()).isEqualTo("cr:FileObject");
    }

    @Test
    void tablesOfImagesAndOfObjectsAreSetsOfTheirOwn() throws IOException {
        List<FileInfo> files = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
            for (Rows rows : Rows.values()) {
                files.add(file(new TableFile(rows, ArrayFile.ofShard(Split.TRAIN, shard)).name()));
            }
        }
        files.add(file("val.parquet"));

        JsonNode distribution = distribution(files);

        assertThat(distribution).hasSize(3);
        assertThat(distribution.at("/0/@id").asString()).isEqualTo("train.parquet");
        assertThat(distribution.at("/0/includes").asString()).isEqualTo("train-[0-9]*.parquet");
        assertThat(distribution.at("/1/@id").asString()).isEqualTo("train-objects.parquet");
        assertThat(distribution.at("/1/includes").asString()).isEqualTo("train-objects-[0-9]*.parquet");
        assertThat(distribution.at("/2/@type").asString()).isEqualTo("cr:FileObject");
        assertThat(distribution.at("/2/encodingFormat").asString()).isEqualTo("application/vnd.apache.parquet");
    }

    /** Maps without an order of their own differ from one process to the next. */
    @Test
    void theOrderOfKeysIsTheSameInEveryProcess() throws IOException {
        assertThat(new String(croissant(List.of()).toBytes(), UTF_8))
                .containsSubsequence(
                        "\"@context\"",
                        "\"@language\"",
                        "\"@vocab\"",
                        "\"citeAs\"",
                        "\"data\"",
                        "\"@id\"",
                        "\"@type\"",
                        "\"sc\"",
                        "\"@type\"",
                        "\"conformsTo\"",
                        "\"creator\"",
                        "\"@type\"",
                        "\"name\"",
                        "\"datePublished\"",
                        "\"distribution\"",
                        "\"recordSet\"");
    }

    @Test
    void licenceAndCreatorAreTheOwners() throws IOException {
        JsonNode json = new JsonMapper()
                .readTree(croissant(new Rights(License.of("https://example.org/terms"), "Grids & Co"), List.of())
                        .toBytes());

        assertThat(json.at("/license").asString()).isEqualTo("https://example.org/terms");
        assertThat(json.at("/creator/name").asString()).isEqualTo("Grids & Co");
        assertThat(json.at("/citeAs").asString()).contains("author = {{Grids \\& Co}}");
    }

    private static FileInfo file(String name) {
        return FileInfo.of(name, 5, "00", null);
    }

    private static JsonNode distribution(List<FileInfo> files) throws IOException {
        return new JsonMapper().readTree(croissant(files).toBytes()).at("/distribution");
    }

    private static Croissant croissant(List<FileInfo> files) throws IOException {
        return croissant(Rights.UNLESS_SAID, files);
    }

    private static Croissant croissant(Rights rights, List<FileInfo> files) throws IOException {
        Metadata metadata = new DatasetFolder(Path.of("src/test/resources/layout-1")).metadata();
        DatasetSpec spec = metadata.spec().named(new DatasetName("mine"));
        Metadata cited = new Metadata(
                metadata.version(),
                metadata.timestamp(),
                metadata.generationParams(),
                metadata.datasetInfo(),
                metadata.memoryInfo(),
                metadata.fileFormat(),
                metadata.id(),
                metadata.generator(),
                metadata.recipe(),
                metadata.labelInfo(),
                metadata.statistics(),
                metadata.files(),
                metadata.validation(),
                metadata.timing(),
                Citation.of(rights, spec, metadata.generator()));
        return new Croissant(spec, cited, files);
    }
}
