package io.atomicdatasets.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What equal requests give equal results under. Each number rises when what it stands for changes, in the same commit as the
 * golden values.
 *
 * @param algorithm of the images: equal ones give equal arrays
 * @param encoder of the bytes of arrays: equal ones give equal files
 * @param layout of the files, their names and descriptions
 */
public record Versions(int algorithm, int encoder, int layout) {
    /** What this program makes. */
    public static final Versions CURRENT = new Versions(2, 2, 2);

    /** Versions as files tell them; of layout 1 they tell no layout. */
    public static Versions of(int algorithm, int encoder, @Nullable Integer layout) {
        return new Versions(algorithm, encoder, layout == null ? 1 : layout);
    }

    /** What is different from what this program makes, in words; nothing if it would make the same. */
    public Optional<String> difference() {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        compare("algorithm", algorithm, CURRENT.algorithm, theirs, ours);
        compare("encoder", encoder, CURRENT.encoder, theirs, ours);
        compare("layout", layout, CURRENT.layout, theirs, ours);
        return theirs.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "made by " + String.join(", ", theirs) + "; this program makes " + String.join(", ", ours));
    }

    private static void compare(String what, int theirs, int ours, List<String> others, List<String> own) {
        if (theirs != ours) {
            others.add(what + " " + theirs);
            own.add(what + " " + ours);
        }
    }
}
