package io.atomicdatasets.pipeline;

import io.atomicdatasets.dataset.ChunkLine;
import io.atomicdatasets.dataset.DatasetWriter;
import io.atomicdatasets.dataset.UnfilledSplitsException;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.FileInfo;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.pipeline.Verification.FileResult;
import io.atomicdatasets.plan.WorkingMemory;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.ShardSize;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * Makes arrays and tables again in {@code scratch} and compares them with the description.
     *
     * @throws OtherVersionException if another version made them
     */
    public Verification regenerate(DatasetFolder folder, StagingDirectory scratch, Progress progress)
            throws IOException, StoppedException, DatasetFailedException, OtherVersionException {
        Metadata metadata = folder.metadata();
        OtherVersionException.requireOurs(metadata);
        DatasetSpec spec = metadata.spec();
        WorkingMemory.of(spec).requireRoom();
        int workers = WorkingMemory.of(spec).workers(threads);
        Optional<ShardSize> size = spec.fileOptions().shardSize();
        Map<String, String> digests = size.isPresent()
                ? new ShardsMadeAgain(spec, size.get(), scratch.dataset(), progress).digests(metadata, workers)
                : digests(spec, scratch, workers, progress);
        return Verification.of(metadata.files().stream()
                .filter(file -> file.arrays() != null || file.table() != null)
                .map(file -> new FileResult(file.name(), file.sha256(), digests.getOrDefault(file.name(), MISSING)))
                .toList());
    }

    private static Map<String, String> digests(
            DatasetSpec spec, StagingDirectory scratch, int workers, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        try (ChunkLine line = new ChunkLine(spec, workers);
                DatasetWriter writer = new DatasetWriter(spec, scratch.dataset())) {
            writer.write(line, progress);
        } catch (UnfilledSplitsException e) {
            throw new DatasetFailedException(e);
        }
        Map<String, String> digests = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(scratch.dataset())) {
            for (Path file : files) {
                FileDigest digest = FileDigest.of(file, progress::stopWished).orElseThrow(StoppedException::new);
                digests.put(String.valueOf(file.getFileName()), digest.sha256());
            }
        }
        return digests;
    }

    private static FileResult result(FileInfo file, Path path, Progress progress) throws IOException, StoppedException {
        if (!Files.isRegularFile(path)) {
            return new FileResult(file.name(), file.sha256(), MISSING);
        }
        FileDigest digest = FileDigest.of(path, progress::stopWished).orElseThrow(StoppedException::new);
        return new FileResult(file.name(), file.sha256(), digest.sha256());
    }
}
