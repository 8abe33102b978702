package io.atomicdatasets.cli;

import io.atomicdatasets.pipeline.ImageStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where standard output leads to. */
final class StandardOutput {
    /** The C library's text for EPIPE; Java gives no codes. */
    private static final String NOBODY_READS = "Broken pipe";

    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/|tty|console).*");

    private StandardOutput() {}

    /** Whether it is a terminal and standard input too; since Java 22 a console exists even if they are not. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isConsole() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return console != null;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Whether it is a terminal, wherever standard input comes from. */
    static boolean isTerminal() {
        try {
            return TERMINAL.matcher(Path.of("/dev/stdout").toRealPath().toString())
                    .matches();
        } catch (IOException e) { // a pipe, or a system that does not tell
            return isConsole();
        }
    }

    /** Writes a stream, whose bytes no encoding may touch; false if whoever read them went away. */
    static boolean write(ImageStream stream) throws IOException {
        // Not closed: that would close standard output.
        FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
        try {
            for (ByteBuffer part = stream.next(); part != null; part = stream.next()) {
                while (part.hasRemaining()) {
                    out.write(part);
                }
            }
            return true;
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains(NOBODY_READS)) {
                return false;
            }
            throw e;
        }
    }
}
