package io.atomicdatasets.job;

import java.time.Instant;

/** The clock of the database that holds the store. */
@FunctionalInterface
public interface StoreTime {
    /** The time there now; throws a {@code DataAccessException} if the database does not answer. */
    Instant now();
}
