package io.atomicdatasets.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The commands in this process, with its standard streams. */
@Isolated
abstract class CommandFixture {
    @TempDir
    Path directory;

    record Result(int code, String out, String err) {}

    static Result run(String input, String... words) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(told, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = Terminal.run(words);
            return new Result(code, told.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    final Result generate(String name, int images) throws Exception {
        return run(
                "",
                "generate",
                "--num-images",
                "" + images,
                "--yes",
                "--quiet",
                "--output-dir",
                directory.resolve(name).toString());
    }

    final String at(String name) {
        return directory.resolve(name).toString();
    }
}
