package io.atomicdatasets.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** The Python loader that lies in the jar, and how it is used. */
final class PythonLoader {
    private static final String FILE = "/static/atomic_datasets.py";

    private PythonLoader() {}

    /** The file as it is, UTF-8. */
    static byte[] content() throws IOException {
        try (InputStream file = PythonLoader.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IOException("the loader is not in this packaging of the program");
            }
            return file.readAllBytes();
        }
    }

    /** The two lines of Python that open a dataset. */
    static String use(Path dataset) {
        String path = dataset.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        return String.join(
                System.lineSeparator(),
                "  import atomic_datasets as ad  # java -jar atomic-datasets.jar loader > atomic_datasets.py",
                "  train = ad.open(\"" + path + "\").split(\"train\")");
    }
}
