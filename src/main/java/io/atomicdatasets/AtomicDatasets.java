package io.atomicdatasets;

import io.atomicdatasets.cli.Terminal;
import io.atomicdatasets.web.Server;
import java.util.Arrays;
import java.util.Set;

/** The start of the program: the service, unless the words name a terminal command. */
public final class AtomicDatasets {
    private static final String SERVE = "serve";
    private static final Set<String> TERMINAL_OPTIONS = Set.of("--help", "-h", "--version", "-V");

    private AtomicDatasets() {}

    /** Settings such as {@code --server.port=8081} may stand alone; a terminal command is a word. */
    private static boolean serves(String[] words) {
        boolean isServe = words.length == 0 || words[0].equals(SERVE) || words[0].startsWith("--");
        return isServe && Arrays.stream(words).noneMatch(TERMINAL_OPTIONS::contains);
    }

    /** {@code serve} has no help of its own: that of the program tells of it. */
    private static String[] withoutServe(String[] words) {
        boolean isServe = words.length > 0 && words[0].equals(SERVE);
        return isServe ? Arrays.copyOfRange(words, 1, words.length) : words;
    }

    public static void main(String[] words) {
        System.setProperty("java.awt.headless", "true");
        if (serves(words)) {
            Server.start(words);
        } else {
            System.exit(Terminal.run(withoutServe(words)));
        }
    }
}
