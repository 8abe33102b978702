package io.atomicdatasets.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.atomicdatasets.job.Capacity;
import io.atomicdatasets.job.JobStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmbeddedPostgresJobStoreTest extends JobStoreContract {
    private static EmbeddedPostgres postgres;
    private static TestStore database;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        database = new TestStore(postgres.getPostgresDatabase());
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    TestStore database() {
        return database;
    }

    @Test
    void aProcessThatDoesNotKnowYetHowLateItIsLeavesTheHeartbeatsOfOthers() throws Exception {
        UUID running = UUID.randomUUID();
        Instant beat = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        database.setSchedulersClock(beat.minusSeconds(60)); // it was paused for that long
        database.pick(running, beat);

        database.store().bringToNow();

        assertThat(database.scheduled(running).heartbeat()).isEqualTo(beat);
    }

    @Test
    void aCrowdThatWaitsForItsTurnHoldsOneConnection() throws Exception {
        List<Thread> crowd = new ArrayList<>();
        try (HikariDataSource pool = new HikariDataSource();
                Connection elsewhere = postgres.getPostgresDatabase().getConnection()) {
            pool.setDataSource(postgres.getPostgresDatabase());
            pool.setMaximumPoolSize(10);
            JobStore store = new TestStore(pool).store();
            await(() -> pool.getHikariPoolMXBean().getIdleConnections() == 10);
            elsewhere.setAutoCommit(false);
            elsewhere.createStatement().execute("update admission set turn = turn + 1");
            for (int each = 0; each < 10; each++) {
                crowd.add(new Thread(() -> confirm(store)));
            }
            crowd.forEach(Thread::start);

            await(() -> waitingInTheDatabase() > 0 && waitingInTheDatabase() + waitingHere(crowd) == crowd.size());
            assertThat(waitingInTheDatabase()).isEqualTo(1);

            elsewhere.rollback();
            for (Thread each : crowd) {
                each.join();
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void confirm(JobStore store) {
        try {
            store.confirm(UUID.randomUUID(), Instant.EPOCH, new Capacity(100, Long.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int waitingHere(List<Thread> crowd) {
        return (int) crowd.stream()
                .filter(each -> each.getState() == Thread.State.TIMED_WAITING)
                .count();
    }

    private static int waitingInTheDatabase() {
        return JdbcClient.create(postgres.getPostgresDatabase())
                .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                .query(Integer.class)
                .single();
    }
}
