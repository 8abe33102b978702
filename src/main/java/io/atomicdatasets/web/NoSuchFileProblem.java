package io.atomicdatasets.web;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.spec.Split;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ProblemDetail;

/** What is said to a name that no file of a dataset has: which files the split has instead, if it is one of an array file. */
final class NoSuchFileProblem {
    private static final int MOST_LISTED = 100;

    private NoSuchFileProblem() {}

    static ProblemDetail of(String name, Description dataset) {
        Optional<Split> split = ArrayFile.named(name).map(ArrayFile::split);
        List<String> shards = split.map(dataset::shardsOf).orElse(List.of());
        if (shards.isEmpty()) {
            return ProblemType.NOT_FOUND.problem("A dataset has no file of this name; /files lists those it has.");
        }
        ProblemDetail problem = ProblemType.NOT_FOUND.problem("The images of %s are in %s; /files lists all files."
                .formatted(split.get().label(), range(shards)));
        problem.setProperty("shards", shards.stream().limit(MOST_LISTED).toList());
        problem.setProperty("shard_count", shards.size());
        return problem;
    }

    private static String range(List<String> shards) {
        return shards.size() == 1
                ? "one file, " + shards.get(0)
                : shards.size() + " files, " + shards.get(0) + " to " + shards.get(shards.size() - 1);
    }
}
