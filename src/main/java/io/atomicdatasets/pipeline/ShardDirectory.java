package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.FileResult;
import io.atomicdatasets.describe.FileDigest;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finished shards in a directory: their files, and a record of each, which is put there last. Files and records are made in a
 * directory of their own and put in place by a rename, so that what stands is whole whoever puts it there, and how often.
 */
public final class ShardDirectory implements ShardStore {
    private static final String WORK = "work-";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final DatasetSpec spec;
    private final Path records;
    private final Path files;

    /**
     * A directory of a dataset's shards.
     *
     * @param records where records stand
     * @param files where files stand; may be the same
     */
    public ShardDirectory(DatasetSpec spec, Path records, Path files) {
        this.spec = spec;
        this.records = records;
        this.files = files;
    }

    @Override
    public Path files() {
        return files;
    }

    @Override
    public Path filesOf(Shard shard) {
        return files;
    }

    /** The numbers of the shards of which there is a record, whatever it tells. */
    public NavigableSet<Long> numbers() throws IOException {
        NavigableSet<Long> numbers = new TreeSet<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(records)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (FileNames.isRecord(name)) {
                    numbers.add(Long.parseLong(name.substring(0, name.indexOf('.'))));
                }
            }
        }
        return numbers;
    }

    /**
     * The record of a shard, if there is one.
     *
     * @throws UnfitRecordException if it cannot be read, or is of another request or version
     */
    public Optional<ShardRecord> read(long shard) throws IOException, UnfitRecordException {
        Path file = records.resolve(FileNames.record(shard));
        @Nullable ShardRecord record;
        try {
            record = MAPPER.readValue(Files.readAllBytes(file), ShardRecord.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new UnfitRecordException(file.getFileName() + " cannot be read");
        }
        Optional<String> difference =
                record == null ? Optional.of("holds nothing but null") : record.difference(spec, shard);
        if (difference.isPresent()) {
            throw new UnfitRecordException(file.getFileName() + " " + difference.get());
        }
        return Optional.ofNullable(record);
    }

    /** How many images the records tell of; nothing where there are none. */
    OptionalLong standingImages() throws IOException {
        long images = 0;
        for (long shard : numbers()) {
            try {
                images += read(shard).map(ShardRecord::images).orElse(0L);
            } catch (UnfitRecordException e) {
                // It will be made again, which is told then.
            }
        }
        return images == 0 ? OptionalLong.empty() : OptionalLong.of(images);
    }

    /** A record that cannot be of another dataset, because it was looked at before. */
    @Override
    public ShardRecord require(long shard) throws IOException {
        try {
            return read(shard).orElseThrow(() -> new NoSuchFileException(FileNames.record(shard)));
        } catch (UnfitRecordException e) {
            throw new IOException(e.getMessage() + " any more", e);
        }
    }

    /** Reads the shard's files again: they must be those that its record tells of. */
    public void requireFiles(ShardRecord record, Progress progress)
            throws IOException, StoppedException, UnfitRecordException {
        for (FileResult file : record.files()) {
            Path path = files.resolve(file.name());
            if (!Files.isRegularFile(path)) {
                throw new UnfitRecordException(file.name() + " is missing");
            }
            FileDigest digest = FileDigest.of(path, progress::stopWished).orElseThrow(StoppedException::new);
            if (digest.bytes() != file.bytes() || !digest.sha256().equals(file.sha256())) {
                throw new UnfitRecordException(file.name() + " is not what was written");
            }
        }
    }

    /** A directory of its own for whoever makes a shard. */
    Path newWork(long shard) throws IOException {
        return Files.createTempDirectory(records, WORK + FileNames.record(shard) + "-");
    }

    /** Puts the files of a shard in place, whose bytes were forced to the disk, and then its record. */
    void put(Path work, ShardRecord record) throws IOException {
        for (FileResult file : record.files()) {
            move(work.resolve(file.name()), files.resolve(file.name()));
        }
        Durable.forceNames(files);
        String name = FileNames.record(record.shard());
        Durable.write(work.resolve(name), MAPPER.writeValueAsBytes(record));
        move(work.resolve(name), records.resolve(name));
        Durable.forceNames(records);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void forget(Shard shard) throws IOException {
        Files.deleteIfExists(records.resolve(FileNames.record(shard.number())));
        for (Split split : spec.presentSplits()) {
            Files.deleteIfExists(files.resolve(shard.file(split).name()));
            for (TableFile table : TableFile.of(spec, shard.file(split))) {
                Files.deleteIfExists(files.resolve(table.name()));
            }
        }
    }

    /** Takes away files that are neither of these shards nor notes on them, such as a picture drawn before the end came. */
    public void keepOnly(LongPredicate isKept) throws IOException {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(files)) {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                OptionalLong shard =
                        TableFile.arraysOf(name).map(ArrayFile::shard).orElse(OptionalLong.empty());
                boolean isNote = files.equals(records) && isNote(name);
                if (!isNote && !(shard.isPresent() && isKept.test(shard.getAsLong()))) {
                    Files.deleteIfExists(child);
                }
            }
        }
    }

    /** Whether a file is about shards, or about to become one. */
    private static boolean isNote(String name) {
        return FileNames.isRecord(name)
                || name.startsWith(WORK)
                || name.startsWith(FileNames.PARTS)
                || name.equals(FileNames.JOIN_LOCK);
    }

    /** Takes away what whoever died while making a shard left; nobody else may be at work here. */
    public void deleteWork() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(records, WORK + "*")) {
            for (Path each : left) {
                Durable.deleteTree(each);
            }
        }
    }

    /** Takes away all that is no part of the finished dataset. */
    void deleteRecords() throws IOException {
        deleteWork();
        for (long shard : numbers()) {
            Files.deleteIfExists(records.resolve(FileNames.record(shard)));
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(records, FileNames.PARTS + ".*")) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }
}
