package io.atomicdatasets.cli;

import io.atomicdatasets.disk.DiskFailure;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.OtherVersionException;
import io.atomicdatasets.pipeline.PartsGoneException;
import io.atomicdatasets.pipeline.PartsMissingException;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.InvalidSpecException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The terminal commands, and how their failures are reported. */
@Command(
        name = "atomic-datasets",
        description = "Makes large, labelled, reproducible datasets of small grid images.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Without a command, or with 'serve', the service starts at http://localhost:8080."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or declined",
            "1:failed",
            "2:not understood, or nobody answered",
            "3:a part that comes too late, as all parts were joined",
            "129:stopped by SIGHUP; the same command goes on",
            "130:interrupted; nothing is left behind",
            "141:nobody reads what is written",
            "143:stopped by SIGTERM; the same command goes on"
        },
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class)
public final class Terminal {
    /** Done, or the person declined. */
    static final int OK = 0;
    /** The command was valid and failed. */
    static final int FAILED = 1;
    /** The command was not valid. */
    static final int MISUSED = 2;
    /** A part of a dataset whose parts were joined. */
    static final int TOO_LATE = 3;
    /** Whoever read standard output went away: what a shell tells of a program that SIGPIPE ended. */
    static final int NOBODY_READS = 141;

    private static final Pattern NO_NUMBER =
            Pattern.compile("Invalid value for option '(--[a-z-]+)'[^:]*: ('.*') is not an int", Pattern.DOTALL);

    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private Terminal() {}

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>(); // in the order of the help
        commands.put("generate", GenerateCommand::new);
        commands.put("join", JoinCommand::new);
        commands.put("preview", PreviewCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("loader", LoaderCommand::new);
        commands.put("verify", VerifyCommand::new);
        return commands;
    }

    /** Runs a command, and returns the exit code. */
    public static int run(String... words) {
        try {
            return commandLine(words)
                    .setParameterExceptionHandler(Terminal::notUnderstood)
                    .setExecutionExceptionHandler((e, command, result) -> failed(e))
                    .execute(words.length == 0 ? new String[] {"--help"} : words);
        } catch (InvalidPathException | ExceptionInInitializerError e) {
            if (e instanceof ExceptionInInitializerError && !(e.getCause() instanceof InvalidPathException)) {
                throw e;
            }
            complain("a path, or the directory this runs in, has characters that the locale does not know; set"
                    + " LC_ALL=C.UTF-8");
            return MISUSED;
        }
    }

    /** Knows the named command alone, since building all of them takes longer than the whole start of some; else all. */
    private static CommandLine commandLine(String... words) {
        Set<String> known = COMMANDS.keySet();
        Set<String> wanted = words.length > 0 && known.contains(words[0]) ? Set.of(words[0]) : known;
        CommandLine terminal = new CommandLine(new Terminal());
        COMMANDS.forEach((name, command) -> {
            if (wanted.contains(name)) {
                terminal.addSubcommand(name, command.get());
            }
        });
        UsageMessageSpec usage = terminal.getCommandSpec().usageMessage();
        terminal.getSubcommands().values().stream()
                .map(command -> command.getCommandSpec().usageMessage())
                .forEach(own ->
                        own.exitCodeListHeading(usage.exitCodeListHeading()).exitCodeList(usage.exitCodeList()));
        return terminal;
    }

    private static int notUnderstood(ParameterException e, String[] words) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched) {
            complain(notKnown(unmatched));
        } else {
            complain(NO_NUMBER
                    .matcher(String.valueOf(e.getMessage()))
                    .replaceFirst("$1 must be a whole number below 2,147,483,648, not $2"));
        }
        System.err.println("Try '" + command + " --help'.");
        return MISUSED;
    }

    private static String notKnown(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            String similar = e.getSuggestions().isEmpty()
                    ? ""
                    : "; did you mean " + e.getSuggestions().get(0) + "?";
            return "there is no option " + first + similar;
        }
        boolean isCommand = e.getCommandLine().getParent() == null;
        return isCommand
                ? "there is no command '" + first + "'; there are " + String.join(", ", COMMANDS.keySet())
                        + " and serve"
                : "'" + first + "' is one argument too many";
    }

    /** Prints one line for each problem; rethrows what is a bug of the program. */
    private static int failed(Exception e) throws Exception {
        if (e instanceof InvalidSpecException invalid) {
            invalid.violations().forEach(violation -> complain(RequestOptions.complaint(violation)));
            return MISUSED;
        }
        if (e instanceof PartsGoneException) {
            complain(String.valueOf(e.getMessage()));
            return TOO_LATE;
        }
        if (e instanceof NameTakenException) {
            complain(RequestOptions.inOptions(String.valueOf(e.getMessage())));
            return MISUSED;
        }
        if (e instanceof MisusedException || e instanceof UnfitRecordException) {
            complain(String.valueOf(e.getMessage()));
            return MISUSED;
        }
        if (e instanceof InvalidPathException path) {
            complain("'" + path.getInput() + "' is no path here: " + path.getReason() + "; is the locale right?");
            return MISUSED;
        }
        if (e instanceof IOException failure) {
            complain(describe(failure));
            return FAILED;
        }
        if (e instanceof DatasetFailedException || e instanceof PartsMissingException) {
            complain(RequestOptions.inOptions(String.valueOf(e.getMessage())));
            return FAILED;
        }
        if (e instanceof OtherVersionException other) {
            complain("the dataset was " + other.difference());
            return FAILED;
        }
        if (e instanceof StoppedException) {
            return FAILED; // The signal that stopped the run determines the exit code.
        }
        throw e;
    }

    /** What happened, and to which path. */
    static String describe(IOException e) {
        return e instanceof FileSystemException file && file.getFile() != null
                ? file.getFile() + ": " + DiskFailure.reason(file)
                : DiskFailure.describe(e);
    }

    private static void complain(String message) {
        System.err.println("Error: " + message);
    }
}
