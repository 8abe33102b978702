package io.atomicdatasets.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.SQLExceptionOverride.Override;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class EvictClosedDatabaseTest {
    private final SQLExceptionOverride evict = new EvictClosedDatabase();

    @Test
    void aConnectionToADatabaseThatClosedItselfIsGivenUp() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:closes");
                Connection other = DriverManager.getConnection("jdbc:h2:mem:closes");
                Statement shutdown = other.createStatement();
                Statement statement = connection.createStatement()) {
            shutdown.execute("shutdown");

            SQLException failure = catchThrowableOfType(SQLException.class, () -> statement.execute("select 1"));

            assertThat(evict.adjudicate(failure)).isEqualTo(Override.MUST_EVICT);
        }
    }

    @Test
    void aMistakeInAStatementLeavesTheConnectionInThePool() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:stays");
                Statement statement = connection.createStatement()) {
            SQLException failure = catchThrowableOfType(SQLException.class, () -> statement.execute("select x"));

            assertThat(evict.adjudicate(failure)).isEqualTo(Override.CONTINUE_EVICT);
        }
    }
}
