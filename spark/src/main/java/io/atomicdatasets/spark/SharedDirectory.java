package io.atomicdatasets.spark;

import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.ShardDirectory;
import io.atomicdatasets.pipeline.ShardMaker;
import io.atomicdatasets.pipeline.ShardStore;
import io.atomicdatasets.pipeline.ShardTask;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.NameTakenException;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.spec.DatasetName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A directory on a file system that the driver and all executors mount at the same place, and on which a rename is atomic. The
 * dataset is made in the directory of its records, and gets its name by one rename.
 */
final class SharedDirectory implements Output {
    private static final long serialVersionUID = 1;
    private static final String DATASET = "dataset";
    private static final int TIDYINGS = 10;

    private final Request request;
    private final String target;
    private transient @Nullable Reservation reservation;

    SharedDirectory(Request request, Path target) {
        this.request = request;
        this.target = target.toAbsolutePath().normalize().toString();
    }

    private Path target() {
        return Path.of(target);
    }

    private Path directory() {
        return Path.of(target + RECORDS);
    }

    private ShardDirectory directoryOfShards() {
        return new ShardDirectory(request.spec(), directory(), folder().path());
    }

    @Override
    public boolean open(boolean resume) throws IOException, MisusedException, NameTakenException, UnfitRecordException {
        if (resume
                && Files.exists(directory())
                && !folder().path().toFile().exists()
                && new DatasetFolder(target()).exists()) {
            deleteRecords();
            return true;
        }
        reserve();
        if (!resume && Files.exists(directory(), LinkOption.NOFOLLOW_LINKS)) {
            throw Outputs.begun(directory().toString());
        }
        Files.createDirectories(folder().path());
        Files.delete(Files.createTempFile(directory(), "writable", null));
        Durable.forceNames(above());
        for (long shard : records()) {
            directoryOfShards().read(shard);
        }
        directoryOfShards().deleteWork();
        return false;
    }

    /** No service that shares the directory above gives the name away meanwhile. */
    private void reserve() throws IOException, NameTakenException {
        DatasetsRoot root = new DatasetsRoot(above());
        if (!root.isServed()) { // nobody else tidies up
            root.sweep(Set::of, Set::of, Duration.ZERO);
        }
        UUID id = UUID.nameUUIDFromBytes(target.getBytes(StandardCharsets.UTF_8)); // that of a run that died, too
        reservation = root.reserve(new DatasetName(String.valueOf(target().getFileName())), id);
    }

    private Path above() {
        return Optional.ofNullable(target().getParent()).orElseThrow();
    }

    @Override
    public Set<Long> records() throws IOException {
        return directoryOfShards().numbers();
    }

    @Override
    public ShardStore shards() {
        return directoryOfShards();
    }

    @Override
    public DatasetFolder folder() {
        return new DatasetFolder(directory().resolve(DATASET));
    }

    @Override
    public void make(ShardTask task, Progress progress) throws IOException, StoppedException, DatasetFailedException {
        new ShardMaker(request.spec(), directoryOfShards(), progress).make(task);
    }

    @Override
    public boolean isWhole(long shard, Progress progress) throws IOException, StoppedException {
        ShardDirectory shards = directoryOfShards();
        try {
            shards.requireFiles(shards.require(shard), progress);
            return true;
        } catch (UnfitRecordException e) {
            return false;
        }
    }

    @Override
    public void keepOnly(Set<Long> numbers) throws IOException {
        directoryOfShards().keepOnly(numbers::contains);
    }

    @Override
    public void note(byte[] progress) throws IOException {
        Path fresh = directory().resolve(PROGRESS + ".new");
        Files.write(fresh, progress);
        Files.move(fresh, directory().resolve(PROGRESS), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void publish(Metadata metadata) throws IOException {
        Durable.forceNames(folder().path());
        Outputs.requireAll(metadata, lengths());
        if (Files.exists(target(), LinkOption.NOFOLLOW_LINKS)) { // a rename would replace an empty directory
            throw new FileAlreadyExistsException(target);
        }
        Files.move(folder().path(), target(), StandardCopyOption.ATOMIC_MOVE);
        Durable.forceNames(above());
        deleteRecords();
    }

    private Map<String, Long> lengths() throws IOException {
        Map<String, Long> lengths = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder().path())) {
            for (Path file : files) {
                if (!file.endsWith(FileNames.METADATA)) {
                    lengths.put(String.valueOf(file.getFileName()), Files.size(file));
                }
            }
        }
        return lengths;
    }

    /** A twin of a task that is at work may add a file while the others are deleted; it then finds no directory. */
    private void deleteRecords() throws IOException {
        for (int tidying = 1; ; tidying++) {
            try {
                Durable.deleteTree(directory());
                return;
            } catch (DirectoryNotEmptyException e) {
                if (tidying == TIDYINGS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (reservation != null) {
            reservation.release();
            reservation = null;
        }
    }
}
