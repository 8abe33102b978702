package io.atomicdatasets.powerloss;

import io.atomicdatasets.powerloss.Change.Cut;
import io.atomicdatasets.powerloss.Change.Forced;
import io.atomicdatasets.powerloss.Change.Made;
import io.atomicdatasets.powerloss.Change.Moved;
import io.atomicdatasets.powerloss.Change.Removed;
import io.atomicdatasets.powerloss.Change.Settled;
import io.atomicdatasets.powerloss.Change.Written;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Power that fails at a moment of a recording: what was forced is on the disk, and of the rest whatever the disk got to.
 *
 * <p>Forcing a file brings its bytes and its length, forcing a directory its names; neither brings the other. A rename
 * happens or does not, in both its directories. What was not forced is on the disk, or not, each change for itself or a
 * first part of them in order; a write may be there whole, as its length alone, or sector by sector.
 */
final class PowerLoss {
    private static final int SECTOR = 512;
    private static final int MOST_ENUMERATED = 48;
    private static final int FATES_OF_A_NAME = 2;

    private final Recording recording;
    private final int moment;
    private final List<Change> pending;

    PowerLoss(Recording recording, int moment) {
        this.recording = recording;
        this.moment = moment;
        pending = pending();
    }

    /** What may become of a change that was not forced. */
    private enum Fate {
        LOST,
        DONE,
        LENGTH_ONLY,
        TORN
    }

    /** What the power took or could have taken. */
    List<Change> pending() {
        Set<Integer> forcedLater = new HashSet<>();
        List<Change> open = new ArrayList<>();
        for (int i = moment - 1; i >= 0; i--) {
            Change change = recording.changes().get(i);
            if (change instanceof Settled) {
                break;
            }
            if (change instanceof Forced forced) {
                forcedLater.add(forced.node());
            } else if (isOpen(change, forcedLater)) {
                open.add(0, change);
            }
        }
        return open;
    }

    private static boolean isOpen(Change change, Set<Integer> forced) {
        List<Integer> places = places(change);
        return !places.isEmpty() && places.stream().noneMatch(forced::contains);
    }

    /** The nodes that must be forced, one of them, to keep a change. */
    private static List<Integer> places(Change change) {
        if (change instanceof Made made) {
            return List.of(made.directory());
        } else if (change instanceof Removed removed) {
            return List.of(removed.directory());
        } else if (change instanceof Moved moved) {
            return List.of(moved.from(), moved.to());
        } else if (change instanceof Written written) {
            return List.of(written.node());
        } else if (change instanceof Cut cut) {
            return List.of(cut.node());
        }
        return List.of();
    }

    /** The seeds of the states that are looked at: all there are, or the extreme ones and this many others. */
    LongStream seeds(int sampled) {
        long all = combinations();
        return all <= MOST_ENUMERATED ? LongStream.range(0, all) : LongStream.range(0, 5 + sampled);
    }

    private long combinations() {
        long product = 1;
        for (Change change : pending) {
            product = Math.min(1L << 40, product * fates(change));
        }
        return product;
    }

    private static int fates(Change change) {
        return change instanceof Written ? Fate.values().length : FATES_OF_A_NAME;
    }

    /** What the disk holds when power comes back. */
    Disk disk(long seed) {
        Random random = new Random(seed * 1_000_003 + moment);
        IdentityHashMap<Change, Fate> fates = new IdentityHashMap<>();
        List<Fate> chosen = combinations() <= MOST_ENUMERATED ? enumerated(seed) : sampled(seed, random);
        for (int i = 0; i < pending.size(); i++) {
            fates.put(pending.get(i), chosen.get(i));
        }
        Disk disk = new Disk();
        for (Change change : recording.changes().subList(0, moment)) {
            Fate fate = fates.getOrDefault(change, Fate.DONE);
            if (fate == Fate.DONE) {
                disk.apply(change);
            } else if (change instanceof Made made) {
                disk.exist(made);
            } else if (change instanceof Written written && fate == Fate.LENGTH_ONLY) {
                disk.lengthen(written);
            } else if (change instanceof Written written && fate == Fate.TORN) {
                tear(disk, written, random);
            }
        }
        return disk;
    }

    private List<Fate> enumerated(long number) {
        List<Fate> fates = new ArrayList<>();
        long rest = number;
        for (Change change : pending) {
            fates.add(Fate.values()[(int) (rest % fates(change))]);
            rest /= fates(change);
        }
        return fates;
    }

    private List<Fate> sampled(long seed, Random random) {
        int cut = random.nextInt(pending.size() + 1);
        int names = random.nextInt(3);
        int bytes = random.nextInt(3);
        Map<Integer, Integer> cuts = new HashMap<>();
        List<Fate> fates = new ArrayList<>();
        for (int i = 0; i < pending.size(); i++) {
            Change change = pending.get(i);
            boolean isWrite = change instanceof Written;
            int index = i;
            boolean inOrder = i < cut;
            boolean inItsPlace = places(change).stream()
                    .allMatch(place -> index < cuts.computeIfAbsent(place, p -> random.nextInt(pending.size() + 1)));
            boolean byChance = random.nextBoolean();
            Fate any = Fate.values()[random.nextInt(Fate.values().length)];
            boolean isBytes = isWrite || change instanceof Cut;
            fates.add(
                    switch ((int) Math.min(seed, 5)) {
                        case 0 -> Fate.LOST;
                        case 1 -> Fate.DONE;
                        case 2 -> isBytes ? Fate.LOST : Fate.DONE;
                        case 3 -> isWrite ? Fate.LENGTH_ONLY : Fate.DONE;
                        case 4 -> isBytes ? Fate.DONE : Fate.LOST;
                        default -> {
                            boolean done =
                                    List.of(inOrder, inItsPlace, byChance).get(isBytes ? bytes : names);
                            yield isWrite && bytes == 2 ? any : done ? Fate.DONE : Fate.LOST;
                        }
                    });
        }
        return fates;
    }

    /** Writes some sectors of a write; the others hold what they held. */
    private static void tear(Disk disk, Written written, Random random) {
        disk.lengthen(written);
        long end = written.at() + written.bytes().length;
        for (long sector = written.at() / SECTOR * SECTOR; sector < end; sector += SECTOR) {
            long from = Math.max(sector, written.at());
            long to = Math.min(sector + SECTOR, end);
            if (random.nextBoolean()) {
                byte[] bytes =
                        Arrays.copyOfRange(written.bytes(), (int) (from - written.at()), (int) (to - written.at()));
                disk.apply(new Written(written.node(), from, bytes));
            }
        }
    }
}
