package io.atomicdatasets.cli;

import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Leftover;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a terminal run makes its dataset: a reserved name and a staging directory, both released at the end. Resumes a dead run
 * of an equal request for the same directory.
 */
final class OutputPlace implements Closeable {
    private static final String DEFAULT_ROOT = "datasets";

    private final DatasetsRoot root;
    private final StagingDirectory staging;
    private final Reservation reservation;
    private final List<Path> made;
    private boolean closed;

    private OutputPlace(DatasetsRoot root, StagingDirectory staging, Reservation reservation, List<Path> made) {
        this.root = root;
        this.staging = staging;
        this.reservation = reservation;
        this.made = made;
    }

    /**
     * Reserves a place.
     *
     * @param outputDir any path, or empty for the next name of the day below {@code datasets/}
     * @param plan of the dataset to be made there
     * @throws MisusedException if the last segment of the path is not a valid dataset name
     */
    static OutputPlace take(@Nullable Path outputDir, LocalDate today, Plan plan)
            throws IOException, NameTakenException, MisusedException {
        Optional<Path> wanted = Optional.ofNullable(outputDir).map(OutputPlace::withoutDetours);
        Optional<DatasetName> name = wanted.isPresent() ? Optional.of(nameOf(wanted.get())) : Optional.empty();
        Path parent = wanted.map(path -> Optional.ofNullable(path.getParent()).orElse(Path.of("")))
                .orElse(Path.of(DEFAULT_ROOT));
        List<Path> made = missing(parent);
        DatasetsRoot root = new DatasetsRoot(parent);
        if (!root.isServed()) {
            // There is no service here that would tidy up.
            root.sweep(Set::of, Set::of, Duration.ZERO);
        }
        try {
            StagingDirectory staging = stage(root, plan, name);
            try {
                Reservation reservation = reserve(root, name, today, staging.id());
                return new OutputPlace(root, staging, reservation, made);
            } catch (IOException | NameTakenException | RuntimeException e) {
                staging.close();
                throw e;
            }
        } catch (IOException | NameTakenException | RuntimeException e) {
            deleteIfEmpty(made);
            throw e;
        }
    }

    /** In {@code sub/../x} a missing directory {@code sub} is not a link, so it can be dropped. */
    private static Path withoutDetours(Path path) {
        Path parent = path.getParent();
        return parent == null || Files.exists(parent) ? path : path.normalize();
    }

    /** The name of the dataset at a path. */
    static DatasetName nameOf(Path path) throws MisusedException {
        try {
            return new DatasetName(
                    path.getFileName() == null ? "" : path.getFileName().toString());
        } catch (IllegalArgumentException e) {
            throw new MisusedException("the last part of the path " + DatasetName.RULE);
        }
    }

    private static StagingDirectory stage(DatasetsRoot root, Plan plan, Optional<DatasetName> name) throws IOException {
        Leftover leftover = new Leftover(root, plan.spec(), name);
        Optional<StagingDirectory> taken = leftover.takeOver();
        if (taken.isPresent()) {
            return taken.get();
        }
        StagingDirectory staging =
                root.stageAnew(UUID.randomUUID(), 1, plan.estimate().diskBytes());
        try {
            leftover.note(staging);
            return staging;
        } catch (IOException | RuntimeException e) {
            staging.close();
            throw e;
        }
    }

    private static Reservation reserve(DatasetsRoot root, Optional<DatasetName> name, LocalDate today, UUID id)
            throws IOException, NameTakenException {
        if (name.isEmpty()) {
            return root.reserveNext(today, id, Set.of());
        }
        root.reservation(name.get(), id).release(); // left by the dead run
        return root.reserve(name.get(), id);
    }

    /** The directories that do not exist yet, deepest first. */
    private static List<Path> missing(Path directory) {
        List<Path> missing = new ArrayList<>();
        Path path = directory.toAbsolutePath();
        while (path != null && !Files.exists(path)) {
            missing.add(path);
            path = path.getParent();
        }
        return missing;
    }

    private static void deleteIfEmpty(List<Path> directories) {
        try {
            for (Path directory : directories) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            // Not empty, so not ours to delete.
        }
    }

    StagingDirectory staging() {
        return staging;
    }

    Reservation reservation() {
        return reservation;
    }

    /** Bytes that are free for the run, including those of an earlier one that it resumes. */
    long spaceInBytes() throws IOException {
        return root.freeBytes() + staging.sizeInBytes();
    }

    /** Makes {@link #close} leave nothing to resume. */
    void condemn() {
        staging.condemn();
    }

    /** Releases everything; idempotent, as both the end of the run and the shutdown of the JVM call it. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            reservation.release();
            staging.close();
            deleteIfEmpty(made);
        }
    }

    /** Whether there is something left that an equal request can resume. */
    boolean isKept() {
        return Files.exists(staging.path());
    }
}
