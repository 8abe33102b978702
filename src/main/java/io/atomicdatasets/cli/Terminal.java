package io.atomicdatasets.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The terminal commands. */
@Command(
        name = "atomic-datasets",
        description = "Makes large, labelled, reproducible datasets of small grid images.",
        subcommands = GenerateCommand.class,
        synopsisSubcommandLabel = "COMMAND",
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
                .setParameterExceptionHandler(Terminal::explain)
                .execute(words.length == 0 ? new String[] {"--help"} : words);
    }

    private static int explain(ParameterException e, String[] words) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        e.getCommandLine().getErr().println("Error: " + e.getMessage());
        e.getCommandLine().getErr().println("Try '" + command + " --help'.");
        return MISUSED;
    }
}
