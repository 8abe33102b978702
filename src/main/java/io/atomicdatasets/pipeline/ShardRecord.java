package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.FileResult;
import io.atomicdatasets.check.SplitCounts;
import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.dataset.SplitStatistics;
import io.atomicdatasets.layout.ShardChunks;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is noted of a shard whose files were written and read back: all that is needed to describe the dataset without making it
 * again.
 *
 * @param request the dataset's, without a name
 * @param versions of what made it
 * @param shard its number
 * @param room how many images each split was taken to want, no more than the shard can give
 * @param seconds that making it took
 * @param chunks its rows of the tables
 * @param statistics of its images as they were made
 * @param files as they were read back
 * @param counts what was counted in them
 */
public record ShardRecord(
        Map<String, Object> request,
        Versions versions,
        long shard,
        Room room,
        double seconds,
        ShardChunks chunks,
        PerSplit<SplitStatistics.Saved> statistics,
        List<FileResult> files,
        PerSplit<SplitCounts> counts) {
    /** The request as records tell it. */
    static Map<String, Object> requestOf(DatasetSpec spec) {
        return spec.unnamed().toFields();
    }

    /** What is missing in it, or of another request or version than {@code spec}, in words; nothing if it is a record of it. */
    Optional<String> difference(DatasetSpec spec, long number) {
        if (!isWhole()) {
            return Optional.of("does not tell all that is known of a shard");
        }
        Optional<String> otherVersion = versions.difference();
        if (otherVersion.isPresent()) {
            return otherVersion.map(words -> "was " + words);
        }
        if (shard != number) {
            return Optional.of("tells of shard " + shard);
        }
        try {
            return spec().equals(spec.unnamed()) && tellsOf(spec)
                    ? Optional.empty()
                    : Optional.of("is of another request");
        } catch (InvalidSpecException e) {
            return Optional.of("tells no request: " + e.getMessage());
        }
    }

    private boolean tellsOf(DatasetSpec spec) {
        List<Split> splits = spec.presentSplits();
        return statistics.splits().equals(splits)
                && statistics.all().stream().allMatch(saved -> saved.isOf(spec))
                && counts.splits().equals(splits)
                && Stream.of(chunks.images()).allMatch(row -> row.length == splits.size());
    }

    /** The request. */
    DatasetSpec spec() throws InvalidSpecException {
        return DatasetSpec.read(request, Limits.NONE);
    }

    /** Whether everything is there; JSON can leave out what a record may not. */
    boolean isWhole() {
        return Stream.of(request, versions, room, chunks, statistics, files, counts)
                .allMatch(Objects::nonNull);
    }

    /** How many images it gave to a split. */
    public long images(Split split) {
        return counts.of(split).images();
    }

    /** How many images it holds. */
    public long images() {
        return counts.splits().stream().mapToLong(this::images).sum();
    }
}
