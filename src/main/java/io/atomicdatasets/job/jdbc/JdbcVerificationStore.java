package io.atomicdatasets.job.jdbc;

import static io.atomicdatasets.job.jdbc.JobRows.time;

import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.VerificationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Verifications in a SQL database: one row for each dataset that was verified. */
final class JdbcVerificationStore implements VerificationStore {
    private final JdbcClient jdbc;

    JdbcVerificationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean begin(UUID dataset, UUID run, Instant now, Instant silent) {
        int replaced = jdbc.sql("""
                        update verification
                        set run = :run, state = :running, done = 0, total = 0, result = null, heard_at = :now
                        where job_id = :id and (state <> :running or heard_at < :silent)""")
                .param("run", run)
                .param("running", State.RUNNING.label())
                .param("now", time(now))
                .param("silent", time(silent))
                .param("id", dataset)
                .update();
        return replaced == 1 || insert(dataset, run, now);
    }

    /** Does nothing if there is one, or the dataset is being deleted. */
    private boolean insert(UUID dataset, UUID run, Instant now) {
        try {
            return jdbc.sql("""
                                    insert into verification (job_id, run, state, done, total, heard_at)
                                    select id, cast(:run as uuid), cast(:running as varchar(16)), 0, 0,
                                           cast(:now as timestamp(6) with time zone) from job
                                    where id = :id and state = :succeeded""")
                            .param("run", run)
                            .param("running", State.RUNNING.label())
                            .param("now", time(now))
                            .param("id", dataset)
                            .param("succeeded", JobState.SUCCEEDED.label())
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public boolean tell(UUID dataset, UUID run, View view, Instant now) {
        return jdbc.sql("""
                                update verification
                                set state = :state, done = :done, total = :total, result = :result, heard_at = :now
                                where job_id = :id and run = :run""")
                        .param("state", view.state().label())
                        .param("done", view.done())
                        .param("total", view.total())
                        .param(
                                "result",
                                view.result().map(JobJson::verification).orElse(null))
                        .param("now", time(now))
                        .param("id", dataset)
                        .param("run", run)
                        .update()
                == 1;
    }

    @Override
    public Optional<Told> find(UUID dataset) {
        return jdbc.sql("select state, done, total, result, heard_at from verification where job_id = :id")
                .param("id", dataset)
                .query(JdbcVerificationStore::told)
                .optional();
    }

    private static Told told(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        View view = new View(
                state(row.getString("state")),
                row.getLong("done"),
                row.getLong("total"),
                result == null ? Optional.empty() : Optional.of(JobJson.verification(result)));
        return new Told(view, row.getObject("heard_at", OffsetDateTime.class).toInstant());
    }

    private static State state(String label) {
        return Arrays.stream(State.values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the store holds the unknown state " + label));
    }

    @Override
    public void interruptAll() {
        jdbc.sql("update verification set state = :interrupted where state = :running")
                .param("interrupted", State.INTERRUPTED.label())
                .param("running", State.RUNNING.label())
                .update();
    }
}
