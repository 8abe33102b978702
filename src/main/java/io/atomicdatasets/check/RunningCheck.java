package io.atomicdatasets.check;

import io.atomicdatasets.disk.Closing;
import io.atomicdatasets.layout.Extent;
import io.atomicdatasets.layout.GrowingArray;
import io.atomicdatasets.parallel.Workers;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.PerSplit;
import io.atomicdatasets.spec.Split;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Reads each chunk back as soon as it is in the growing files, while the operating system still has it in memory, and checks
 * everything that {@link Validator} checks. The validator takes over what was found if the finished files hold these very bytes.
 *
 * <p>Told of chunks by one thread; they are read by workers who may have other work too. Memory does not grow with their number.
 */
public final class RunningCheck implements Closeable {
    private final DatasetSpec spec;
    private final Map<Split, GrowingSplit> splits = new EnumMap<>(Split.class);
    private final ChunkReaders readers;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private Extent extent;
    private volatile boolean isClosed;

    /** A chunk that is being read. */
    private record UnderWay(PerSplit<ChunkPlace> places, Future<PerSplit<GrowingSplit.Sums>> sums) {}

    /**
     * Opens the growing files.
     *
     * @param workers who read
     * @param threads how many they are
     * @param stopWished when it is true, what is under way ends soon
     */
    public RunningCheck(DatasetSpec spec, Growing growing, Workers workers, int threads, BooleanSupplier stopWished)
            throws IOException {
        this.spec = spec;
        extent = growing.start;
        readers = ChunkReaders.of(spec, workers, threads, () -> isClosed || stopWished.getAsBoolean());
        try {
            for (Split split : spec.presentSplits()) {
                splits.put(split, new GrowingSplit(spec, split, growing.arrays.of(split), extent));
            }
        } catch (IOException e) {
            Closing.all(splits.values());
            throw e;
        }
    }

    /**
     * Files that grow.
     *
     * @param arrays where the bytes of each array of each split stand
     * @param start how far they reached when the first chunk that is to be checked was not yet in them
     */
    public record Growing(PerSplit<List<GrowingArray>> arrays, Extent start) {}

    /** Has the chunk read that is in the files now, and was not before; waits while as many as there are readers are under way. */
    public void follow(Extent now) throws IOException, StoppedException {
        Extent before = extent;
        PerSplit<ChunkPlace> places =
                PerSplit.of(spec.presentSplits(), split -> of(split).placeOf(before, now));
        underWay.add(new UnderWay(places, readers.submit(reader -> {
            Map<Split, GrowingSplit.Sums> sums = new EnumMap<>(Split.class);
            for (Split split : spec.presentSplits()) {
                sums.put(split, of(split).read(reader, places.of(split)));
            }
            return PerSplit.of(spec.presentSplits(), split -> Objects.requireNonNull(sums.get(split)));
        })));
        extent = now;
        while (!underWay.isEmpty() && underWay.element().sums.isDone()) {
            join(underWay.remove());
        }
    }

    private GrowingSplit of(Split split) {
        return Objects.requireNonNull(splits.get(split), "each split grows");
    }

    private void join(UnderWay done) throws IOException, StoppedException {
        PerSplit<GrowingSplit.Sums> sums = Workers.result(done.sums);
        for (Split split : spec.presentSplits()) {
            of(split).join(done.places.of(split), sums.of(split));
        }
    }

    /** Waits until all chunks are read, and tells what was found. */
    public CheckedChunks finish() throws IOException, StoppedException {
        while (!underWay.isEmpty()) {
            join(underWay.remove());
        }
        return new CheckedChunks(
                PerSplit.of(spec.presentSplits(), split -> Optional.of(of(split).checked())));
    }

    /** Ends what is under way, waits for that, and releases the files. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        underWay.forEach(each -> Workers.await(each.sums));
        Closing.all(splits.values());
    }
}
