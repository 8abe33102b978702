package io.atomicdatasets.describe;

import io.atomicdatasets.layout.SplitTables;
import io.atomicdatasets.layout.TableFile.Rows;
import io.atomicdatasets.parquet.ParquetColumn;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.LabelClass;
import io.atomicdatasets.spec.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The head of a dataset card, which Hugging Face's hub and {@code load_dataset} read: which files are which split, and what is in
 * their columns. Where there are no tables it names the arrays, which {@code load_dataset} then refuses by name; left to guess, it
 * takes the picture for the validation split.
 *
 * @see <a href="https://huggingface.co/docs/hub/datasets-manual-configuration">Data files configuration</a>
 */
final class CardYaml {
    /** Of the licences that the hub knows by SPDX identifiers, those that are put on data. */
    private static final Set<String> KNOWN_LICENSES = Set.of(
            "apache-2.0",
            "mit",
            "cc0-1.0",
            "cc-by-2.0",
            "cc-by-2.5",
            "cc-by-3.0",
            "cc-by-4.0",
            "cc-by-sa-3.0",
            "cc-by-sa-4.0",
            "cc-by-nc-2.0",
            "cc-by-nc-3.0",
            "cc-by-nc-4.0",
            "cc-by-nd-4.0",
            "cc-by-nc-nd-3.0",
            "cc-by-nc-nd-4.0",
            "cc-by-nc-sa-2.0",
            "cc-by-nc-sa-3.0",
            "cc-by-nc-sa-4.0",
            "cdla-sharing-1.0",
            "cdla-permissive-1.0",
            "cdla-permissive-2.0",
            "etalab-2.0");

    private final DatasetSpec spec;
    private final StringBuilder yaml = new StringBuilder();

    private CardYaml(DatasetSpec spec) {
        this.spec = spec;
    }

    /** The head with the lines around it. */
    static String of(DatasetSpec spec, String name, License license) {
        CardYaml head = new CardYaml(spec);
        head.line("---");
        head.license(license);
        head.line("pretty_name: '%s'", name);
        head.line("task_categories:");
        head.line("- image-classification");
        head.line("size_categories:");
        head.line("- %s", sizeCategory(spec.allImages()));
        head.line("tags:");
        head.line("- synthetic");
        head.configs();
        head.features();
        head.line("---");
        return head.yaml.toString();
    }

    private void license(License license) {
        String known = license.value().toLowerCase(Locale.ROOT);
        if (KNOWN_LICENSES.contains(known)) {
            line("license: %s", known);
        } else {
            line("license: other");
            line("license_name: %s", license.isSpdx() ? known : "terms");
            line("license_link: '%s'", license.url());
        }
    }

    private void configs() {
        line("configs:");
        List<Rows> tables = Rows.of(spec);
        if (tables.isEmpty()) {
            config("arrays");
            for (Split split : spec.presentSplits()) {
                dataFiles(split, FilePattern.ofArrays(spec, split));
            }
        }
        for (Rows rows : tables) {
            config(nameOf(rows));
            for (Split split : spec.presentSplits()) {
                dataFiles(split, FilePattern.ofTables(spec, rows, split));
            }
        }
    }

    private void config(String name) {
        line("- config_name: %s", name);
        line("  data_files:");
    }

    private void dataFiles(Split split, String pattern) {
        line("  - split: %s", split == Split.VAL ? "validation" : split.label());
        line("    path: '%s'", pattern);
    }

    /** What is read where no name is given is called default. */
    private static String nameOf(Rows rows) {
        return rows == Rows.IMAGES ? "default" : rows.label();
    }

    private void features() {
        List<Rows> tables = Rows.of(spec);
        if (!tables.isEmpty()) {
            line("dataset_info:");
        }
        for (Rows rows : tables) {
            line("- config_name: %s", nameOf(rows));
            line("  features:");
            SplitTables.tableOf(spec, rows).columns().forEach(this::feature);
        }
    }

    private void feature(ParquetColumn column) {
        String type = column.type().name().toLowerCase(Locale.ROOT);
        line("  - name: %s", column.name());
        if (SplitTables.hasLabels(spec, column)) {
            line("    dtype:");
            line("      class_label:");
            line("        names:");
            classNames();
        } else if (column.axes().size() == 2) {
            line("    dtype:");
            line("      array2_d:");
            line("        shape:");
            column.axes().forEach(length -> line("        - %d", length));
            line("        dtype: %s", type);
        } else {
            line("    %s: %s", column.axes().isEmpty() ? "dtype" : "list", type);
        }
    }

    /** A class label's names are counted from 0 without a gap, and differ. */
    private void classNames() {
        Map<Integer, String> names = new HashMap<>();
        int last = 0;
        for (LabelClass each : spec.labels().classes()) {
            names.put(each.label(), each.name());
            last = Math.max(last, each.label());
        }
        for (int label = 0; label <= last; label++) {
            line("          '%d': '%s'", label, names.getOrDefault(label, "unused " + label));
        }
    }

    /** As the hub writes them. */
    private static String sizeCategory(long images) {
        String[] ends = {"1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T"};
        long end = 1_000;
        for (int i = 0; i < ends.length; i++, end *= 10) {
            if (images < end) {
                return i == 0 ? "n<1K" : ends[i - 1] + "<n<" + ends[i];
            }
        }
        return "n>1T";
    }

    private void line(String format, Object... values) {
        yaml.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
