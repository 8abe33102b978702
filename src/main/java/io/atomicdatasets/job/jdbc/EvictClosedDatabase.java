package io.atomicdatasets.job.jdbc;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Makes the pool evict connections to an embedded database that closed itself, as H2 does when its disk is full. Once the last
 * one is evicted, the next connection opens the database again.
 */
public final class EvictClosedDatabase implements SQLExceptionOverride {
    /** H2's DATABASE_IS_CLOSED, and its codes for a store that could not be written. */
    private static final String CLOSED = "90098";

    private static final String WRITING_FAILED = "90028";
    private static final String GENERAL_ERROR = "50000";

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        String code = String.valueOf(failure.getErrorCode());
        boolean isClosed = code.equals(CLOSED) || code.equals(WRITING_FAILED) || code.equals(GENERAL_ERROR);
        return isClosed ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
    }
}
