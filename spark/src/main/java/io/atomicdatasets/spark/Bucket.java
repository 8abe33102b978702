package io.atomicdatasets.spark;

import io.atomicdatasets.check.FileResult;
import io.atomicdatasets.describe.DatasetFolder;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.options.MisusedException;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.pipeline.ShardDirectory;
import io.atomicdatasets.pipeline.ShardMaker;
import io.atomicdatasets.pipeline.ShardRecord;
import io.atomicdatasets.pipeline.ShardStore;
import io.atomicdatasets.pipeline.ShardTask;
import io.atomicdatasets.pipeline.UnfitRecordException;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A place in an object store, which knows no rename: files are put under their final names, and are the same bytes whoever puts
 * them. The metadata comes last; until then no dataset is there. Shards are made in a directory of the executor first.
 */
final class Bucket implements Output {
    private static final long serialVersionUID = 1;

    private final Request request;
    private final String target;
    private final SerializableConfiguration hadoop;
    private transient @Nullable BucketShards shards;

    private Bucket(Request request, String target, SerializableConfiguration hadoop) {
        this.request = request;
        this.target = target;
        this.hadoop = hadoop;
    }

    /**
     * The place at a path.
     *
     * @throws MisusedException if its file system does not put files as a whole
     */
    static Bucket at(Request request, Path target, Configuration hadoop) throws IOException, MisusedException {
        if (!fileSystem(target, hadoop).hasPathCapability(target, CommonPathCapabilities.ABORTABLE_STREAM)) {
            throw new MisusedException(
                    "--output " + target + ": a file that is half written could be seen there; what is"
                            + " known to do is s3a:// and a directory that all machines mount");
        }
        return new Bucket(request, target.toString().replaceAll("/+$", ""), new SerializableConfiguration(hadoop));
    }

    private static FileSystem fileSystem(Path target, Configuration hadoop) throws IOException, MisusedException {
        try {
            return target.getFileSystem(hadoop);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException missing) {
                throw new MisusedException("--output " + target + ": its client is no part of this Spark ("
                        + missing.getMessage() + "); for s3a: add --packages org.apache.hadoop:hadoop-aws:"
                        + VersionInfo.getVersion());
            }
            throw e;
        }
    }

    private Objects dataset() throws IOException {
        return new Objects(new Path(target), hadoop.value());
    }

    private Objects notes() throws IOException {
        return new Objects(new Path(target + RECORDS), hadoop.value());
    }

    /** A directory of this process; Spark takes it away when the process is gone. */
    private static java.nio.file.Path newScratch() throws IOException {
        java.nio.file.Path local =
                java.nio.file.Path.of(Utils.getLocalDir(SparkEnv.get().conf()));
        return Files.createTempDirectory(local, "shard");
    }

    @Override
    public boolean open(boolean resume) throws IOException, MisusedException, UnfitRecordException {
        Set<String> made = dataset().lengths().keySet();
        boolean isBegun = !notes().lengths().isEmpty();
        if (resume && isBegun && made.contains(FileNames.METADATA)) {
            notes().deleteAll();
            return true;
        }
        if (!made.isEmpty() && (made.contains(FileNames.METADATA) || !isBegun)) {
            throw new MisusedException(target + " already exists; choose another name");
        }
        if (isBegun && !resume) {
            throw Outputs.begun(target + RECORDS);
        }
        notes().put("{}".getBytes(StandardCharsets.UTF_8), PROGRESS); // can be written, and is begun
        shards = new BucketShards(request.spec(), dataset(), notes(), newScratch());
        for (long shard : records()) {
            shards.read(shard);
        }
        return false;
    }

    private BucketShards opened() {
        if (shards == null) {
            throw new IllegalStateException("only the driver sees all shards");
        }
        return shards;
    }

    @Override
    public Set<Long> records() throws IOException {
        Set<Long> numbers = new TreeSet<>();
        for (String name : notes().lengths().keySet()) {
            if (FileNames.isRecord(name)) {
                numbers.add(Long.parseLong(name.substring(0, name.indexOf('.'))));
            }
        }
        return numbers;
    }

    @Override
    public ShardStore shards() {
        return opened();
    }

    @Override
    public DatasetFolder folder() {
        return new DatasetFolder(opened().files());
    }

    @Override
    public void make(ShardTask task, Progress progress) throws IOException, StoppedException, DatasetFailedException {
        java.nio.file.Path scratch = newScratch();
        try {
            ShardDirectory here = new ShardDirectory(request.spec(), scratch, scratch);
            ShardRecord record = new ShardMaker(request.spec(), here, progress).make(task);
            for (FileResult file : record.files()) {
                progress.checkStop();
                dataset().put(scratch.resolve(file.name()));
            }
            progress.checkStop(); // a twin may have made the shard, and the dataset may be there
            notes().put(scratch.resolve(FileNames.record(record.shard())));
        } finally {
            Durable.deleteTree(scratch);
        }
    }

    @Override
    public boolean isWhole(long shard, Progress progress) throws IOException, StoppedException {
        java.nio.file.Path scratch = newScratch();
        try {
            ShardRecord record = new BucketShards(request.spec(), dataset(), notes(), scratch).require(shard);
            for (FileResult file : record.files()) {
                try (InputStream in = dataset().open(file.name())) {
                    FileDigest digest = FileDigest.of(in, progress::stopWished).orElseThrow(StoppedException::new);
                    if (!digest.equals(new FileDigest(file.bytes(), file.sha256()))) {
                        return false;
                    }
                }
            }
            return true;
        } catch (FileNotFoundException e) {
            return false;
        } finally {
            Durable.deleteTree(scratch);
        }
    }

    @Override
    public void keepOnly(Set<Long> numbers) throws IOException {
        for (String name : dataset().lengths().keySet()) {
            OptionalLong shard = TableFile.arraysOf(name).map(ArrayFile::shard).orElse(OptionalLong.empty());
            if (shard.isEmpty() || !numbers.contains(shard.getAsLong())) {
                dataset().delete(name);
            }
        }
    }

    @Override
    public void note(byte[] progress) throws IOException {
        notes().put(progress, PROGRESS);
    }

    @Override
    public void publish(Metadata metadata) throws IOException {
        opened().putDescriptions();
        Outputs.requireAll(metadata, dataset().lengths());
        dataset().put(folder().file(FileNames.METADATA));
        notes().deleteAll();
    }

    @Override
    public void close() throws IOException {
        if (shards != null) {
            shards.deleteScratch();
            shards = null;
        }
    }
}
