package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Pick;
import io.atomicdatasets.job.VerificationStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store on a real database, with a back door for tests. */
public final class TestStore implements TestedStore {
    private final JdbcClient jdbc;
    private final JobStore store;
    private final Switched switched;
    private final RunSchedule schedule;
    private volatile Instant schedulersNow = Instant.parse("2026-11-23T14:32:15.123456Z");

    TestStore(DataSource dataSource) {
        JdbcConfiguration.migrate(Flyway.configure().dataSource(dataSource).load());
        jdbc = JdbcClient.create(dataSource);
        schedule = new RunSchedule(jdbc, dataSource, () -> schedulersNow);
        switched = new Switched(dataSource);
        JdbcClient client = JdbcClient.create(switched);
        store = new JdbcJobStore(
                client,
                new TransactionTemplate(new JdbcTransactionManager(switched)),
                new RunSchedule(client, switched, () -> schedulersNow));
    }

    /** A database that can be away. */
    private static final class Switched extends DelegatingDataSource {
        private volatile Runnable before = () -> {};
        private volatile boolean away;

        Switched(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            before.run();
            if (away) {
                throw new SQLTransientConnectionException("the database is away");
            }
            return super.getConnection();
        }
    }

    /** From now on the database does not answer, until it is back. */
    public void goAway() {
        switched.away = true;
    }

    /** The same after so many more calls. */
    public void goAwayAfter(int calls) {
        AtomicInteger left = new AtomicInteger(calls);
        switched.before = () -> {
            if (left.getAndDecrement() == 0) {
                switched.away = true;
            }
        };
    }

    public void comeBack() {
        switched.away = false;
    }

    /** Runs something each time before the store is asked; it must not ask the store itself. */
    public void beforeEachCall(Runnable work) {
        switched.before = work;
    }

    @Override
    public void setSchedulersClock(Instant now) {
        schedulersNow = now;
    }

    @Override
    public Pick pick(UUID id, Instant heartbeat) {
        if (scheduledRuns(id) == 0) {
            schedule.add(id);
        }
        jdbc.sql("""
                        update scheduled_tasks
                        set picked = true, picked_by = 'somebody', last_heartbeat = ?, version = version + 1
                        where task_instance = ?""").params(heartbeat.atOffset(ZoneOffset.UTC), id.toString()).update();
        return jdbc.sql("select execution_time, version from scheduled_tasks where task_instance = ?")
                .param(id.toString())
                .query((row, number) -> new Pick(
                        id,
                        row.getObject("execution_time", OffsetDateTime.class).toInstant(),
                        row.getLong("version")))
                .single();
    }

    @Override
    public Scheduled scheduled(UUID id) {
        return jdbc.sql("select execution_time, picked, last_heartbeat from scheduled_tasks where task_instance = ?")
                .param(id.toString())
                .query((row, number) -> {
                    OffsetDateTime heartbeat = row.getObject("last_heartbeat", OffsetDateTime.class);
                    return new Scheduled(
                            row.getObject("execution_time", OffsetDateTime.class)
                                    .toInstant(),
                            row.getBoolean("picked"),
                            heartbeat == null ? null : heartbeat.toInstant());
                })
                .single();
    }

    /** Takes away what is scheduled for a job. */
    public void unschedule(UUID id) {
        jdbc.sql("delete from scheduled_tasks where task_instance = ?")
                .param(id.toString())
                .update();
    }

    /** A store on an H2 database of its own in memory. */
    public static TestStore h2() {
        return new TestStore(new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1"));
    }

    /** The verifications in the same database. */
    public VerificationStore verifications() {
        return new JdbcVerificationStore(jdbc);
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public void force(UUID id, JobState state) {
        jdbc.sql("update job set state = ? where id = ?")
                .params(state.label(), id)
                .update();
    }

    @Override
    public int scheduledRuns(UUID id) {
        return jdbc.sql("select count(*) from scheduled_tasks where task_instance = ?")
                .param(id.toString())
                .query(Integer.class)
                .single();
    }

    @Override
    public void clear() {
        jdbc.sql("delete from job").update();
        jdbc.sql("delete from scheduled_tasks").update();
    }
}
