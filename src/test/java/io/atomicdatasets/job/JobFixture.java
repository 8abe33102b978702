package io.atomicdatasets.job;

import io.atomicdatasets.job.jdbc.TestStore;
import io.atomicdatasets.pipeline.DatasetPipeline;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.spec.Specs;
import io.atomicdatasets.timing.PastRuns;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The service's inside on a real store and a real disk, without its threads. */
abstract class JobFixture {
    static final Instant NOW = Instant.parse("2026-11-23T14:32:15.123456Z");
    static final Duration DAY = Duration.ofDays(1);
    static final Duration WEEK = Duration.ofDays(7);
    static final long DISK_BYTES = 100_000;
    private static final int MOST_PAUSES = 100;

    @TempDir
    Path directory;

    TestStore database;
    JobStore store;
    DatasetsRoot root;
    Jobs jobs;

    /** What happens while somebody waits for the store. */
    Runnable whileWaiting = () -> {};

    @BeforeEach
    void open() {
        database = TestStore.h2();
        store = database.store();
        root = new DatasetsRoot(directory);
        jobs = jobs(NOW);
    }

    Jobs jobs(Instant now) {
        return jobs(now, 1000);
    }

    Jobs jobs(Instant now, int mostAwaiting) {
        return new Jobs(
                store,
                root,
                JobFixture.planning(),
                patience(),
                clock(now),
                new Jobs.Terms(DAY, ZoneOffset.UTC, mostAwaiting, 100));
    }

    /** Plans without making a chunk of images first. */
    static Planning planning() {
        return spec -> Plan.unseen(spec, new Estimate(spec.numImages(), 256, DISK_BYTES, 99, 1, 1));
    }

    Patience patience() {
        AtomicInteger pauses = new AtomicInteger();
        return new Patience(() -> {
            whileWaiting.run();
            return pauses.incrementAndGet() < MOST_PAUSES;
        });
    }

    JobRunner runner() {
        DatasetPipeline pipeline = new DatasetPipeline(2, clock(NOW), Duration.ofMillis(1));
        return runner((job, staging, reservation, progress) -> {
            pipeline.make(job.id(), job.plan().spec(), staging, reservation, progress);
            return 1;
        });
    }

    JobRunner runner(DatasetMaker maker) {
        Telling telling = new Telling(store, patience(), clock(NOW));
        Attempt attempt = new Attempt(root, maker, ReportingThread::start, telling);
        return new JobRunner(
                telling, new Leftovers(root), attempt, new RunMetrics(new SimpleMeterRegistry()), PastRuns.none());
    }

    Housekeeping housekeeping(Instant now) {
        return new Housekeeping(store, root, jobs(now), clock(now), new Housekeeping.Terms(true, WEEK));
    }

    /** The store, whose caller is paused when this answer is given for so many times, while something else happens. */
    JobStore pausing(String call, JobState answered, int times, Meanwhile meanwhile) {
        AtomicInteger left = new AtomicInteger(times);
        JobStore real = store;
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(real, arguments);
                    boolean tells = answer instanceof Optional<?> found
                            ? found.filter(job -> job instanceof Job now && now.state() == answered)
                                    .isPresent()
                            : Boolean.TRUE.equals(answer) && List.of(arguments).contains(answered);
                    if (method.getName().equals(call) && tells && left.decrementAndGet() == 0) {
                        meanwhile.happen();
                    }
                    return answer;
                });
    }

    /** What happens while somebody is paused. */
    interface Meanwhile {
        void happen() throws Exception;
    }

    Job confirmed(int images) throws Exception {
        Job job = jobs.submit(Specs.of("num_images", images));
        return jobs.confirm(job.id());
    }

    Job made(int images) throws Exception {
        Job job = confirmed(images);
        runner().run(picked(job));
        return now(job.id());
    }

    Job now(UUID id) {
        return store.find(id).orElseThrow();
    }

    JobState state(Job job) {
        return now(job.id()).state();
    }

    /** Has the scheduler give a run to a worker, as if the worker before it were dead. */
    Pick picked(Job job) {
        return database.pick(job.id(), NOW);
    }

    /** The directory of an attempt. */
    Path staged(Job job, int attempt) {
        return directory.resolve(".staging/" + job.id() + "." + attempt);
    }

    static Clock clock(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    /** A call that may throw anything. */
    interface Call {
        Job on(Job job) throws JobRefusedException, NotAdmittedException, IOException, Exception;
    }
}
