package io.atomicdatasets.powerloss;

import io.atomicdatasets.layout.FileNames;
import io.atomicdatasets.powerloss.Change.Forced;
import io.atomicdatasets.powerloss.Change.Moved;
import java.util.function.Predicate;

/** A shard's record got its name, and then the directory of records was forced. */
final class Recorded implements Predicate<Change> {
    private int directory = -1;

    @Override
    public boolean test(Change change) {
        if (change instanceof Moved moved && FileNames.isRecord(moved.newName())) {
            directory = moved.to();
        }
        boolean isForced = change instanceof Forced forced && forced.node() == directory;
        if (isForced) {
            directory = -1;
        }
        return isForced;
    }
}
