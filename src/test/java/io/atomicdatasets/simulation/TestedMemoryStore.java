package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Pick;
import io.atomicdatasets.job.jdbc.TestedStore;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The store in memory, as the contract of stores looks at it: with real threads. */
public final class TestedMemoryStore implements TestedStore {
    private volatile Instant schedulersNow = Instant.EPOCH;
    private final RunRows rows = new RunRows(() -> schedulersNow);
    private final MemoryJobStore store = new MemoryJobStore(rows, new Threads());

    private static final class Threads implements MemoryJobStore.Surroundings {
        private final Semaphore turn = new Semaphore(1);

        @Override
        public void beginTurn() {
            turn.acquireUninterruptibly();
        }

        @Override
        public void endTurn() {
            turn.release();
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // Only to let other threads of the contract in between.
        public void betweenStatements() {
            // Real threads change wherever they like.
        }

        @Override
        public void changed(@Nullable Job before, @Nullable Job after, Optional<Job> held) {
            // Nobody watches.
        }
    }

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    public void setSchedulersClock(Instant now) {
        schedulersNow = now;
    }

    @Override
    public Pick pick(UUID id, Instant heartbeat) {
        RunRow picked = rows.find(id).orElseThrow().pickedAt(heartbeat);
        rows.put(picked);
        return picked.pick();
    }

    @Override
    public Scheduled scheduled(UUID id) {
        RunRow row = rows.find(id).orElseThrow();
        return new Scheduled(row.when(), row.picked(), row.heartbeat());
    }

    @Override
    public int scheduledRuns(UUID id) {
        return rows.find(id).isPresent() ? 1 : 0;
    }

    @Override
    public void force(UUID id, JobState state) {
        store.force(id, state);
    }
}
