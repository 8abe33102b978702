package io.atomicdatasets.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The driver of a job, here or in a process of its own that can be killed. */
record Driver(Map<String, String> settings, List<String> words) {
    /** Runs it here, and gives its exit code. */
    int run(String... more) {
        settings.forEach(System::setProperty);
        try {
            return Generate.run(with(more).toArray(String[]::new));
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    /** Starts it as a process. */
    Process start(Path log) throws IOException {
        List<String> command = Cluster.java(Cluster.classPath());
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-Xmx512m", Generate.class.getName()));
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private List<String> with(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }
}
