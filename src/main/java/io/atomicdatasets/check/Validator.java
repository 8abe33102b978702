package io.atomicdatasets.check;

import io.atomicdatasets.catalog.DatasetFolder;
import io.atomicdatasets.catalog.FileDigest;
import io.atomicdatasets.catalog.Metadata.ArrayInfo;
import io.atomicdatasets.catalog.Metadata.FileInfo;
import io.atomicdatasets.inflate.Inflaters;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a dataset back from the disk and checks everything that was promised about them.
 *
 * <p>Each split is read on a thread of its own, while another hashes its file. Inflating ahead of the readers and checking
 * blocks of images is done on all cores; a fixed number of blocks goes round, so memory does not grow with the number of images.
 */
public final class Validator {
    private static final int PICKS = 100;
    private static final int DERIVED_LABELS_PER_SPLIT = 10_000;
    private static final int BLOCKS_PER_THREAD = 2;
    private static final int MOST_PARTS = 4; // of each grid of each split: enough to keep eight threads at work
    private static final int FILES = Split.COUNT + 1;

    private final DatasetSpec spec;
    private final int threads;

    /** A validator of datasets of this request, on this many threads. */
    public Validator(DatasetSpec spec, int threads) {
        this.spec = spec;
        this.threads = threads;
    }

    /** Reads and checks all array files; a broken rule is a failed check, not an exception. */
    public Validation validate(DatasetFolder folder, Progress progress) throws IOException, StoppedException {
        progress.begin(Phase.VALIDATING, spec.numImages());
        try (Run run = new Run(folder, progress)) {
            return run.validate();
        }
    }

    /** What is being read from a file. */
    private record Reading(String file, Future<FileDigest> digest, Future<List<ArrayInfo>> arrays) {}

    /** One validation under way. */
    private final class Run implements AutoCloseable {
        private final DatasetFolder folder;
        private final Progress progress;
        private final Findings findings = new Findings();
        private final Picks picks = new Picks(spec.count(Split.TRAIN), PICKS, spec.seed());
        private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS_PER_THREAD * threads + Split.COUNT);
        private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
        private final ExecutorService readers = pool(2 * FILES, "reader");
        private final ExecutorService checkers = pool(threads, "checker");
        private final Inflaters inflaters = new Inflaters(checkers, Math.min(threads, MOST_PARTS));

        Run(DatasetFolder folder, Progress progress) {
            this.folder = folder;
            this.progress = progress;
            while (free.remainingCapacity() > 0) {
                free.add(new Block(spec));
            }
        }

        Validation validate() throws IOException, StoppedException {
            if (spec.recipe().minGap() == 0) {
                findings.remark(Rule.LABELS_DERIVED, "not looked at: with min_gap 0 objects may touch");
            }
            if (!spec.fileOptions().annotations()) {
                findings.remark(Rule.ANNOTATIONS, "not looked at: the files hold none");
            }
            List<Reading> readings = new ArrayList<>();
            for (Split split : Split.values()) {
                readings.add(begin(split.fileName(), () -> readSplit(split)));
            }
            readings.add(begin(DatasetFolder.CHUNKS, this::readChunkCounts));
            List<FileInfo> files = new ArrayList<>();
            for (Reading reading : readings) {
                FileDigest digest = result(reading.digest);
                files.add(new FileInfo(reading.file, digest.bytes(), digest.sha256(), result(reading.arrays)));
            }
            close(); // waits for the last blocks to be checked
            Throwable failure = broken.get();
            if (failure != null) {
                throw new IllegalStateException("a check broke down", failure);
            }
            return new Validation(findings.toChecks(), files, picks.images());
        }

        /** Begins to read a file, and beside it to hash it. */
        private Reading begin(String file, Callable<List<ArrayInfo>> reading) {
            Path path = folder.file(file);
            Future<FileDigest> digest = readers.submit(
                    () -> FileDigest.of(path, progress::stopWished).orElseThrow(StoppedException::new));
            return new Reading(file, digest, readers.submit(reading));
        }

        private List<ArrayInfo> readSplit(Split split) throws IOException, StoppedException {
            long images = spec.count(split);
            long sampleStep = Math.max(1, (images + DERIVED_LABELS_PER_SPLIT - 1) / DERIVED_LABELS_PER_SPLIT);
            Path file = folder.file(split.fileName());
            return new SplitReader(spec, split, findings, progress)
                    .read(file, inflaters, free, block -> checkers.execute(() -> check(block, split, sampleStep)));
        }

        private void check(Block block, Split split, long sampleStep) {
            try {
                block.check(split, sampleStep, findings);
                if (split == Split.TRAIN) {
                    block.pick(picks);
                }
                progress.advance(block.count());
            } catch (RuntimeException | Error e) {
                broken.compareAndSet(null, e);
            } finally {
                free.add(block);
            }
        }

        private List<ArrayInfo> readChunkCounts() throws IOException {
            return ChunkCountsReader.read(folder.file(DatasetFolder.CHUNKS), spec, findings);
        }

        /** Lets what is under way finish. */
        @Override
        public void close() {
            for (ExecutorService pool : List.of(readers, checkers)) {
                pool.shutdown();
                boolean interrupted = false;
                while (!pool.isTerminated()) {
                    try {
                        pool.awaitTermination(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private static <T> T result(Future<T> reading) throws IOException, StoppedException {
        try {
            return reading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            if (e.getCause() instanceof StoppedException stopped) {
                throw stopped;
            }
            throw new IllegalStateException("a file could not be read back", e.getCause());
        }
    }

    private static ExecutorService pool(int threads, String name) {
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
