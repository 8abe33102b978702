package io.atomicdatasets.root;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Asks whether a file is locked from a process of its own, since within one process locks look held when they are not. */
final class OtherProcess {
    private static final int LOCKED = 10; // not what a JVM that fails exits with

    private OtherProcess() {}

    static boolean findsLocked(Path file) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(java, "-cp", classes, OtherProcess.class.getName(), file.toString())
                .inheritIO()
                .start();
        return process.waitFor() == LOCKED;
    }

    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
            System.exit(channel.tryLock() == null ? LOCKED : 0);
        }
    }
}
