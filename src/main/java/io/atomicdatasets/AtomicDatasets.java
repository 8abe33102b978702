package io.atomicdatasets;

import io.atomicdatasets.cli.Terminal;

/** The start of the program. */
public final class AtomicDatasets {
    private AtomicDatasets() {}

    public static void main(String[] words) {
        System.setProperty("java.awt.headless", "true");
        System.exit(Terminal.run(words));
    }
}
