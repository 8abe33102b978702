package io.atomicdatasets.spark;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.RequestField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The images of a dataset as rows, made when they are read: {@code spark.read().format("atomic-datasets")}. Its options are the fields
 * of a request.
 */
public final class ImageSource implements TableProvider, DataSourceRegister {
    @Override
    public String shortName() {
        return "atomic-datasets";
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return ImageColumn.schema(request(options));
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
        return new Images(request(new CaseInsensitiveStringMap(options)));
    }

    private static DatasetSpec request(CaseInsensitiveStringMap options) {
        Map<String, Object> fields = new LinkedHashMap<>(options.asCaseSensitiveMap());
        for (RequestField field : RequestField.values()) {
            for (String name : Set.copyOf(fields.keySet())) {
                if (name.equalsIgnoreCase(field.label())) {
                    String text = String.valueOf(fields.remove(name));
                    fields.put(field.label(), field.type(Limits.TERMINAL).parse(text));
                }
            }
        }
        try {
            DatasetSpec spec = DatasetSpec.read(fields, Limits.TERMINAL);
            if (spec.recipe().pairs().isPresent() || spec.fileOptions().factors()) {
                throw new IllegalArgumentException(
                        "pairs and factors have no columns in this source: leave them out, or make the dataset with the job,"
                                + " whose files have them");
            }
            return spec;
        } catch (InvalidSpecException e) {
            throw new IllegalArgumentException(
                    e.violations().stream()
                            .map(violation -> violation.field() + " " + violation.readable())
                            .collect(Collectors.joining("; ")),
                    e);
        }
    }

    /** The table of a request's images. */
    private record Images(DatasetSpec spec) implements Table, SupportsRead {
        @Override
        public String name() {
            return "atomic-datasets";
        }

        @Override
        @SuppressWarnings("deprecation") // the method to override in place of it calls this one
        public StructType schema() {
            return ImageColumn.schema(spec);
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return new ImageScanBuilder(spec);
        }
    }
}
