package io.atomicdatasets.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Specs;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the specification of Croissant 1.1 requires of a description, and its reference reader beyond that.
 *
 * @see <a href="https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html">Croissant 1.1</a>
 */
class CroissantSpecificationTest {
    /** Of the context in the specification's appendix. */
    private static final List<String> STANDARD_TERMS = List.of(
            "@language",
            "@vocab",
            "sc",
            "cr",
            "rai",
            "dct",
            "annotation",
            "arrayShape",
            "citeAs",
            "column",
            "conformsTo",
            "containedIn",
            "data",
            "dataType",
            "equivalentProperty",
            "examples",
            "excludes",
            "extract",
            "field",
            "fileProperty",
            "fileObject",
            "fileSet",
            "format",
            "includes",
            "isArray",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
            "parentField",
            "recordSet",
            "references",
            "regex",
            "readLines",
            "sdVersion",
            "separator",
            "source",
            "subField",
            "transform",
            "unArchive",
            "value");

    private static final Set<String> ATOMIC_TYPES = Set.of("sc:Text", "sc:URL", "cr:UInt8", "cr:Int64");

    @TempDir
    Path directory;

    static List<DatasetSpec> requests() {
        return List.of(
                Specs.of("num_images", 500),
                Specs.of("num_images", 500, "parquet", true, "grid_size", 11),
                Specs.of(
                        "num_images",
                        500,
                        "parquet",
                        true,
                        "annotations",
                        true,
                        "factors",
                        true,
                        "label",
                        "composition"),
                Specs.of("num_images", 40_000, "parquet", true, "annotations", true, "shard_size", 16_384));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatADatasetMustTellIsTold(DatasetSpec spec) throws Exception {
        JsonNode json = croissant(TestDatasets.make(directory, "mine", spec));

        assertThat(json.at("/@context").propertyNames()).containsAll(STANDARD_TERMS);
        assertThat(json.at("/@type").asString()).isEqualTo("sc:Dataset");
        assertThat(json.at("/conformsTo").asString()).isEqualTo("http://mlcommons.org/croissant/1.1");
        assertThat(json.at("/name").asString()).isEqualTo("mine");
        assertThat(json.at("/description").asString()).isNotBlank();
        assertThat(URI.create(json.at("/license").asString())).hasScheme("https");
        assertThat(URI.create(json.at("/url").asString()).isAbsolute()).isTrue();
        assertThat(json.at("/creator/@type").asString()).isIn("sc:Organization", "sc:Person");
        assertThat(json.at("/creator/name").asString()).isNotBlank();
        assertThat(OffsetDateTime.parse(json.at("/datePublished").asString())).isNotNull();
        assertThat(json.at("/version").asString()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(json.at("/citeAs").asString()).startsWith("@misc{");
        assertThat(ids(json)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void filesAreThoseThatStandThere(DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);

        JsonNode distribution = croissant(dataset).at("/distribution");

        assertThat(distribution).isNotEmpty();
        for (JsonNode each : distribution) {
            assertThat(each.at("/name").asString()).isNotBlank();
            assertThat(each.at("/encodingFormat").asString()).contains("/");
            if (each.at("/@type").asString().equals("cr:FileObject")) {
                Path file = dataset.file(each.at("/contentUrl").asString());
                assertThat(each.at("/sha256").asString())
                        .isEqualTo(FileDigest.of(file).sha256());
                assertThat(each.at("/contentSize").asString()).isEqualTo(Files.size(file) + " B");
            } else {
                assertThat(each.at("/@type").asString()).isEqualTo("cr:FileSet");
                assertThat(filesOf(dataset, each)).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void fieldsHaveATypeAndAreFoundInTheFilesOrInTheDescription(DatasetSpec spec) throws Exception {
        JsonNode json = croissant(TestDatasets.make(directory, "mine", spec));
        Set<String> ids = new HashSet<>(ids(json));

        for (JsonNode set : json.at("/recordSet")) {
            assertThat(set.at("/@type").asString()).isEqualTo("cr:RecordSet");
            List<String> fields = new ArrayList<>();
            for (JsonNode field : set.at("/field")) {
                fields.add(field.at("/@id").asString());
                assertThat(field.at("/@type").asString()).isEqualTo("cr:Field");
                assertThat(field.at("/@id").asString())
                        .startsWith(set.at("/@id").asString() + "/");
                assertThat(texts(field.at("/dataType"))).anyMatch(ATOMIC_TYPES::contains);
                assertThat(field.has("source")).isNotEqualTo(set.has("data"));
                assertThat(field.at("/isArray").asBoolean(false)).isEqualTo(field.has("arrayShape"));
                for (String at : List.of("/source/fileSet/@id", "/references/field/@id")) {
                    assertThat(field.at(at).isMissingNode()
                                    || ids.contains(field.at(at).asString()))
                            .isTrue();
                }
            }
            for (JsonNode record : set.at("/data")) {
                assertThat(record.propertyNames()).containsExactlyInAnyOrderElementsOf(fields);
            }
            assertThat(fields).containsAll(keys(set.at("/key")));
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void splitsAndClassesAreEnumeratedUnderAKeyAndNamed(DatasetSpec spec) throws Exception {
        JsonNode json = croissant(TestDatasets.make(directory, "mine", spec));

        JsonNode splits = json.at("/recordSet/0");
        assertThat(splits.at("/dataType").asString()).isEqualTo("cr:Split");
        assertThat(splits.at("/key/@id").asString()).isEqualTo("splits/name");
        assertThat(splits.at("/data").findValuesAsString("splits/name")).containsExactly("train", "val", "test");
        assertThat(splits.at("/data").findValuesAsString("splits/url"))
                .containsExactly("cr:TrainingSplit", "cr:ValidationSplit", "cr:TestSplit");
        JsonNode labels = json.at("/recordSet/1");
        assertThat(labels.at("/dataType").asString()).isEqualTo("sc:Enumeration");
        assertThat(labels.at("/key/@id").asString()).isEqualTo("labels/label");
        assertThat(labels.at("/data").findValuesAsString("labels/name"))
                .containsExactlyElementsOf(spec.labels().classes().stream()
                        .map(each -> each.name())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theSplitOfARecordIsReadFromTheNameOfItsFile(DatasetSpec spec) throws Exception {
        DatasetFolder dataset = TestDatasets.make(directory, "mine", spec);
        JsonNode json = croissant(dataset);

        List<JsonNode> tables = new ArrayList<>();
        json.at("/recordSet").forEach(set -> {
            if (!set.has("data")) {
                tables.add(set);
            }
        });
        assertThat(tables)
                .hasSize(!spec.fileOptions().parquet() ? 0 : spec.fileOptions().annotations() ? 2 : 1);
        for (JsonNode set : tables) {
            JsonNode split = set.at("/field/0");
            Pattern regex = Pattern.compile(split.at("/source/transform/regex").asString());
            Set<String> found = new TreeSet<>();
            for (JsonNode files : json.at("/distribution")) {
                if (files.at("/@id").equals(split.at("/source/fileSet/@id"))) {
                    for (String name : filesOf(dataset, files)) {
                        Matcher matcher = regex.matcher(name);
                        assertThat(matcher.matches()).as(name).isTrue();
                        found.add(matcher.group(1));
                    }
                }
            }
            assertThat(found).containsExactly("test", "train", "val");
        }
    }

    private static JsonNode croissant(DatasetFolder dataset) throws Exception {
        return new JsonMapper().readTree(Files.readAllBytes(dataset.file("croissant.json")));
    }

    private static List<String> ids(JsonNode json) {
        List<String> ids = new ArrayList<>();
        json.at("/distribution").forEach(each -> ids.add(each.at("/@id").asString()));
        for (JsonNode set : json.at("/recordSet")) {
            ids.add(set.at("/@id").asString());
            set.at("/field").forEach(field -> ids.add(field.at("/@id").asString()));
        }
        return ids;
    }

    private static List<String> keys(JsonNode key) {
        List<String> keys = new ArrayList<>();
        if (key.isArray()) {
            key.forEach(each -> keys.add(each.at("/@id").asString()));
        } else if (!key.isMissingNode()) {
            keys.add(key.at("/@id").asString());
        }
        return keys;
    }

    private static List<String> texts(JsonNode oneOrMany) {
        List<String> texts = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(each -> texts.add(each.asString()));
        } else {
            texts.add(oneOrMany.asString());
        }
        return texts;
    }

    private static List<String> filesOf(DatasetFolder dataset, JsonNode set) throws Exception {
        List<String> names = new ArrayList<>();
        for (String pattern : texts(set.at("/includes"))) {
            try (Stream<Path> files = Files.list(dataset.path())) {
                files.map(Path::getFileName)
                        .filter(FileSystems.getDefault().getPathMatcher("glob:" + pattern)::matches)
                        .forEach(name -> names.add(name.toString()));
            }
        }
        return names;
    }
}
