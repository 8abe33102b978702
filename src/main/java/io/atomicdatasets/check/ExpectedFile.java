package io.atomicdatasets.check;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;

/**
 * A file of arrays that must be there.
 *
 * @param file which
 * @param images how many it must hold
 */
public record ExpectedFile(ArrayFile file, long images) {
    /** The one file of a split. */
    public static ExpectedFile of(DatasetSpec spec, Split split) {
        return new ExpectedFile(ArrayFile.of(split), spec.count(split));
    }

    String name() {
        return file.name();
    }

    Split split() {
        return file.split();
    }
}
