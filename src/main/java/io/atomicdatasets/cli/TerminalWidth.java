package io.atomicdatasets.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** How many columns the terminal has, asked again every few seconds, as its window may change. */
final class TerminalWidth {
    private static final int USUAL = 80;
    private static final int MOST = 1_000;
    private static final long ASKED_EVERY_NANOS = 3_000_000_000L;
    private static final long PATIENCE_MILLIS = 500;

    private int columns = USUAL;
    private boolean isAsked;
    private long askedAt;

    int columns() {
        long now = System.nanoTime();
        if (!isAsked || now - askedAt > ASKED_EVERY_NANOS) {
            isAsked = true;
            askedAt = now;
            columns = ask();
        }
        return columns;
    }

    /** Java does not tell; {@code stty} does, where there is one. */
    private int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return columns;
            }
            return columnsOf(new String(stty.getInputStream().readAllBytes(), US_ASCII));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return columns;
        } catch (IOException e) {
            return columns;
        }
    }

    /** The second of two numbers, rows and columns. */
    private int columnsOf(String size) {
        String[] numbers = size.strip().split(" ", -1);
        boolean isSize = numbers.length == 2 && numbers[1].matches("[0-9]{1,4}");
        int told = isSize ? Integer.parseInt(numbers[1]) : 0;
        return told < 1 || told > MOST ? columns : told;
    }
}
