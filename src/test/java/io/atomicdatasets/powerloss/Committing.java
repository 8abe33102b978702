package io.atomicdatasets.powerloss;

import static org.assertj.core.api.Assertions.assertThat;

import io.atomicdatasets.job.Capacity;
import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.jdbc.EmbeddedStore;
import io.atomicdatasets.job.jdbc.TestStore;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.spec.DatasetName;
import io.atomicdatasets.spec.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** Jobs are inserted, confirmed, claimed, ended and removed in the database that the service embeds. */
final class Committing implements Scenario {
    private static final Instant NOW = Instant.parse("2026-11-23T14:32:15.123456Z");
    private static final Capacity AMPLE = new Capacity(100, Long.MAX_VALUE);
    private static final int JOBS = 6;

    /** What the store holds after each commit, by a run that no power loss can come to. */
    private final List<String> commits = new ArrayList<>();

    Committing() throws IOException {
        liveThrough(TestStore.h2(), commits::add);
    }

    @Override
    public String name() {
        return "DATABASE";
    }

    @Override
    public Recording record() throws Exception {
        LossyFileSystem disk = new LossyFileSystem();
        Files.createDirectory(disk.getPath("/datasets"));
        disk.settle();
        Files.createDirectory(disk.getPath("/datasets/.store"));
        String prefix = LossyFilePath.mount(disk);
        try (EmbeddedStore store = new EmbeddedStore(prefix + "/datasets/.store/jobs")) {
            liveThrough(store.tested(), disk::promise);
            return disk.recording();
        } finally {
            LossyFilePath.unmount(prefix);
        }
    }

    private static void liveThrough(TestStore store, Consumer<String> committed) throws IOException {
        committed.accept(states(store.store()));
        for (int i = 0; i < JOBS; i++) {
            live(store, i, committed);
        }
    }

    private static void live(TestStore store, int number, Consumer<String> committed) throws IOException {
        JobStore jobs = store.store();
        UUID id = new UUID(1, number);
        jobs.insert(job(id, number));
        committed.accept(states(jobs));
        jobs.confirm(id, NOW, AMPLE);
        committed.accept(states(jobs));
        Job held = jobs.claim(store.pick(id, NOW), "", NOW).orElseThrow();
        committed.accept(states(jobs));
        jobs.change(held, JobState.RUNNING, JobState.PUBLISHING, NOW);
        committed.accept(states(jobs));
        jobs.change(held, JobState.PUBLISHING, JobState.SUCCEEDED, NOW);
        committed.accept(states(jobs));
        if (number % 2 == 0) {
            jobs.change(id, Set.of(JobState.SUCCEEDED), JobState.DELETING, NOW);
            committed.accept(states(jobs));
            jobs.remove(id);
            committed.accept(states(jobs));
        }
    }

    private static Job job(UUID id, int number) {
        Plan plan = Plan.unseen(
                Specs.of("num_images", 1000).named(new DatasetName("d-" + number)),
                new Estimate(1000, 256, 123_456, 1, 1.0, 1.0));
        return new Job(
                id,
                0,
                JobState.AWAITING_CONFIRMATION,
                0,
                0,
                plan,
                new Job.Times(NOW, NOW.plusSeconds(3600), Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    private static String states(JobStore jobs) {
        Map<UUID, String> states = new TreeMap<>();
        jobs.ids()
                .forEach(
                        id -> states.put(id, jobs.find(id).orElseThrow().state().label()));
        return states.toString();
    }

    @Override
    public void start(LossyFileSystem disk, List<String> promised) throws Exception {
        if (promised.isEmpty()) {
            return; // The database is being made; nothing was acknowledged by it.
        }
        String prefix = LossyFilePath.mount(disk);
        try (EmbeddedStore store = new EmbeddedStore(prefix + "/datasets/.store/jobs")) {
            assertThat(states(store.jobs()))
                    .as("every commit that was acknowledged is there, and at most the one after it")
                    .isIn(commits.subList(promised.size() - 1, Math.min(promised.size() + 1, commits.size())));
        } finally {
            LossyFilePath.unmount(prefix);
        }
    }
}
