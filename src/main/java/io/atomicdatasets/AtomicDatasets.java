package io.atomicdatasets;

import io.atomicdatasets.cli.Terminal;
import io.atomicdatasets.web.Server;

/** The start of the program: the service, unless the words name a terminal command. */
public final class AtomicDatasets {
    private AtomicDatasets() {}

    /** Settings such as {@code --server.port=8081} may stand alone; a terminal command is a word. */
    private static boolean serves(String[] words) {
        return words.length == 0 || words[0].equals("serve") || words[0].matches("--[a-z-]+\\.[a-z.-]+=.*");
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
