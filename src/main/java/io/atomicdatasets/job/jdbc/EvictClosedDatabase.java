package io.atomicdatasets.job.jdbc;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * Makes the pool evict connections to an embedded database that closed itself, as H2 does when its disk is full. Once the last
 * one is evicted, the next connection opens the database again.
 */
public final class EvictClosedDatabase implements SQLExceptionOverride {
    /**
     * H2's DATABASE_IS_CLOSED, what a connection says that was open when it closed (DATABASE_CALLED_AT_SHUTDOWN), and what
     * is said of a store that could not be written.
     */
    private static final Set<Integer> CLOSED = Set.of(90098, 90121, 90028, 50000);

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return CLOSED.contains(failure.getErrorCode()) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
