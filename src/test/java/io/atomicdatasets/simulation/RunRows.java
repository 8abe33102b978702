package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Pick;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** When jobs run: the table that store and scheduler share, each call one statement. */
final class RunRows {
    private static final Duration FURTHEST = Duration.ofSeconds(5);

    private final Map<UUID, RunRow> rows = new LinkedHashMap<>();
    private final Supplier<Instant> clock;

    RunRows(Supplier<Instant> clock) {
        this.clock = clock;
    }

    synchronized void clear() {
        rows.clear();
    }

    synchronized Optional<RunRow> find(UUID id) {
        return Optional.ofNullable(rows.get(id));
    }

    synchronized void put(RunRow row) {
        rows.put(row.id(), row);
    }

    /** Schedules a run for now, or brings what is scheduled to now. */
    synchronized void add(UUID id) {
        Instant now = clock.get();
        RunRow row = rows.get(id);
        if (row == null) {
            rows.put(id, new RunRow(id, now, false, null, 1));
        } else if (!row.picked() && row.when().isAfter(now)) {
            rows.put(id, row.at(now));
        }
    }

    synchronized void bringHeartbeatsToNow() {
        Instant now = clock.get();
        rows.replaceAll((id, row) ->
                row.heartbeat() != null && row.heartbeat().isAfter(now.plus(FURTHEST)) ? row.beatAt(now) : row);
    }

    synchronized void bringToNow() {
        Instant now = clock.get();
        List<RunRow> ahead = rows.values().stream()
                .filter(row -> !row.picked() && row.when().isAfter(now.plus(FURTHEST)))
                .sorted(Comparator.comparing(RunRow::when))
                .toList();
        for (int i = 0; i < ahead.size(); i++) {
            rows.put(ahead.get(i).id(), ahead.get(i).at(now.minusMillis(ahead.size() - i)));
        }
    }

    synchronized void revive() {
        rows.replaceAll((id, row) -> row.picked() ? row.freeAt(row.when()) : row);
    }

    synchronized boolean isValid(Pick pick) {
        RunRow row = rows.get(pick.job());
        return row != null && row.picked() && row.pick().equals(pick);
    }

    synchronized List<RunRow> picked() {
        return rows.values().stream().filter(RunRow::picked).toList();
    }

    synchronized Optional<RunRow> due(Instant now) {
        return rows.values().stream()
                .filter(row -> !row.picked() && !row.when().isAfter(now))
                .min(Comparator.comparing(RunRow::when));
    }

    synchronized List<RunRow> silentSince(Instant time) {
        return rows.values().stream()
                .filter(row -> row.picked()
                        && row.heartbeat() != null
                        && !row.heartbeat().isAfter(time))
                .toList();
    }

    /** Puts a row in the place of one that nobody changed since it was read; gives false if somebody did. */
    synchronized boolean replace(RunRow read, RunRow with) {
        if (!isUnchanged(read)) {
            return false;
        }
        rows.put(read.id(), with);
        return true;
    }

    synchronized boolean remove(RunRow read) {
        return isUnchanged(read) && rows.remove(read.id()) != null;
    }

    private boolean isUnchanged(RunRow read) {
        RunRow now = rows.get(read.id());
        return now != null && now.version() == read.version();
    }
}
