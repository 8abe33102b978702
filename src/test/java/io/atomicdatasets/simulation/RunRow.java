package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Pick;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of db-scheduler's table.
 *
 * @param version raised by whoever changes who has it; who names an old one is refused
 */
record RunRow(
        UUID id, Instant when, boolean picked, @Nullable Instant heartbeat, long version) {
    RunRow at(Instant time) {
        return new RunRow(id, time, picked, heartbeat, version);
    }

    RunRow beatAt(Instant time) {
        return new RunRow(id, when, picked, time, version);
    }

    RunRow pickedAt(Instant time) {
        return new RunRow(id, when, true, time, version + 1);
    }

    Pick pick() {
        return new Pick(id, when, version);
    }

    RunRow freeAt(Instant time) {
        return new RunRow(id, time, false, null, version + 1);
    }
}
