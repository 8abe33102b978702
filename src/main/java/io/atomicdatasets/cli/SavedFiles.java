package io.atomicdatasets.cli;

import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.spec.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which files the images of each split are in, in a few words. */
final class SavedFiles {
    private SavedFiles() {}

    /** By the split's name, such as {@code train.npz} or {@code train-00000.npz and 18 more}. */
    static Map<String, String> of(Metadata metadata) {
        Map<String, String> saved = new LinkedHashMap<>();
        for (Split split : Split.values()) {
            List<String> names = metadata.files().stream()
                    .filter(file -> split.label().equals(file.split()))
                    .map(FileInfo::name)
                    .toList();
            if (!names.isEmpty()) {
                saved.put(split.label(), inWords(names));
            }
        }
        return saved;
    }

    private static String inWords(List<String> names) {
        String first = names.get(0);
        return names.size() == 1 ? first : String.format(Locale.ROOT, "%s and %,d more", first, names.size() - 1);
    }
}
