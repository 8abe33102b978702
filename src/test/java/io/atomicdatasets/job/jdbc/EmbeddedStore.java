package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.job.JobStore;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The store on a database as the service embeds it, in files of H2's own naming. */
public final class EmbeddedStore implements AutoCloseable {
    private final Connection keptOpen;
    private final TestStore store;

    /** Opens it, or makes it. */
    public EmbeddedStore(String file) throws SQLException {
        DriverManagerDataSource dataSource = new DriverManagerDataSource(JdbcConfiguration.urlOf(file), "sa", "");
        keptOpen = dataSource.getConnection();
        store = new TestStore(dataSource);
    }

    public JobStore jobs() {
        return store.store();
    }

    /** The same with its back door. */
    public TestStore tested() {
        return store;
    }

    /** Leaves the files without a last write, as far as it can. */
    @Override
    public void close() throws SQLException {
        try (Connection last = keptOpen) {
            last.createStatement().execute("shutdown immediately");
        }
    }
}
