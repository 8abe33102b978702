package io.atomicdatasets.describe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.atomicdatasets.layout.ArrayFile;
import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Cuts the splits of a published dataset into files, for tests of what is around them: numpy could not load these. */
public final class HandMadeShards {
    private static final int SIZE = 16_384;

    private HandMadeShards() {}

    /** Puts so many shards of each split in the place of what holds its images. */
    public static void cut(Path directory, int shards) throws IOException {
        DatasetFolder folder = new DatasetFolder(directory);
        Metadata whole = folder.metadata();
        List<FileInfo> files = new ArrayList<>();
        for (Split split : whole.spec().presentSplits()) {
            List<FileInfo> before = whole.files().stream()
                    .filter(file -> split.label().equals(file.split()))
                    .toList();
            for (FileInfo file : before) {
                Files.delete(folder.file(file.name()));
            }
            for (int shard = 0; shard < shards; shard++) {
                files.add(shard(folder, split, before, shard, shards));
            }
        }
        for (FileInfo file : whole.files()) {
            if (file.split() == null && !file.name().equals(FileNames.SHA256SUMS)) {
                files.add(file);
            }
        }
        Files.write(folder.file(FileNames.SHA256SUMS), new Sha256Sums(files).toBytes());
        files.add(info(folder, FileNames.SHA256SUMS));
        Files.write(folder.file(FileNames.METADATA), cut(whole, files).toBytes());
    }

    private static Metadata cut(Metadata whole, List<FileInfo> files) {
        Map<String, Object> recipe = new TreeMap<>(whole.recipe());
        recipe.put("shard_size", SIZE);
        return new Metadata(
                whole.version(),
                whole.timestamp(),
                whole.generationParams(),
                whole.datasetInfo(),
                whole.memoryInfo(),
                whole.fileFormat(),
                whole.id(),
                whole.generator(),
                recipe,
                whole.labelInfo(),
                whole.statistics(),
                files,
                whole.validation(),
                whole.timing(),
                whole.citation());
    }

    private static FileInfo shard(DatasetFolder folder, Split split, List<FileInfo> before, int shard, int shards)
            throws IOException {
        String name = ArrayFile.ofShard(split, shard).name();
        Files.write(folder.file(name), (name + "\n").repeat(1 + shard % 9).getBytes(US_ASCII));
        FileInfo written = info(folder, name);
        long all = before.stream()
                .mapToLong(file -> Objects.requireNonNull(file.images()))
                .sum();
        long images = all * (shard + 1) / shards - all * shard / shards;
        return new FileInfo(
                name,
                written.bytes(),
                written.sha256(),
                split.label(),
                images,
                (long) shard * SIZE,
                before.get(0).arrays(),
                null);
    }

    private static FileInfo info(DatasetFolder folder, String name) throws IOException {
        FileDigest digest = FileDigest.of(folder.file(name));
        return FileInfo.of(name, digest.bytes(), digest.sha256(), null);
    }
}
