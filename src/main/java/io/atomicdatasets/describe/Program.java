package io.atomicdatasets.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This program, as the build named it. */
public final class Program {
    public static final String NAME = "atomic-datasets";
    public static final String VERSION = version();

    private Program() {}

    private static String version() {
        Properties build = new Properties();
        try (InputStream file = Program.class.getResourceAsStream("build.properties")) {
            build.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("version");
    }
}
