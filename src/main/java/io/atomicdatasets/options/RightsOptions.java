package io.atomicdatasets.options;

import io.atomicdatasets.describe.License;
import io.atomicdatasets.describe.Rights;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What others may do with a dataset. */
public final class RightsOptions {
    @Option(
            names = "--license",
            paramLabel = "LICENSE",
            description = "What others may do with the dataset.%n" + License.ALLOWED + ";%nCC0-1.0 unless given.")
    private @Nullable String license;

    /** Whether any is told. */
    public boolean areGiven() {
        return license != null;
    }

    /**
     * The rights that the dataset is to tell.
     *
     * @throws MisusedException if no such license is known
     */
    public Rights chosen() throws MisusedException {
        if (license == null) {
            return Rights.UNLESS_SAID;
        }
        try {
            return Rights.UNLESS_SAID.under(License.of(license));
        } catch (IllegalArgumentException e) {
            throw new MisusedException("--license: " + e.getMessage());
        }
    }
}
