package io.atomicdatasets.dataset;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.atomicdatasets.npy.NpzMember;
import io.atomicdatasets.spec.PerSplit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the files of a dataset are known to be on the disk: all that another process needs to go on from there.
 *
 * @param algorithmVersion the version of the images
 * @param encoderVersion the version of the bytes
 * @param nextChunk the first chunk that is not in the files
 * @param isWritten whether the files are finished, so that nothing is left but to check them
 * @param members of each split's file, how far they are
 * @param statistics of the images in the files
 */
record Checkpoint(
        int algorithmVersion,
        int encoderVersion,
        long nextChunk,
        boolean isWritten,
        PerSplit<List<NpzMember.Written>> members,
        PerSplit<SplitStatistics.Saved> statistics) {
    static final String FILE_NAME = "checkpoint.json";

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    Checkpoint {
        Objects.requireNonNull(members, "members");
        Objects.requireNonNull(statistics, "statistics");
    }

    /** The one in this directory, unless there is none, it is broken, or it tells of another version's files. */
    static Optional<Checkpoint> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        try {
            @Nullable Checkpoint checkpoint = MAPPER.readValue(Files.readAllBytes(file), Checkpoint.class);
            boolean isOurs = checkpoint != null
                    && checkpoint.algorithmVersion == DatasetWriter.ALGORITHM_VERSION
                    && checkpoint.encoderVersion == DatasetWriter.ENCODER_VERSION;
            return isOurs ? Optional.of(checkpoint) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            LOG.warn("{} cannot be read; the run begins anew: {}", file.getFileName(), e.getOriginalMessage());
            return Optional.empty();
        }
    }

    /** Says that the files are not what it tells. Here, so that only runs that have a checkpoint load what logs. */
    void warnOfOtherFiles(IOException difference) {
        LOG.warn("the files are not what the checkpoint tells; the run begins anew: {}", difference.getMessage());
    }

    /** Puts it in the place of the one before, whole or not at all; what it tells of must have been forced before. */
    void write(Path directory) throws IOException {
        Path file = directory.resolve(FILE_NAME);
        Path fresh = directory.resolve(FILE_NAME + ".new");
        try (FileChannel channel = FileChannel.open(fresh, CREATE, TRUNCATE_EXISTING, WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(MAPPER.writeValueAsBytes(this));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(directory);
    }

    /** Forces the names in a directory to the disk, so that a rename is not forgotten. */
    static void forceNames(Path directory) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) { // which opens no directory
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
        }
    }
}
