package io.atomicdatasets;

import io.atomicdatasets.cli.Terminal;
import io.atomicdatasets.web.Server;
import java.util.Set;

/** The start of the program: the service, unless the words name a terminal command. */
public final class AtomicDatasets {
    private static final Set<String> TERMINAL_OPTIONS = Set.of("--help", "--version");

    private AtomicDatasets() {}

    /** Settings such as {@code --server.port=8081} may stand alone; a terminal command is a word. */
    private static boolean serves(String[] words) {
        boolean setting = words.length > 0 && words[0].startsWith("--") && !TERMINAL_OPTIONS.contains(words[0]);
        return words.length == 0 || words[0].equals("serve") || setting;
    }

    public static void main(String[] words) {
        System.setProperty("java.awt.headless", "true");
        if (serves(words)) {
            Server.start(words);
        } else {
            System.exit(Terminal.run(words));
        }
    }
}
