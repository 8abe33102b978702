package io.atomicdatasets.inflate;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Inflates parts of a stream ahead of the reader.
 *
 * <p>The stream is cut where its encoder seems to have flushed. A part that turns out to be whole blocks that refer to
 * nothing before them, and that begins where a whole one ended, is what a reader from the first byte on would find there. From
 * the first part that is none, the stream is read in the one way that always works; its end at least is such a part.
 */
final class ParallelInflatingStream extends InflatingStream {
    private static final int LEAST_PART = 1 << 16;

    private final Inflaters inflaters;
    private final Cutter cutter;
    private final Deque<Inflating> ahead = new ArrayDeque<>();
    private final Deque<Part> free = new ArrayDeque<>();
    private final SlidingWindow before = new SlidingWindow();
    private boolean allCut;
    private long compressedBefore;

    private Part part = new Part();
    private int taken;
    private @Nullable SequentialInflatingStream rest;

    /** A part that is being inflated, and whether it was one. */
    private record Inflating(Part part, CompletableFuture<Boolean> isWhole) {}

    ParallelInflatingStream(InputStream compressed, Inflaters inflaters) {
        this(compressed, inflaters, LEAST_PART);
    }

    /** The same with parts of at least so many compressed bytes. */
    ParallelInflatingStream(InputStream compressed, Inflaters inflaters, int leastPart) {
        super(compressed);
        this.inflaters = inflaters;
        cutter = new Cutter(compressed, leastPart);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        while (rest == null) {
            int count = Math.min(length, part.raw().end - taken);
            if (count > 0 || length == 0) {
                System.arraycopy(part.raw().bytes, taken, target, from, count);
                taken += count;
                return count;
            }
            next();
        }
        return rest.read(target, from, length);
    }

    private void next() throws IOException {
        before.slideOver(part.raw());
        free.add(part);
        lookAhead();
        Inflating next = ahead.poll();
        if (next != null && next.isWhole.join()) {
            part = next.part;
            taken = 0;
            compressedBefore += part.compressedCount();
        } else {
            rest = new SequentialInflatingStream(restFrom(next), before);
            ahead.forEach(each -> each.isWhole.cancel(false));
            ahead.clear();
            free.clear();
        }
    }

    private void lookAhead() throws IOException {
        while (!allCut && ahead.size() < inflaters.parts()) {
            Part fresh = free.isEmpty() ? new Part() : free.remove();
            if (cutter.cut(fresh)) {
                ahead.add(new Inflating(fresh, CompletableFuture.supplyAsync(fresh::inflate, inflaters.executor())));
            } else {
                allCut = true;
            }
        }
    }

    private InputStream restFrom(@Nullable Inflating first) {
        List<InputStream> all = new ArrayList<>();
        if (first != null) {
            all.add(first.part.compressed());
        }
        for (Inflating each : ahead) {
            all.add(each.part.compressed());
        }
        all.add(cutter.rest());
        return new SequenceInputStream(Collections.enumeration(all));
    }

    @Override
    public long compressedCount() {
        return compressedBefore + (rest == null ? 0 : rest.compressedCount());
    }
}
