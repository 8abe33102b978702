package io.atomicdatasets.pipeline;

import io.atomicdatasets.check.FileResult;
import io.atomicdatasets.check.PickedImage;
import io.atomicdatasets.check.ShardReader;
import io.atomicdatasets.check.ShardedValidator;
import io.atomicdatasets.check.SplitCounts;
import io.atomicdatasets.check.Validation;
import io.atomicdatasets.dataset.ChunkTables;
import io.atomicdatasets.dataset.Room;
import io.atomicdatasets.dataset.Statistics;
import io.atomicdatasets.dataset.UnfilledSplitsException;
import io.atomicdatasets.dataset.Waves;
import io.atomicdatasets.describe.Metadata;
import io.atomicdatasets.disk.Durable;
import io.atomicdatasets.layout.Chunk;
import io.atomicdatasets.layout.Shard;
import io.atomicdatasets.layout.TableFile;
import io.atomicdatasets.progress.Phase;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.ShardSize;
import io.atomicdatasets.spec.Split;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Many files for each split, one for each shard: made in waves, read back at once, and noted, so that whoever goes on makes only
 * what is not there.
 */
public final class ShardedSplits implements ArrayFiles {
    private static final Logger LOG = System.getLogger(ShardedSplits.class.getName());

    private final DatasetSpec spec;
    private final ShardSize size;
    private final ShardStore store;
    private final Function<Progress, ShardMakers> makers;
    private final int workers;
    private final Waves waves;

    /** The shards that stand, by number. */
    private final Map<Long, Standing> standing = new ConcurrentSkipListMap<>();

    /** How many shards the dataset has; known once all are made. */
    private long shards;

    /**
     * Files of a dataset that is to have shards of this size.
     *
     * @param store where shards stand; some may be there
     * @param makers whoever makes them, and tells how far they are
     * @param workers how many shards are made at once, as far as one knows
     */
    public ShardedSplits(
            DatasetSpec spec, ShardSize size, ShardStore store, Function<Progress, ShardMakers> makers, int workers) {
        this.spec = spec;
        this.size = size;
        this.store = store;
        this.makers = makers;
        this.workers = workers;
        waves = new Waves(spec, size);
    }

    /** Files that the cores of this machine make in a directory, in which shards before the trusted one need no look. */
    static ShardedSplits onThisMachine(DatasetSpec spec, ShardDirectory directory, int threads, long trusted) {
        return new ShardedSplits(
                spec,
                spec.fileOptions().shardSize().orElseThrow(),
                directory,
                progress -> new ShardWorkers(spec, directory, trusted, threads, progress),
                threads);
    }

    /**
     * A shard that stands, as far as the plan of the others needs it.
     *
     * @param room how many images each split was taken to want
     * @param images how many it gave to each split
     * @param seconds that making it took
     */
    private record Standing(Room room, PerSplit<Long> images, double seconds) {
        static Standing of(ShardRecord record) {
            return new Standing(record.room(), PerSplit.of(record.counts().splits(), record::images), record.seconds());
        }

        /**
         * Whether the shard is what it has to be where each split wants so many images. More room makes no difference to a split
         * that does not become full.
         *
         * @param wanted no more than the shard can give
         */
        boolean holdsFor(Room wanted) {
            return images.splits().stream()
                    .allMatch(split -> room.of(split) == wanted.of(split)
                            || images.of(split) < Math.min(room.of(split), wanted.of(split)));
        }
    }

    @Override
    public Statistics make(Progress progress) throws IOException, StoppedException, DatasetFailedException {
        try (ShardMakers crew = makers.apply(progress)) {
            progress.begin(Phase.GENERATING, spec.allImages());
            crew.lookAround(record -> standing.put(record.shard(), Standing.of(record)));
            progress.carry(Map.of(Phase.GENERATING, secondsBefore()));
            progress.begin(Phase.GENERATING, spec.allImages(), imagesStanding());
            makeAll(crew);
        }
        progress.begin(Phase.ASSEMBLING, spec.allImages());
        return assemble(progress);
    }

    private void forget(long number, String why) throws IOException {
        LOG.log(Level.WARNING, "shard {0} is made again: {1}", number, why);
        store.forget(new Shard(number, size));
        standing.remove(number);
    }

    private double secondsBefore() {
        return standing.values().stream().mapToDouble(Standing::seconds).sum() / workers;
    }

    private Map<String, Long> imagesStanding() {
        Map<String, Long> images = new TreeMap<>();
        for (Split split : spec.presentSplits()) {
            images.put(
                    split.label(),
                    standing.values().stream()
                            .mapToLong(each -> each.images().of(split))
                            .sum());
        }
        return images;
    }

    private void makeAll(ShardMakers crew) throws IOException, StoppedException, DatasetFailedException {
        Room room = Room.of(spec);
        long next = 0;
        while (!room.isEmpty()) {
            Standing known = standing.get(next);
            if (known == null) {
                requireMoreCandidates(next, room);
                crew.make(wave(next, room), record -> standing.put(record.shard(), Standing.of(record)));
            } else if (known.holdsFor(room.upTo(size.candidates()))) {
                room = room.minus(known.images());
                next++;
            } else { // a split became full, which the plan of the wave took for next to impossible
                forget(next, "a split becomes full in it");
            }
        }
        shards = next;
    }

    private void requireMoreCandidates(long next, Room room) throws DatasetFailedException {
        long most = Chunk.mostFor(spec.allImages());
        if (new Shard(next, size).firstChunk() >= most) {
            throw new DatasetFailedException(new UnfilledSplitsException(spec, room, most * Chunk.SIZE));
        }
    }

    /** The shards that can be made now: as many as leave room in every split, or the one in which a split may become full. */
    private List<ShardTask> wave(long next, Room room) {
        long number = next == 0 ? waves.firstOfMany() : waves.next(next, room);
        if (number == 0) {
            return List.of(new ShardTask(new Shard(next, size), room.upTo(size.candidates())));
        }
        return LongStream.range(next, next + number)
                .filter(each -> !standing.containsKey(each))
                .mapToObj(each -> new ShardTask(new Shard(each, size), room.opened(size.candidates())))
                .toList();
    }

    /** What is to be done for these shards of the first wave. */
    static List<ShardTask> firstWave(DatasetSpec spec, ShardSize size, List<Long> numbers) {
        Room room = Room.of(spec).opened(size.candidates());
        return numbers.stream()
                .map(number -> new ShardTask(new Shard(number, size), room))
                .toList();
    }

    /** Writes the tables, and adds the statistics of all shards. */
    private Statistics assemble(Progress progress) throws IOException, StoppedException {
        Statistics statistics = new Statistics(spec);
        try (ChunkTables.OfShards tables = new ChunkTables.OfShards(spec, store.files())) {
            for (long number = 0; number < shards; number++) {
                progress.checkStop();
                ShardRecord record = store.require(number);
                tables.append(record.chunks());
                statistics.restore(record.statistics());
                progress.advance(record.images());
            }
            tables.finish(progress);
        }
        Durable.forceNames(store.files());
        return statistics;
    }

    @Override
    public ValidatedDataset validate(Metadata draft, Progress progress) throws IOException, StoppedException {
        progress.begin(Phase.VALIDATING, spec.allImages());
        ShardedValidator validator = new ShardedValidator(spec, progress::stopWished);
        PerSplit<List<FileResult>> files = PerSplit.of(spec.presentSplits(), split -> new ArrayList<>());
        List<SplitCounts> counts =
                new ArrayList<>(Collections.nCopies(spec.presentSplits().size(), SplitCounts.none()));
        List<PickedImage> picked = new ArrayList<>();
        ShardReader reader = new ShardReader(spec, 1, progress::stopWished);
        validator.readTables(store.files(), visitor -> {
            for (long number = 0; number < shards; number++) {
                progress.checkStop();
                ShardRecord record = store.require(number);
                visitor.visit(record.chunks());
                record.files().forEach(file -> files.of(splitOf(file)).add(file));
                long first = counts.get(Split.TRAIN.column()).images();
                picked.addAll(pick(reader, record, first));
                for (Split split : spec.presentSplits()) {
                    counts.set(
                            split.column(),
                            counts.get(split.column()).plus(record.counts().of(split)));
                }
                progress.advance(record.images());
            }
        });
        Validation validation = validator.conclude(
                files.all().stream().flatMap(List::stream).toList(),
                new PerSplit<>(counts),
                Claims.of(spec, draft.statistics()),
                picked);
        return ValidatedDataset.of(spec, validation);
    }

    /** The training images of a shard that are to be shown, where the first of them has this place in the split. */
    private List<PickedImage> pick(ShardReader reader, ShardRecord record, long first)
            throws IOException, StoppedException {
        NavigableSet<Long> wanted = reader.picks().subSet(first, true, first + record.images(Split.TRAIN), false);
        Shard shard = new Shard(record.shard(), size);
        return wanted.isEmpty() ? List.of() : reader.read(store.filesOf(shard), shard, record.chunks(), first, wanted);
    }

    private static Split splitOf(FileResult file) {
        return TableFile.arraysOf(file.name()).orElseThrow().split();
    }
}
