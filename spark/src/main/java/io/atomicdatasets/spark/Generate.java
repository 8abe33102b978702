package io.atomicdatasets.spark;

import io.atomicdatasets.disk.DiskFailure;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.options.RequestOptions;
import io.atomicdatasets.options.RightsOptions;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.plan.Planner;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Makes one dataset on a cluster, byte for byte what the terminal makes with the same options. */
@Command(
        name = "Generate",
        description = "Makes one dataset with Apache Spark, a task for each shard.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Generate implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private final PrintStream out = System.out;

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(
            names = {"--output", "--output-dir"},
            paramLabel = "URI",
            required = true,
            description = "Where the dataset appears: a path that driver and executors all see, or a place in a bucket,"
                    + " s3a://bucket/name. Never an existing one.")
    private String output = "";

    @Mixin
    private RightsOptions rights = new RightsOptions();

    @Option(names = "--resume", description = "Go on with what an earlier run of the same request left.")
    private boolean resume;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    private Generate() {}

    /** Makes a dataset; exits with 0 when it is there, 1 when it failed, and 2 when the options are wrong. */
    public static void main(String... words) {
        int code = run(words);
        if (code != OK) {
            System.exit(code);
        }
    }

    static int run(String... words) {
        return new CommandLine(new Generate())
                .setParameterExceptionHandler(Generate::notUnderstood)
                .setExecutionExceptionHandler((e, command, result) -> failed(e))
                .execute(words);
    }

    @Override
    public Integer call() throws Exception {
        SoundJava.require(Runtime.version());
        if (request.asksForNoImages()) {
            complain("--num-images must be positive");
            return FAILED;
        }
        DatasetSpec spec = request.toSpec().named(Outputs.nameOf(output));
        if (spec.fileOptions().shardSize().isEmpty()) {
            throw new MisusedException("--shard-size N is needed: each task makes one of the dataset's shards");
        }
        requireSplitsThatCanBeFilled(spec);
        SparkConf conf =
                new SparkConf().setAppName("atomic-datasets " + output).setIfMissing("spark.master", "local[*]");
        SparkContext spark = SparkContext.getOrCreate(conf);
        try {
            Output place = Outputs.at(output, spec, spark.hadoopConfiguration());
            new ClusterRun(spark, spec, place).make(rights.chosen(), resume, quiet);
            out.printf(Locale.ROOT, "Made %,d images%n", spec.allImages());
            out.println("Location: " + output);
            return OK;
        } finally {
            spark.stop();
        }
    }

    private void requireSplitsThatCanBeFilled(DatasetSpec spec) throws Exception {
        try {
            new Planner(1).plan(spec);
        } catch (InvalidSpecException e) {
            throw request.ofWhatIsGiven(e);
        }
    }

    private static int notUnderstood(ParameterException e, String[] words) {
        complain(String.valueOf(e.getMessage()));
        System.err.println("Try --help.");
        return MISUSED;
    }

    /** Prints one line for each problem; rethrows what is a bug of the program. */
    private static int failed(Exception e) throws Exception {
        if (e instanceof InvalidSpecException invalid) {
            invalid.violations().forEach(violation -> complain(RequestOptions.complaint(violation)));
            return MISUSED;
        }
        if (e instanceof MisusedException || e instanceof NameTakenException || e instanceof UnfitRecordException) {
            complain(String.valueOf(e.getMessage()));
            return MISUSED;
        }
        if (e instanceof FileSystemException file && file.getFile() != null) {
            complain(file.getFile() + ": " + DiskFailure.reason(file));
            return FAILED;
        }
        if (e instanceof IOException failure) {
            complain(DiskFailure.describe(failure));
            return FAILED;
        }
        if (e instanceof DatasetFailedException || e instanceof UnsoundJavaException || e instanceof StoppedException) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        }
        throw e;
    }

    private static void complain(String message) {
        System.err.println("Error: " + message);
    }
}
