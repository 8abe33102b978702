package io.atomicdatasets.report;

import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.GenerateOptions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command that makes a dataset again, and the digest by which one sees that it did, in lines of {@value #COLUMNS} characters. */
final class Again {
    static final int COLUMNS = 42;
    private static final int MOST_LINES_OF_CONDITIONS = 12;
    private static final String INDENT = "  ";

    private Again() {}

    static List<String> command(DatasetSpec spec) {
        List<String> lines = new ArrayList<>(List.of("java -jar atomic-datasets.jar generate"));
        for (String option : GenerateOptions.of(spec.unnamed())) {
            String line = INDENT + option;
            int most = option.contains("{") ? lines.size() + MOST_LINES_OF_CONDITIONS : Integer.MAX_VALUE;
            while (line.length() > COLUMNS && lines.size() < most) {
                int end = Math.max(line.lastIndexOf(',', COLUMNS - 1) + 1, COLUMNS / 2);
                lines.add(line.substring(0, end));
                line = INDENT + INDENT + line.substring(end);
            }
            lines.add(line.length() > COLUMNS ? INDENT + INDENT + "... as metadata.json has it" : line);
        }
        return lines;
    }

    /** The SHA-256 of the first file of the training split; empty if it is not among the files. */
    static List<String> digest(List<FileInfo> files) {
        List<FileInfo> train = files.stream()
                .filter(file -> file.arrays() != null && file.name().startsWith(Split.TRAIN.label()))
                .toList();
        if (train.isEmpty()) {
            return List.of();
        }
        FileInfo first = train.get(0);
        int half = first.sha256().length() / 2;
        List<String> lines = new ArrayList<>(List.of(
                first.name() + " has the SHA-256",
                INDENT + first.sha256().substring(0, half),
                INDENT + first.sha256().substring(half)));
        if (train.size() > 1) {
            lines.add(String.format(Locale.ROOT, "and %,d more as in SHA256SUMS", train.size() - 1));
        }
        return lines;
    }
}
