package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.Planning;
import io.atomicdatasets.job.SimulatedService;
import io.atomicdatasets.pipeline.DatasetFailedException;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.progress.Progress;
import io.atomicdatasets.progress.StoppedException;
import io.atomicdatasets.root.DatasetsRoot;
import io.atomicdatasets.root.Reservation;
import io.atomicdatasets.root.StagingDirectory;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;

/** One process: a service with its threads, as db-scheduler and Spring would run it, on a machine with a clock of its own. */
final class Machine implements SimulatedService.Surroundings {
    static final long DISK_BYTES = 10_000;
    private static final long PAUSE = 500;
    private static final long REPORT = 300;
    private static final long HEARTBEAT = 1000;
    private static final long DEAD = 4000;
    private static final long POLLING = 1000;
    private static final long TIDY = 10_000;
    private static final long SHUTDOWN_WAIT = 15_000;

    private final World world;
    private final int host;
    private final Instant bootedAt;
    private final long bootedMillis;
    private final JobStore door;
    private final DatasetsRoot root;
    private final SimulatedService service;
    private final Map<UUID, RunRow> executing = new ConcurrentHashMap<>();
    private boolean dead;
    private long diedAt;
    private boolean stopping;
    private long pausedUntil;

    Machine(World world, int host) {
        this.world = world;
        this.host = host;
        bootedAt = wallNow();
        bootedMillis = world.baton.millis();
        DiskView view = new DiskView(world.disk, this);
        root = new DatasetsRoot(view.getPath("/datasets"), OptionalLong.of(0));
        door = (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(),
                new Class<?>[] {JobStore.class},
                (proxy, method, arguments) -> world.ask(method.getName(), () -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    if (world.planted.skips(method.getName(), given)) {
                        return true;
                    }
                    try {
                        return world.planted.answer(method.getName(), given, method.invoke(world.store, given));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
        service = new SimulatedService(this, world.isOwnStore);
    }

    int host() {
        return host;
    }

    boolean isDead() {
        return dead;
    }

    boolean diedBefore(long millis) {
        return dead && diedAt < millis;
    }

    void die() {
        if (!dead) {
            dead = true;
            diedAt = world.baton.millis();
        }
    }

    long pausedUntil() {
        return pausedUntil;
    }

    void pause(long until) {
        pausedUntil = until;
    }

    void step(String what) {
        world.step(this, what);
    }

    /** The time that the machine's clock shows. */
    Instant wallNow() {
        return World.BEGIN.plusMillis(world.baton.millis() + world.clockOffsets[host]);
    }

    /** The scheduler's clock: steady on a store of its own, the database's on one that is shared. */
    Instant schedulersNow() {
        return world.isOwnStore ? bootedAt.plusMillis(world.baton.millis() - bootedMillis) : world.databaseNow();
    }

    /** The clock of the services, and that by which their volume stamps files. */
    Instant now() {
        return world.isOwnStore ? wallNow() : world.databaseNow();
    }

    void requireRoom(String path, long bytes) throws IOException {
        if (world.isDiskFull() || world.disk.usable() < bytes) {
            world.ledger.diskRefused();
            throw new FileSystemException(path, null, "No space left on device");
        }
    }

    boolean refusesDeletions() {
        if (world.refusesDeletions()) {
            world.ledger.diskRefused();
            return true;
        }
        return false;
    }

    void renamed(String from, String to) {
        world.ledger.renamed(from, to);
    }

    void boot() {
        world.baton.begin(this, () -> {
            try {
                service.atStart();
            } catch (IOException | RuntimeException e) {
                die();
                return;
            }
            for (int i = 0; i < world.maxRunning; i++) {
                world.baton.begin(this, this::poll);
            }
            world.baton.begin(this, this::beat);
            world.baton.begin(this, this::tidy);
            Users users = new Users(world, service.jobs(), root, door);
            world.baton.begin(this, users::call);
            world.baton.begin(this, users::call);
        });
    }

    void stop() {
        if (stopping || dead) {
            return;
        }
        stopping = true;
        world.baton.begin(this, () -> {
            service.shutDown();
            long last = world.baton.millis() + SHUTDOWN_WAIT;
            while (!executing.isEmpty() && world.baton.millis() < last) {
                world.baton.sleep(50);
            }
            die();
        });
    }

    private void tidy() {
        while (!stopping) {
            world.baton.sleep(TIDY);
            service.nowAndThen();
        }
    }

    /** What db-scheduler's threads do: pick, run, complete. */
    private void poll() {
        while (!stopping) {
            try {
                RunRow row = ask("due", () -> world.rows.due(schedulersNow()).orElse(null));
                if (row != null) {
                    RunRow picked = row.pickedAt(schedulersNow());
                    if (ask("pick", () -> world.rows.replace(row, picked))) {
                        execute(picked);
                    }
                    continue;
                }
            } catch (DataAccessException e) {
                // Asked again at the next poll.
            }
            world.baton.sleep(POLLING);
        }
    }

    private void execute(RunRow row) {
        executing.put(row.id(), row);
        try {
            SimulatedService.End end;
            try {
                world.shortStep(
                        this, "given", DEAD + DEAD / 2); // others take it for dead before it has claimed anything
                end = service.run(row.pick());
            } catch (RuntimeException e) {
                world.ledger.brokeDown("a run", e);
                ask(
                        "reschedule",
                        () -> world.rows.replace(row, row.freeAt(schedulersNow().plusMillis(POLLING))));
                return;
            }
            switch (end) {
                case DONE -> {
                    world.shortStep(this, "ended", DEAD / 2); // somebody retries meanwhile
                    ask("remove", () -> world.rows.remove(row));
                    door.scheduleUnfinished();
                }
                case RUN_AGAIN -> ask("reschedule", () -> world.rows.replace(row, row.freeAt(schedulersNow())));
                case TAKEN_OVER -> world.counts.add("runs lost to others");
            }
        } catch (DataAccessException e) {
            // It stays picked until it is found dead.
        } finally {
            executing.remove(row.id(), row);
        }
    }

    private void beat() {
        while (true) {
            world.baton.sleep(HEARTBEAT);
            try {
                for (RunRow row : List.copyOf(executing.values())) {
                    ask(
                            "beat",
                            () -> world.rows
                                    .find(row.id())
                                    .filter(now -> now.version() == row.version())
                                    .map(now -> world.rows.replace(now, now.beatAt(schedulersNow())))
                                    .orElse(false));
                }
                for (RunRow row :
                        ask("dead", () -> world.rows.silentSince(schedulersNow().minusMillis(DEAD)))) {
                    if (!service.isLive(row.id())) {
                        world.counts.add("takeovers");
                        ask("revive", () -> world.rows.replace(row, row.freeAt(schedulersNow())));
                    }
                }
            } catch (DataAccessException e) {
                // Beaten again the next time.
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <T> T ask(String what, Supplier<T> call) {
        try {
            return (T) world.ask(what, call::get);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public JobStore store() {
        return door;
    }

    @Override
    public DatasetsRoot root() {
        return root;
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }

    @Override
    public Planning planning() {
        return new Planning() {
            @Override
            public Plan plan(DatasetSpec spec) {
                step("plan");
                return Plan.unseen(spec, new Estimate(spec.numImages(), 256, DISK_BYTES, 99, 1, 1));
            }

            @Override
            public UUID newId() {
                return new UUID(world.baton.random.nextLong(), world.baton.random.nextLong());
            }
        };
    }

    @Override
    public boolean pause() {
        world.baton.sleep(PAUSE);
        return !stopping;
    }

    @Override
    public AutoCloseable repeat(Runnable report) {
        boolean[] closed = {false};
        boolean[] telling = {false};
        world.baton.begin(this, () -> {
            while (!closed[0]) {
                telling[0] = true;
                report.run();
                telling[0] = false;
                world.baton.sleep(REPORT);
            }
        });
        return () -> {
            while (telling[0]) {
                world.baton.sleep(10);
            }
            closed[0] = true;
        };
    }

    @Override
    public long make(Job job, StagingDirectory staging, Reservation reservation, Progress progress)
            throws IOException, StoppedException, DatasetFailedException {
        return new Making(world, job, staging).make(progress);
    }

    /** Whether it executes a run, and nobody was given the run since. */
    boolean has(UUID id) {
        RunRow row = executing.get(id);
        return row != null && world.rows.isValid(row.pick());
    }

    /** As a worker would that tidies up when its store is away. */
    void tidyUpWithoutStore() {
        try {
            for (Job job : world.store.all()) {
                if (executing.containsKey(job.id())) {
                    Files.deleteIfExists(
                            root.path().resolve(".staging/" + job.id() + "." + job.attempt() + "/checkpoint.json"));
                }
            }
        } catch (IOException e) {
            // It was not there.
        }
    }
}
