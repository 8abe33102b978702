package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.dataset.UnfilledSplitsException;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.describe.Metadata.FileInfo;
import io.atomicdatasets.pipeline.Verification.FileResult;
import io.atomicdatasets.plan.WorkingMemory;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Proves that nothing changed: by the files' digests, and by making the arrays again. */
public final class Verifier {
    private static final String MISSING = "missing";

    private final int threads;

    /** A verifier that makes arrays again on this many threads. */
    public Verifier(int threads) {
        this.threads = threads;
    }

    /** Hashes every file that the description lists. */
    public Verification verify(DatasetFolder folder, Progress progress) throws IOException, StoppedException {
        Metadata metadata = folder.metadata();
        progress.begin(Phase.VALIDATING, metadata.files().size());
        List<FileResult> results = new ArrayList<>();
        for (FileInfo file : metadata.files()) {
            progress.checkStop();
            results.add(result(file, folder.file(file.name()), progress));
            progress.advance(1);
        }
        return Verification.of(results);
    }

    /**
     * Makes the arrays again in {@code scratch} and compares them with the description.
     *
     * @throws OtherVersionException if another version made them
     */
    public Verification regenerate(DatasetFolder folder, StagingDirectory scratch, Progress progress)
            throws IOException, StoppedException, DatasetFailedException, OtherVersionException {
        Metadata metadata = folder.metadata();
        OtherVersionException.requireOurs(metadata);
        DatasetSpec spec = metadata.spec();
        WorkingMemory.of(spec).requireRoom();
        try (ChunkLine line = new ChunkLine(spec, WorkingMemory.of(spec).workers(threads));
                DatasetWriter writer = new DatasetWriter(spec, scratch.dataset())) {
            writer.write(line, progress);
        } catch (UnfilledSplitsException e) {
            throw new DatasetFailedException(e);
        }
        List<FileResult> results = new ArrayList<>();
        for (FileInfo file : metadata.files()) {
            if (file.arrays() != null) {
                results.add(result(file, scratch.dataset().resolve(file.name()), progress));
            }
        }
        return Verification.of(results);
    }

    private static FileResult result(FileInfo file, Path path, Progress progress) throws IOException, StoppedException {
        if (!Files.isRegularFile(path)) {
            return new FileResult(file.name(), file.sha256(), MISSING);
        }
        FileDigest digest = FileDigest.of(path, progress::stopWished).orElseThrow(StoppedException::new);
        return new FileResult(file.name(), file.sha256(), digest.sha256());
    }
}
