package io.atomicdatasets.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A run as the scheduler gave it to a process. It is void once the scheduler has taken that process for dead: then the row of the
 * schedule has another version, or is another row.
 *
 * @param job whose run it is
 * @param due when it was due; tells the row from a later one for the same job, whose versions begin anew
 * @param version of the row since it was picked; heartbeats do not change it
 */
public record Pick(UUID job, Instant due, long version) {}
