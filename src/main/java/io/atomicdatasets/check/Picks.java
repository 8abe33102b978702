package io.atomicdatasets.check;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Images picked at random to be shown, collected while all are read. Images may come from any thread. */
final class Picks {
    private final NavigableSet<Long> wanted;
    private final ConcurrentSkipListMap<Long, PickedImage> found = new ConcurrentSkipListMap<>();

    /** Picks {@code number} different images out of {@code images}, or all if there are not so many. */
    Picks(long images, int number, long seed) {
        wanted = new TreeSet<>();
        SplittableRandom random = new SplittableRandom(seed);
        while (wanted.size() < Math.min(number, images)) {
            wanted.add(random.nextLong(images));
        }
    }

    /** Picks these. */
    Picks(NavigableSet<Long> wanted) {
        this.wanted = new TreeSet<>(wanted); // a view of a part would refuse to be asked about the rest
    }

    /** The places of the images that were picked. */
    NavigableSet<Long> wanted() {
        return wanted;
    }

    /** Those of the images {@code first .. first + count - 1} that were picked. */
    Iterable<Long> among(long first, int count) {
        return wanted.subSet(first, first + count);
    }

    void add(PickedImage image) {
        found.put(image.index(), image);
    }

    /** The picked images in the order of the file. */
    List<PickedImage> images() {
        return new ArrayList<>(found.values());
    }
}
