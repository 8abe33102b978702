package io.atomicdatasets.cli;

import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.Part;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a dataset to make: {@code --part 3/64}, or the one that a job scheduler numbers. */
final class PartOptions {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");
    private static final String AUTO = "auto";
    /** Set in the jobs of a Slurm array, as --array numbers them. */
    private static final String SLURM = "SLURM_ARRAY_TASK_ID";
    /** Set in the pods of an indexed Kubernetes Job, from 0. */
    private static final String KUBERNETES = "JOB_COMPLETION_INDEX";

    @Option(
            names = "--part",
            paramLabel = "I/N",
            description =
                    "Makes only part I of N, in PATH.parts, without asking; 'join PATH' makes the dataset of all of them."
                            + " With 'auto', I is that of a Slurm array (from 1) or of an indexed Kubernetes Job, and N is --parts.")
    private @Nullable String part;

    @Option(names = "--parts", paramLabel = "N", description = "How many parts there are, for '--part auto'.")
    private @Nullable Integer parts;

    /** The part, if only one is to be made. */
    Optional<Part> chosen(Map<String, String> environment) throws MisusedException {
        String wanted = part;
        if (wanted == null) {
            if (parts != null) {
                throw new MisusedException("--parts goes with '--part auto'");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(wanted.equals(AUTO) ? numbered(environment) : parsed(wanted));
        } catch (IllegalArgumentException e) {
            throw new MisusedException("--part " + wanted + ": " + e.getMessage());
        }
    }

    private Part parsed(String wanted) {
        Matcher matcher = PART.matcher(wanted);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be I/N, such as 3/64, or 'auto'");
        }
        int of = Integer.parseInt(matcher.group(2));
        if (parts != null && parts != of) {
            throw new IllegalArgumentException("says " + of + " parts, and --parts says " + parts);
        }
        return new Part(Integer.parseInt(matcher.group(1)), of);
    }

    private Part numbered(Map<String, String> environment) {
        if (parts == null) {
            throw new IllegalArgumentException("needs --parts N, how many there are");
        }
        String slurm = environment.get(SLURM);
        String kubernetes = environment.get(KUBERNETES);
        if (slurm == null && kubernetes == null) {
            throw new IllegalArgumentException("neither " + SLURM + " nor " + KUBERNETES + " is set; give I/" + parts);
        }
        return slurm != null
                ? new Part(number(SLURM, slurm), parts)
                : new Part(number(KUBERNETES, String.valueOf(kubernetes)) + 1, parts);
    }

    private static int number(String name, String value) {
        if (!value.matches("[0-9]{1,8}")) {
            throw new IllegalArgumentException(name + " is '" + value + "', no number");
        }
        return Integer.parseInt(value);
    }
}
