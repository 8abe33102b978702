package io.atomicdatasets.cli;

import io.atomicdatasets.catalog.DatasetsRoot;
import io.atomicdatasets.catalog.NameTakenException;
import io.atomicdatasets.catalog.Reservation;
import io.atomicdatasets.catalog.StagingDirectory;
import io.atomicdatasets.spec.DatasetName;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a terminal run makes its dataset: a name that is its own and a directory to work in, both given back at the end. */
final class OutputPlace implements Closeable {
    private static final Path DEFAULT_ROOT = Path.of("datasets");

    private final StagingDirectory staging;
    private final Reservation reservation;
    private boolean closed;

    private OutputPlace(StagingDirectory staging, Reservation reservation) {
        this.staging = staging;
        this.reservation = reservation;
    }

    /**
     * Takes a place.
     *
     * @param outputDir any path, or nothing for the next name of the day below {@code datasets/}
     * @throws IllegalArgumentException if the path's last name is no name of a dataset
     */
    static OutputPlace take(@Nullable Path outputDir, LocalDate today, UUID id) throws IOException, NameTakenException {
        Optional<Path> wanted = Optional.ofNullable(outputDir);
        Path parent = wanted.map(path -> Optional.ofNullable(path.getParent()).orElse(Path.of("")))
                .orElse(DEFAULT_ROOT);
        DatasetName name = wanted.isPresent() ? nameOf(wanted.get()) : null;
        DatasetsRoot root = new DatasetsRoot(parent);
        if (!root.isServed()) {
            // No service works here, so nobody will come back for what a dead run left.
            root.sweep(Set::of, Set::of, Duration.ZERO);
        }
        StagingDirectory staging = root.stageAnew(id, 1);
        try {
            return new OutputPlace(
                    staging, name == null ? root.reserveNext(today, id, Set.of()) : root.reserve(name, id));
        } catch (IOException | NameTakenException | RuntimeException e) {
            staging.close();
            throw e;
        }
    }

    private static DatasetName nameOf(Path path) {
        return new DatasetName(
                path.getFileName() == null ? "" : path.getFileName().toString());
    }

    StagingDirectory staging() {
        return staging;
    }

    Reservation reservation() {
        return reservation;
    }

    /** Gives everything back, once, whoever asks: the run at its end or the JVM on its way out. */
    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            reservation.release();
            staging.close();
        }
    }
}
