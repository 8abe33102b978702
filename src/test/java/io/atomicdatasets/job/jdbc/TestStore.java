package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store on a real database, with a back door for tests. */
public final class TestStore {
    private final JdbcClient jdbc;
    private final JobStore store;

    TestStore(DataSource dataSource) {
        Flyway.configure().dataSource(dataSource).load().migrate();
        jdbc = JdbcClient.create(dataSource);
        store = new JdbcJobStore(
                jdbc, new TransactionTemplate(new JdbcTransactionManager(dataSource)), new RunSchedule(dataSource));
    }

    /** A store on an H2 database of its own in memory. */
    public static TestStore h2() {
        return new TestStore(new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
    }

    public JobStore store() {
        return store;
    }

    /** Puts a job into a state, whatever state it is in. */
    public void force(UUID id, JobState state) {
        jdbc.sql("update job set state = ? where id = ?")
                .params(state.label(), id)
                .update();
    }

    /** How many runs of a job are scheduled. */
    public int scheduledRuns(UUID id) {
        return jdbc.sql("select count(*) from scheduled_tasks where task_instance = ?")
                .param(id.toString())
                .query(Integer.class)
                .single();
    }

    void clear() {
        jdbc.sql("delete from job").update();
        jdbc.sql("delete from scheduled_tasks").update();
    }
}
