package io.atomicdatasets.dataset;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.disk.StaleCheckpointException;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.parquet.ParquetWriter;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the files of a dataset are known to be on the disk: all that another process needs to go on from there.
 *
 * @param algorithmVersion the version of the images
 * @param encoderVersion the version of the bytes
 * @param layoutVersion the version of the files; layout 1 did not tell
 * @param nextChunk the first chunk that is not in the files
 * @param isWritten whether the files are finished, so that nothing is left but to check them
 * @param members of each split's file, how far they are
 * @param tables of each split, how far they are; nothing where there are none
 * @param statistics of the images in the files
 * @param seconds that all attempts up to now took for each phase
 */
record Checkpoint(
        int algorithmVersion,
        int encoderVersion,
        @Nullable Integer layoutVersion,
        long nextChunk,
        boolean isWritten,
        PerSplit<List<NpzMember.Written>> members,
        @Nullable PerSplit<List<ParquetWriter.Written>> tables,
        PerSplit<SplitStatistics.Saved> statistics,
        Map<Phase, Double> seconds) {
    private static final Logger LOG = System.getLogger(Checkpoint.class.getName());
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    Checkpoint {
        Objects.requireNonNull(members, "members");
        Objects.requireNonNull(statistics, "statistics");
        seconds = Map.copyOf(seconds);
    }

    /** The one in this directory, unless there is none, it is broken, or it tells of another version's files. */
    static Optional<Checkpoint> read(Path directory) throws IOException {
        Path file = directory.resolve(FileNames.CHECKPOINT);
        try {
            @Nullable Checkpoint checkpoint = MAPPER.readValue(Files.readAllBytes(file), Checkpoint.class);
            if (checkpoint == null) {
                LOG.log(Level.WARNING, "{0} holds nothing but null; the run begins anew", file.getFileName());
                return Optional.empty();
            }
            Optional<String> difference = Versions.of(
                            checkpoint.algorithmVersion, checkpoint.encoderVersion, checkpoint.layoutVersion)
                    .difference();
            difference.ifPresent(
                    words -> LOG.log(Level.WARNING, "the files that stand were {0}; the run begins anew", words));
            return difference.isEmpty() ? Optional.of(checkpoint) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            LOG.log(
                    Level.WARNING,
                    "{0} cannot be read; the run begins anew: {1}",
                    file.getFileName(),
                    e.getOriginalMessage());
            return Optional.empty();
        }
    }

    /**
     * Looks whether it tells of the splits of a dataset.
     *
     * @throws StaleCheckpointException if it tells of others
     */
    void requireSplitsOf(DatasetSpec spec) throws StaleCheckpointException {
        boolean isOfAll = members.splits().equals(spec.presentSplits())
                && statistics.splits().equals(spec.presentSplits())
                && (tables == null || tables.splits().equals(spec.presentSplits()))
                && statistics.all().stream().allMatch(saved -> saved.isOf(spec));
        if (!isOfAll) {
            throw new StaleCheckpointException("other splits were made");
        }
    }

    /** How far the tables of a split are. */
    List<ParquetWriter.Written> tablesOf(Split split) {
        return tables == null ? List.of() : tables.of(split);
    }

    /** How many images stand in the files. */
    long images() {
        return statistics.all().stream()
                .mapToLong(SplitStatistics.Saved::images)
                .sum();
    }

    /** Says that the files are not what it tells. Here, so that only runs that have a checkpoint load what logs. */
    void warnOfOtherFiles(StaleCheckpointException difference) {
        LOG.log(
                Level.WARNING,
                "the files are not what the checkpoint tells; the run begins anew: {0}",
                difference.getMessage());
    }

    /** Puts it in the place of the one before, whole or not at all; what it tells of must have been forced before. */
    void write(Path directory) throws IOException {
        Path file = directory.resolve(FileNames.CHECKPOINT);
        Path fresh = directory.resolve(FileNames.CHECKPOINT + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)) {
            Durable.writeFully(channel, ByteBuffer.wrap(MAPPER.writeValueAsBytes(this)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Durable.forceNames(directory);
    }
}
