package io.atomicdatasets.describe;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code croissant.json}: the description that dataset search engines and loaders read.
 *
 * @param spec the request, with the dataset's name
 * @param metadata what is known of the dataset
 * @param files the files it describes
 * @see <a href="https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html">MLCommons Croissant 1.1</a>
 */
public record Croissant(DatasetSpec spec, Metadata metadata, List<FileInfo> files) {
    /** Terms of Croissant's own: those of the specification's context and of its reference reader's, which warns of a missing one. */
    private static final List<String> TERMS = List.of(
            "annotation",
            "arrayShape",
            "citeAs",
            "column",
            "containedIn",
            "equivalentProperty",
            "excludes",
            "extract",
            "field",
            "fileObject",
            "fileProperty",
            "fileSet",
            "format",
            "includes",
            "isArray",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
            "parentField",
            "path",
            "readLines",
            "recordSet",
            "references",
            "regex",
            "repeated",
            "replace",
            "samplingRate",
            "sdVersion",
            "separator",
            "source",
            "subField",
            "transform",
            "unArchive",
            "value");

    /** The file. */
    public byte[] toBytes() {
        return DatasetJson.toBytes(document());
    }

    private Map<String, Object> document() {
        Citation citation = Objects.requireNonNull(metadata.citation());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@context", context());
        document.put("@type", "sc:Dataset");
        document.put("conformsTo", "http://mlcommons.org/croissant/1.1");
        document.put("name", spec.outputDir().orElseThrow().value());
        document.put(
                "description",
                "%d labelled images of %d x %d cells with a few simple objects each, made from seed %d."
                        .formatted(
                                spec.allImages(),
                                metadata.generationParams().gridSize(),
                                metadata.generationParams().gridSize(),
                                metadata.generationParams().seed()));
        document.put("license", new License(citation.license()).url());
        document.put("url", "urn:uuid:" + metadata.id());
        document.put("creator", creator(citation.creator()));
        document.put("datePublished", metadata.timestamp());
        document.put("version", Metadata.VERSION);
        document.put("citeAs", citation.bibtex());
        document.put("distribution", distribution());
        document.put("recordSet", new RecordSets(spec).toList());
        return document;
    }

    private static Map<String, Object> creator(String name) {
        Map<String, Object> creator = new LinkedHashMap<>();
        creator.put("@type", "sc:Organization");
        creator.put("name", name);
        return creator;
    }

    /** A file by itself each, but the shards of a split together: there may be tens of thousands. */
    private List<Map<String, Object>> distribution() {
        Set<String> sharded = new HashSet<>();
        List<Map<String, Object>> distribution = new ArrayList<>();
        for (FileInfo file : files) {
            boolean isShard = TableFile.arraysOf(file.name())
                    .filter(each -> each.shard().isPresent())
                    .isPresent();
            if (!isShard) {
                distribution.add(fileObject(file));
            } else if (sharded.add(patternOf(file.name()))) {
                distribution.add(fileSet(file.name()));
            }
        }
        distribution.addAll(new RecordSets(spec).fileSets());
        return distribution;
    }

    /** A set that is contained in nothing is looked for beside this file. */
    private static Map<String, Object> fileSet(String shard) {
        String pattern = patternOf(shard);
        String series = shard.substring(0, shard.lastIndexOf('-'));
        String id = TableFile.named(shard).isEmpty() ? series : series + ".parquet";
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("@type", "cr:FileSet");
        set.put("@id", id);
        set.put("name", id);
        set.put("description", FileNames.SHA256SUMS + " has the digest of each.");
        set.put("encodingFormat", FileNames.mediaType(pattern));
        set.put("includes", pattern);
        return set;
    }

    /** What the names of a shard's siblings are like; the number behind the last hyphen tells images from their objects. */
    private static String patternOf(String shard) {
        String any = TableFile.named(shard).isEmpty() ? "*" : "[0-9]*";
        return shard.substring(0, shard.lastIndexOf('-') + 1) + any + shard.substring(shard.lastIndexOf('.'));
    }

    private static Map<String, Object> fileObject(FileInfo file) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("@type", "cr:FileObject");
        object.put("@id", file.name());
        object.put("name", file.name());
        describe(file, object);
        object.put("contentUrl", file.name());
        object.put("contentSize", file.bytes() + " B");
        object.put("encodingFormat", FileNames.mediaType(file.name()));
        object.put("sha256", file.sha256());
        return object;
    }

    /** No reader of Croissant knows the format, so a person is told what is in it. */
    private static void describe(FileInfo file, Map<String, Object> object) {
        List<FileInfo.ArrayInfo> arrays = file.arrays() == null ? List.of() : file.arrays();
        if (!arrays.isEmpty()) {
            object.put(
                    "description",
                    arrays.stream()
                            .map(array -> array.name() + " " + array.dtype() + " " + array.shape())
                            .collect(Collectors.joining(", ", "NumPy arrays: ", "")));
        }
    }

    private static Map<String, Object> context() {
        Map<String, Object> context = new TreeMap<>();
        context.put("@language", "en");
        context.put("@vocab", "https://schema.org/");
        context.put("cr", "http://mlcommons.org/croissant/");
        context.put("conformsTo", "dct:conformsTo");
        context.put("data", new TreeMap<>(Map.of("@id", "cr:data", "@type", "@json")));
        context.put("dataType", new TreeMap<>(Map.of("@id", "cr:dataType", "@type", "@vocab")));
        context.put("dct", "http://purl.org/dc/terms/");
        context.put("description", Map.of("@container", "@language"));
        context.put("examples", new TreeMap<>(Map.of("@id", "cr:examples", "@type", "@json")));
        context.put("name", Map.of("@container", "@language"));
        context.put("rai", "http://mlcommons.org/croissant/RAI/");
        context.put("sc", "https://schema.org/");
        for (String term : TERMS) {
            context.put(term, "cr:" + term);
        }
        return context;
    }
}
