package io.atomicdatasets.check;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a dataset back from the disk and checks everything that was promised about them.
 *
 * <p>Each split is walked chunk by chunk on a thread of its own, while another hashes its file. Chunks are inflated and checked on
 * all cores, by a fixed number of readers with buffers of a fixed size, so memory does not grow with the number of images.
 */
public final class Validator {
    private final DatasetSpec spec;
    private final int threads;
    private final @Nullable PerSplit<ClaimedStatistics> claims;
    private final ValidatedSplits validated;

    /** A validator of datasets of this request, on this many threads, of which nothing is published. */
    public Validator(DatasetSpec spec, int threads) {
        this(spec, threads, null, ValidatedSplits.NONE);
    }

    /**
     * A validator of datasets of this request.
     *
     * @param threads for checking, at least 1
     * @param claims what is about to be published about them; nothing to leave that unlooked at
     * @param validated what an earlier attempt found, and where this one leaves what it finds
     */
    public Validator(
            DatasetSpec spec, int threads, @Nullable PerSplit<ClaimedStatistics> claims, ValidatedSplits validated) {
        this.spec = spec;
        this.threads = threads;
        this.claims = claims;
        this.validated = validated;
    }

    /**
     * Reads and checks all array files; a broken rule, and a file that is none, is a failed check, not an exception.
     *
     * @throws IOException if the disk refused
     * @throws StoppedException within two seconds after {@code progress} was asked to stop
     */
    public Validation validate(Path directory, Progress progress) throws IOException, StoppedException {
        return validate(directory, CheckedChunks.NONE, progress);
    }

    /**
     * The same, and does not read again what was checked while it was written, as long as the files hold those very bytes.
     *
     * @param checked what was found then
     */
    public Validation validate(Path directory, CheckedChunks checked, Progress progress)
            throws IOException, StoppedException {
        progress.begin(Phase.VALIDATING, spec.allImages());
        Findings findings = new Findings();
        findings.remarkOn(spec, claims != null);
        try (Reading reading = new Reading(spec, threads, directory, validated, checked, progress)) {
            List<SplitResult> results = reading.read(findings);
            if (claims != null) {
                StatisticsCheck statistics = new StatisticsCheck(spec, findings);
                for (SplitResult each : results) {
                    statistics.compare(each.split(), claims.of(each.split()), each.counts());
                }
            }
            List<FileResult> files = new ArrayList<>(reading.files());
            files.addAll(readTables(directory, findings, progress));
            return new Validation(findings.toResults(), files, reading.picks());
        }
    }

    /** All tables side by side, as the arrays before them. */
    private List<FileResult> readTables(Path directory, Findings findings, Progress progress)
            throws IOException, StoppedException {
        AtomicBoolean isOver = new AtomicBoolean();
        TableReader reader = new TableReader(spec, findings, () -> isOver.get() || progress.stopWished());
        try (Workers checkers = new Workers(threads, "checker");
                Workers readers = new Workers(spec.presentSplits().size() * TableFile.Rows.values().length, "reader")) {
            List<Future<Optional<FileResult>>> underWay = new ArrayList<>();
            for (Split split : spec.presentSplits()) {
                for (TableFile file : TableFile.of(spec, ArrayFile.of(split))) {
                    underWay.add(readers.submit(() -> reader.read(
                            directory,
                            file,
                            spec.count(split),
                            () -> new TablePlaces(directory, spec, split),
                            checkers)));
                }
            }
            List<FileResult> files = new ArrayList<>();
            try {
                for (Future<Optional<FileResult>> each : underWay) {
                    Workers.result(each).ifPresent(files::add);
                }
                return files;
            } finally {
                isOver.set(true); // after a failure the others need not go on
            }
        }
    }
}
