package io.atomicdatasets.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.launcher.JavaModuleOptions;

/** A standalone cluster on this machine: a master and two workers, each a process, at two addresses so that twins are started. */
final class Cluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2");

    private final Path directory;
    private final List<Process> processes = new ArrayList<>();
    private final String address;

    Cluster(Path directory) throws IOException {
        this.directory = directory;
        Path home = directory.resolve("home");
        Files.createDirectories(home.resolve("jars"));
        for (String entry : classPath().split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                Path jar = Path.of(entry);
                Files.createSymbolicLink(home.resolve("jars").resolve(jar.getFileName()), jar.toAbsolutePath());
            }
        }
        Path log = start(HOSTS.get(0), "org.apache.spark.deploy.master.Master", List.of());
        address = await("the master's address", () -> {
            Matcher found = ADDRESS.matcher(Files.readString(log));
            return found.find() ? found.group(1) : null;
        });
        List<Path> logs = new ArrayList<>();
        for (String host : HOSTS) {
            logs.add(startWorker(host));
        }
        for (Path worker : logs) {
            await("a worker", () -> Files.readString(worker).contains("Successfully registered") ? worker : null);
        }
    }

    /** The class path of the tests, wherever they are started from. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Starts a worker; Spark starts the executors on it. */
    private Path startWorker(String host) throws IOException {
        return start(
                host,
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                        "--cores",
                        "2",
                        "--memory",
                        "1g",
                        "--work-dir",
                        directory.resolve("work").toString(),
                        address));
    }

    private Path start(String host, String role, List<String> words) throws IOException {
        Path log = Files.createTempFile(directory, "process", ".log");
        List<String> command = java(classPath());
        command.addAll(List.of("-Xmx256m", role, "--host", host, "--port", "0", "--webui-port", "0"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_HOME", directory.resolve("home").toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", host);
        processes.add(
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
        return log;
    }

    /** How a Java of Spark's is started. */
    static List<String> java(String classPath) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Stream.of(JavaModuleOptions.defaultModuleOptionArray()).toList());
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    /** Settings of a driver for this cluster. */
    SparkConf conf() {
        return new SparkConf(false)
                .setMaster(address)
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", HOSTS.get(0))
                .set("spark.driver.bindAddress", HOSTS.get(0))
                .set("spark.executor.memory", "512m")
                .set("spark.executor.extraClassPath", classPath());
    }

    /** Waits until something is there. */
    static <T> T await(String what, Callable<T> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                T found = look.call();
                if (found != null) {
                    return found;
                }
                Thread.sleep(20);
            } catch (Exception e) {
                throw new AssertionError(what, e);
            }
        }
        throw new AssertionError(what + " did not come");
    }

    @Override
    public void close() {
        processes.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
