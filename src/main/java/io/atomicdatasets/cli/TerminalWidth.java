package io.atomicdatasets.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How many columns the terminal has that standard error leads to; asked again when its window has another size. */
final class TerminalWidth implements Supplier<OptionalInt> {
    private static final int USUAL = 80;
    private static final int MOST = 9_999;
    private static final long PATIENCE_MILLIS = 500;
    /** Java does not tell; {@code stty} tells of its standard input, and fails if that is no terminal. */
    private static final String QUESTION = "exec stty size <&2 2>/dev/null";

    private static final int NO_SUCH_PROGRAM = 127;

    private volatile boolean isAsked;
    private OptionalInt columns = OptionalInt.empty();

    TerminalWidth() {
        Signals.onResize(() -> isAsked = false);
    }

    /** The columns; empty if it is no terminal. Takes the time of a small program where they are not known. */
    @Override
    public OptionalInt get() {
        if (!isAsked) {
            isAsked = true;
            columns = ask();
        }
        return columns;
    }

    private OptionalInt ask() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", QUESTION)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return columns;
            }
            return switch (stty.exitValue()) {
                case 0 ->
                    OptionalInt.of(columnsOf(
                            new String(stty.getInputStream().readAllBytes(), US_ASCII), System.getenv("COLUMNS")));
                case NO_SUCH_PROGRAM -> guess();
                default -> OptionalInt.empty();
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return columns;
        } catch (IOException e) { // no sh
            return guess();
        }
    }

    private static OptionalInt guess() {
        return StandardOutput.isConsole()
                ? OptionalInt.of(columnsOf("", System.getenv("COLUMNS")))
                : OptionalInt.empty();
    }

    /**
     * The columns by what is known.
     *
     * @param size rows and columns, 0 on lines that do not tell; or nothing
     * @param variable what the shell tells, or anything
     */
    static int columnsOf(String size, @Nullable String variable) {
        int told = number(size.strip().replaceFirst("^[0-9]+ ", ""));
        int otherwise = variable == null ? 0 : number(variable);
        return told > 0 ? told : otherwise > 0 ? otherwise : USUAL;
    }

    private static int number(String text) {
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        return Math.min(number, MOST);
    }
}
