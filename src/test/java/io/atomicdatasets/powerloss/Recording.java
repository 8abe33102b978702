package io.atomicdatasets.powerloss;

import io.atomicdatasets.powerloss.Change.Forced;
import io.atomicdatasets.powerloss.Change.Made;
import io.atomicdatasets.powerloss.Change.Moved;
import io.atomicdatasets.powerloss.Change.Promised;
import io.atomicdatasets.powerloss.Change.Settled;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What happened to a disk, in order, beginning with an empty one.
 *
 * @param changes the first to the last
 */
record Recording(List<Change> changes) {

    /** The first moment at which power can fail: behind all that was settled. */
    int begin() {
        int settled = changes.lastIndexOf(new Settled());
        return settled + 1;
    }

    int size() {
        return changes.size();
    }

    /** What was promised before a moment. */
    List<String> promised(int moment) {
        List<String> promises = new ArrayList<>();
        for (Change change : changes.subList(0, moment)) {
            if (change instanceof Promised promised) {
                promises.add(promised.what());
            }
        }
        return promises;
    }

    /** And then what happened to the same disk after a start. */
    Recording followedBy(Recording later) {
        List<Change> both = new ArrayList<>(changes);
        both.addAll(later.changes);
        return new Recording(both);
    }

    /** The same with a fault in it: forces of these paths reach nothing. */
    Recording withoutForcing(Predicate<String> paths) {
        return new Recording(changes.stream()
                .filter(change -> !(change instanceof Forced forced && paths.test(forced.path())))
                .toList());
    }

    /** The same with a fault in it: the last moves to such a name happen as early as what they move exists. */
    Recording movingEarly(Predicate<String> names) {
        Map<Integer, Moved> early = new HashMap<>();
        changes.forEach(change -> {
            if (change instanceof Moved moved && names.test(moved.newName())) {
                early.put(moved.node(), moved);
            }
        });
        List<Change> reordered = new ArrayList<>();
        for (Change change : changes) {
            if (change instanceof Moved moved && moved.equals(early.get(moved.node()))) {
                continue;
            }
            reordered.add(change);
            if (change instanceof Made made && early.containsKey(made.node())) {
                reordered.add(early.get(made.node()));
            }
        }
        return new Recording(reordered);
    }

    /** The same with a promise made wherever a change of this kind is seen. */
    Recording promising(String what, Predicate<Change> when) {
        List<Change> more = new ArrayList<>();
        for (Change change : changes) {
            more.add(change);
            if (when.test(change)) {
                more.add(new Promised(what));
            }
        }
        return new Recording(more);
    }

    void save(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(new ArrayList<>(changes));
        }
    }

    @SuppressWarnings("unchecked")
    static Recording load(Path file) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            return new Recording((List<Change>) in.readObject());
        }
    }
}
