package io.atomicdatasets.pipeline;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.Versions;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all parts of a dataset agree on, in {@code parts.json} beside them.
 *
 * @param parts how many there are
 * @param versions of the program that makes them
 * @param request the dataset's, without a name
 */
record PartsNote(int parts, Versions versions, Map<String, Object> request) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static PartsNote of(DatasetSpec spec, int parts) {
        return new PartsNote(parts, Versions.CURRENT, ShardRecord.requestOf(spec));
    }

    /**
     * The one in a directory, if there is one.
     *
     * @throws UnfitRecordException if it cannot be read, or another version made it
     */
    static Optional<PartsNote> read(Path directory) throws IOException, UnfitRecordException {
        @Nullable PartsNote note;
        try {
            note = MAPPER.readValue(Files.readAllBytes(directory.resolve(FileNames.PARTS)), PartsNote.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new UnfitRecordException(FileNames.PARTS + " cannot be read");
        }
        if (note == null || note.versions == null || note.request == null || note.parts < 1) {
            throw new UnfitRecordException(FileNames.PARTS + " does not tell how the dataset is made");
        }
        Optional<String> otherVersion = note.versions.difference();
        if (otherVersion.isPresent()) {
            throw new UnfitRecordException("the parts were " + otherVersion.get());
        }
        return Optional.of(note);
    }

    /** The request. */
    DatasetSpec spec() throws UnfitRecordException {
        try {
            return DatasetSpec.read(request, Limits.NONE);
        } catch (InvalidSpecException e) {
            throw new UnfitRecordException(FileNames.PARTS + " tells no request: " + e.getMessage());
        }
    }

    /**
     * Puts this one there unless there is one, which then must be equal.
     *
     * @throws UnfitRecordException if parts of another request, or another number of parts, are made there
     */
    void agreeIn(Path directory) throws IOException, UnfitRecordException {
        if (read(directory).isEmpty()) {
            putIn(directory);
        }
        PartsNote there = read(directory).orElseThrow(() -> new NoSuchFileException(FileNames.PARTS));
        if (!there.spec().equals(spec())) {
            throw new UnfitRecordException(directory + " holds parts of another request");
        }
        if (there.parts != parts) {
            throw new UnfitRecordException(
                    directory + " holds parts of a dataset that is made in " + there.parts + " parts, not in " + parts);
        }
    }

    /** Whole or not at all; the first of several at the same time wins. */
    private void putIn(Path directory) throws IOException {
        Path fresh = directory.resolve(FileNames.PARTS + "." + UUID.randomUUID());
        Path file = directory.resolve(FileNames.PARTS);
        Durable.write(fresh, MAPPER.writeValueAsBytes(this));
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            // Another part was first; it is compared with this one.
        } catch (IOException | UnsupportedOperationException e) { // file systems without hard links
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        Durable.forceNames(directory);
    }
}
