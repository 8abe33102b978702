package io.atomicdatasets.describe;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.parquet.ParquetColumn;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a dataset's records are made of, as Croissant tells it: the splits, the classes, and a set for each kind of table. Readers of
 * Croissant know no {@code .npz}, and refuse a field that comes from nowhere; so without tables there are no sets of images.
 *
 * @param spec the request
 */
record RecordSets(DatasetSpec spec) {
    private static final String SPLITS = "splits";
    private static final String LABELS = "labels";

    /** In all files that are read together, tables of all splits. */
    List<Map<String, Object>> fileSets() {
        return Rows.of(spec).stream().map(this::fileSet).toList();
    }

    /** A set that is contained in nothing is looked for beside the description. */
    private Map<String, Object> fileSet(Rows rows) {
        List<String> patterns = spec.presentSplits().stream()
                .map(split -> FilePattern.ofTables(spec, rows, split))
                .toList();
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("@type", "cr:FileSet");
        set.put("@id", idOfTables(rows));
        set.put("name", idOfTables(rows));
        set.put("description", "The tables of " + rows.label() + " of all splits.");
        set.put("encodingFormat", FileNames.mediaType(patterns.get(0)));
        set.put("includes", patterns);
        return set;
    }

    private static String idOfTables(Rows rows) {
        return rows.label() + "-tables";
    }

    /** All of them. */
    List<Map<String, Object>> toList() {
        List<Map<String, Object>> sets = new ArrayList<>(List.of(splits(), labels()));
        Rows.of(spec).stream().map(this::recordSet).forEach(sets::add);
        return sets;
    }

    private Map<String, Object> splits() {
        List<Map<String, Object>> data = new ArrayList<>();
        for (Split split : spec.presentSplits()) {
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("splits/name", split.label());
            each.put(
                    "splits/url",
                    switch (split) {
                        case TRAIN -> "cr:TrainingSplit";
                        case VAL -> "cr:ValidationSplit";
                        case TEST, OOD -> "cr:TestSplit";
                    });
            data.add(each);
        }
        return inline(
                SPLITS,
                "What the images are for.",
                "cr:Split",
                "name",
                List.of(field(SPLITS, "name", "sc:Text"), field(SPLITS, "url", "sc:URL")),
                data);
    }

    private Map<String, Object> labels() {
        List<Map<String, Object>> data = spec.labels().classes().stream()
                .map(each -> {
                    Map<String, Object> named = new LinkedHashMap<>();
                    named.put("labels/label", each.label());
                    named.put("labels/name", each.name());
                    return named;
                })
                .toList();
        return inline(
                LABELS,
                "What each label means.",
                "sc:Enumeration",
                "label",
                List.of(field(LABELS, "label", "cr:UInt8"), field(LABELS, "name", "sc:Text")),
                data);
    }

    private static Map<String, Object> inline(
            String id,
            String description,
            String type,
            String key,
            List<Map<String, Object>> fields,
            List<Map<String, Object>> data) {
        Map<String, Object> set = begin(id, description);
        set.put("dataType", type);
        set.put("key", reference(id + "/" + key));
        set.put("field", fields);
        set.put("data", data);
        return set;
    }

    private Map<String, Object> recordSet(Rows rows) {
        String id = rows.label();
        List<ParquetColumn> columns = SplitTables.tableOf(spec, rows).columns();
        List<Map<String, Object>> fields = new ArrayList<>();
        fields.add(splitField(rows));
        for (ParquetColumn column : columns) {
            fields.add(field(rows, column));
        }
        Map<String, Object> set = begin(
                id,
                rows == Rows.IMAGES
                        ? "A record is an image."
                        : "A record is an object of an image, which its candidate names.");
        if (columns.stream().anyMatch(column -> column.name().equals("candidate"))) {
            set.put(
                    "key",
                    rows == Rows.IMAGES
                            ? reference("images/candidate")
                            : List.of(reference("objects/candidate"), reference("objects/slot")));
        }
        set.put("field", fields);
        return set;
    }

    /** Told by the name of the file, which begins with it. */
    private Map<String, Object> splitField(Rows rows) {
        String splits = spec.presentSplits().stream().map(Split::label).collect(Collectors.joining("|", "^(", ")"));
        Map<String, Object> field = field(rows.label(), "split", "sc:Text");
        field.put("references", toField(SPLITS + "/name"));
        Map<String, Object> source = source(rows, "fileProperty", "filename");
        source.put("transform", Map.of("regex", splits + "[-.].*$"));
        field.put("source", source);
        return field;
    }

    private Map<String, Object> field(Rows rows, ParquetColumn column) {
        String type = column.type() == ParquetColumn.Type.UINT8 ? "cr:UInt8" : "cr:Int64";
        boolean isLabel = SplitTables.hasLabels(spec, column);
        Map<String, Object> field = field(rows.label(), column.name(), isLabel ? List.of(type, "cr:Label") : type);
        if (!column.axes().isEmpty()) {
            field.put("isArray", true);
            field.put("arrayShape", column.axes().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (isLabel) {
            field.put("references", toField(LABELS + "/label"));
        }
        field.put("source", source(rows, "column", column.name()));
        return field;
    }

    private static Map<String, Object> begin(String id, String description) {
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("@type", "cr:RecordSet");
        set.put("@id", id);
        set.put("name", id);
        set.put("description", description);
        return set;
    }

    private static Map<String, Object> field(String set, String name, Object type) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("@type", "cr:Field");
        field.put("@id", set + "/" + name);
        field.put("name", name);
        field.put("dataType", type);
        return field;
    }

    private static Map<String, Object> source(Rows rows, String extracted, String from) {
        Map<String, Object> source = new LinkedHashMap<>();
        source.put("fileSet", reference(idOfTables(rows)));
        source.put("extract", Map.of(extracted, from));
        return source;
    }

    /** As the reference reader wants it, which fails at the shorter form in the specification. */
    private static Map<String, Object> toField(String id) {
        return Map.of("field", reference(id));
    }

    private static Map<String, Object> reference(String id) {
        return Map.of("@id", id);
    }
}
