package io.atomicdatasets.root;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A staging directory that a dead terminal run left, to be resumed by an equal request for the same directory. Next to its
 * checkpoint it has a {@code request.txt}, which staging directories of a service have not.
 */
public final class Leftover {
    private static final String REQUEST = "request.txt";
    private static final Duration KEPT = Duration.ofDays(7);

    private final DatasetsRoot root;
    private final byte[] request;

    /**
     * Leftovers of requests equal to this one.
     *
     * @param root in whose {@code .staging} to look
     * @param name of the requested directory, if one was given
     */
    public Leftover(DatasetsRoot root, DatasetSpec spec, Optional<DatasetName> name) {
        this.root = root;
        Map<String, Object> fields = new LinkedHashMap<>(spec.toFields());
        name.ifPresent(wanted -> fields.put("output_dir", wanted.value()));
        request = fields.toString().getBytes(UTF_8);
    }

    /** Lets an equal request find this directory once its run is dead. */
    public void note(StagingDirectory staging) throws IOException {
        Durable.write(staging.path().resolve(REQUEST), request);
    }

    /** Takes over the directory of the dead run of an equal request; empty if there is none, or more than one. */
    public Optional<StagingDirectory> takeOver() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> staged = Files.newDirectoryStream(root.staging())) {
            for (Path path : staged) {
                if (CheckpointFiles.standIn(path) && isOfThisRequest(path)) {
                    found.add(path);
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (found.size() != 1) {
            return Optional.empty();
        }
        String[] idAndAttempt = found.get(0).getFileName().toString().split("\\.", 2);
        int attempt = Integer.parseInt(idAndAttempt[1]) + 1;
        return StagingDirectory.takeOver(root, found.get(0), UUID.fromString(idAndAttempt[0]), attempt);
    }

    private boolean isOfThisRequest(Path path) throws IOException {
        try {
            return Arrays.equals(Files.readAllBytes(path.resolve(REQUEST)), request);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether to keep this directory for an equal request: for a week after its last checkpoint. */
    static boolean isKept(Path path) throws IOException {
        if (!Files.exists(path.resolve(REQUEST))) {
            return false;
        }
        Instant oldest;
        try {
            oldest = VolumeClock.nowIn(path).minus(KEPT);
        } catch (IOException e) {
            return true; // A full disk must not keep what else is swept from making room.
        }
        try {
            for (Path checkpoint : CheckpointFiles.in(path)) {
                if (Files.getLastModifiedTime(checkpoint).toInstant().isAfter(oldest)) {
                    return true;
                }
            }
            return false;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
