package io.atomicdatasets.cli;

import io.atomicdatasets.catalog.DiskFailure;
import io.atomicdatasets.catalog.NameTakenException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.InvalidSpecException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The terminal commands, and what their failures look like. */
@Command(
        name = "atomic-datasets",
        description = "Makes large, labelled, reproducible datasets of small grid images.",
        subcommands = {GenerateCommand.class, PreviewCommand.class, ReportCommand.class, VerifyCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Without a command, or with 'serve', the service starts at http://localhost:8080.",
            "Exit codes: 0 done or declined, 1 failed, 2 not understood, 130 interrupted."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
public final class Terminal {
    /** Everything went well, or the person said no. */
    static final int OK = 0;
    /** The command was understood and failed. */
    static final int FAILED = 1;
    /** The command was not understood. */
    static final int MISUSED = 2;

    private Terminal() {}

    /** Runs the command that the words name, and gives the exit code. */
    public static int run(String... words) {
        return new CommandLine(new Terminal())
                .setParameterExceptionHandler(Terminal::notUnderstood)
                .setExecutionExceptionHandler((e, command, result) -> failed(e))
                .execute(words.length == 0 ? new String[] {"--help"} : words);
    }

    private static int notUnderstood(ParameterException e, String[] words) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        System.err.println("Error: " + e.getMessage());
        System.err.println("Try '" + command + " --help'.");
        return MISUSED;
    }

    /** One line for each thing that was wrong; a fault of the program itself is thrown on. */
    private static int failed(Exception e) throws Exception {
        if (e instanceof InvalidSpecException invalid) {
            invalid.violations().forEach(violation -> complain(RequestOptions.complaint(violation)));
            return MISUSED;
        }
        if (e instanceof NameTakenException || e instanceof IllegalArgumentException) {
            complain(String.valueOf(e.getMessage()));
            return MISUSED;
        }
        if (e instanceof FileSystemException file) {
            complain(file.getFile() + ": " + DiskFailure.reason(file));
            return FAILED;
        }
        if (e instanceof IOException || e instanceof DatasetFailedException) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        }
        if (e instanceof StoppedException) {
            return FAILED; // The signal that stopped the run decides the exit code.
        }
        throw e;
    }

    private static void complain(String message) {
        System.err.println("Error: " + message);
    }
}
