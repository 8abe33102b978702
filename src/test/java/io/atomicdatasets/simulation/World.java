package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/** One to three services on a store and a disk, what happens to them under a seed, and whether they keep their promises. */
final class World implements MemoryJobStore.Surroundings {
    static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");
    private static final int MOST_HOSTS = 3;
    private static final long TICK = 100;
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;
    private static final long FURTHEST = 2 * HOUR;
    private static final long MOST_STEPS = 150_000;
    private static final int RATE = 120;
    private static final int KINDS = 7;
    private static final int LOST_ONE_IN = 150;
    private static final int PAUSES = 1;
    private static final int FROZEN_ONE_IN = 20;

    final Baton baton;
    final Planted planted;
    final boolean isOwnStore;
    final int maxRunning;
    final long[] clockOffsets = new long[MOST_HOSTS];
    final Counts counts = new Counts();
    final MemoryDisk disk = new MemoryDisk();
    final Ledger ledger = new Ledger(this);
    final RunRows rows = new RunRows(this::schedulersNow);
    final MemoryJobStore store;

    private final boolean traces;
    private final @Nullable Machine[] machines = new Machine[MOST_HOSTS];
    private final long[] restartAt = new long[MOST_HOSTS];
    private final int hosts;
    private final long faultySteps;
    private final boolean[] enabled = new boolean[KINDS];
    private final boolean losesAnswers;
    private @Nullable Machine turn;
    private boolean isFaulty = true;
    private boolean isOver;
    private @Nullable String violation;
    private long storeBackAt;
    private long roomAt;
    private long deletableAt;

    World(long seed, Planted planted, boolean traces) {
        this.planted = planted;
        this.traces = traces;
        baton = new Baton(seed);
        store = planted.store(rows, this);
        disk.root.names.put("datasets", new MemoryDisk.Node(true));
        isOwnStore = baton.chance(3);
        hosts = isOwnStore ? 1 : 1 + baton.random.nextInt(MOST_HOSTS);
        maxRunning = 1 + baton.random.nextInt(2);
        faultySteps = 2000L + baton.random.nextInt(5000);
        for (int i = 0; i < KINDS; i++) {
            enabled[i] = baton.random.nextBoolean();
        }
        losesAnswers = baton.random.nextBoolean();
    }

    /** Lives through it; gives the sentence that was broken, if one was. */
    Optional<String> live() throws Throwable {
        baton.begin(null, this::direct);
        baton.runAll();
        counts.add("worlds");
        return Optional.ofNullable(violation);
    }

    boolean isFaulty() {
        return isFaulty && !isOver;
    }

    boolean isDiskFull() {
        return baton.millis() < roomAt;
    }

    boolean refusesDeletions() {
        return baton.millis() < deletableAt;
    }

    void violated(String sentence) {
        if (violation == null) {
            violation = sentence;
            trace("VIOLATED: " + sentence);
        }
        end();
    }

    private void end() {
        isOver = true;
        for (Machine machine : machines) {
            if (machine != null) {
                machine.die();
            }
        }
    }

    private void trace(String what) {
        if (traces) {
            Machine machine = baton.machine();
            System.out.printf("%8d %s %s%n", baton.millis(), machine == null ? "-" : "p" + machine.host(), what);
        }
    }

    MemoryDisk.@Nullable Node node(String path) {
        MemoryDisk.Node node = disk.root;
        for (String name : path.substring(1).split("/", -1)) {
            node = node == null || node.names == null ? null : node.names.get(name);
        }
        return node;
    }

    /** The time that the clock of a shared database shows. */
    Instant databaseNow() {
        return BEGIN.plusMillis(baton.millis());
    }

    private Instant schedulersNow() {
        Machine machine = baton.machine();
        return machine == null ? BEGIN : machine.schedulersNow();
    }

    void step(Machine machine, String what) {
        if (traces) {
            trace(what);
        }
        if (isFaulty && baton.chance(RATE)) {
            happen(machine);
        }
        baton.step(what);
    }

    /** A step so short that few pauses would fall into it by chance. */
    void shortStep(Machine machine, String what, long pause) {
        if (isFaulty && enabled[PAUSES] && baton.chance(FROZEN_ONE_IN)) {
            tell("pauses", () -> machine.pause(baton.millis() + pause));
        }
        step(machine, what);
    }

    private void happen(Machine machine) {
        int kind = baton.random.nextInt(KINDS);
        if (!enabled[kind]) {
            return;
        }
        long now = baton.millis();
        long time = 1L + baton.random.nextInt(baton.chance(4) ? 60_000 : 4000);
        switch (kind) {
            case 0 -> tell("kills", () -> machine.die());
            case PAUSES -> tell("pauses", () -> machine.pause(now + time / 3));
            case 2 -> tell("outages of the store", () -> storeBackAt = now + time);
            case 3 -> tell("full disks", () -> roomAt = now + time / 8);
            case 4 -> tell("disks that delete nothing", () -> deletableAt = now + time / 4);
            case 5 -> tell("clocks set", this::setAClock);
            default -> tell("shutdowns", machine::stop);
        }
    }

    private void setAClock() {
        int host = baton.random.nextInt(hosts);
        long set = clockOffsets[host] + (baton.random.nextBoolean() ? HOUR : -HOUR);
        clockOffsets[host] = Math.max(-FURTHEST, Math.min(FURTHEST, set));
    }

    private void tell(String what, Runnable event) {
        trace("*** " + what);
        counts.add(what);
        event.run();
    }

    private void requireStore() {
        if (baton.millis() < storeBackAt) {
            throw new DataAccessResourceFailureException("the store is away");
        }
    }

    /** Asks the store something; the question may not arrive, and the answer may be lost. */
    Object ask(String what, Question question) throws Throwable {
        Machine machine = baton.machine();
        step(machine, what);
        try {
            requireStore();
            if (isFaulty && losesAnswers && baton.chance(LOST_ONE_IN)) {
                tell("refused questions", () -> {});
                throw new QueryTimeoutException("refused");
            }
            Object answer = question.ask();
            if (traces) {
                trace(what + " = "
                        + String.valueOf(answer)
                                .lines()
                                .findFirst()
                                .map(text -> text.substring(0, Math.min(150, text.length())))
                                .orElse(""));
            }
            if (isFaulty && losesAnswers && baton.chance(LOST_ONE_IN)) {
                tell("lost answers", () -> {});
                throw new QueryTimeoutException("lost");
            }
            return answer;
        } catch (org.springframework.dao.DataAccessException e) {
            if (planted == Planted.STAGING_DELETED_WITHOUT_STORE) {
                machine.tidyUpWithoutStore();
            }
            throw e;
        }
    }

    /** A call to the store. */
    interface Question {
        Object ask() throws Throwable;
    }

    @Override
    public void beginTurn() {
        while (turn != null && !turn.isDead()) {
            baton.sleep(5);
        }
        turn = baton.machine();
    }

    @Override
    public void endTurn() {
        if (turn == baton.machine()) {
            turn = null;
        }
    }

    @Override
    public void betweenStatements() {
        step(baton.machine(), "between");
        requireStore();
    }

    @Override
    public void changed(@Nullable Job before, @Nullable Job after, Optional<Job> held) {
        if (traces
                && after != null
                && (before == null || before.state() != after.state() || before.attempt() != after.attempt())) {
            trace("    " + after.id() + " " + after.name() + " " + (before == null ? "new" : before.state()) + " -> "
                    + after.state() + " attempt " + after.attempt()
                    + after.failure().map(reason -> ": " + reason).orElse(""));
        }
        ledger.changed(before, after, held);
    }

    private void direct() {
        while (!isOver && baton.steps() < faultySteps) {
            restart();
            ledger.look();
            baton.sleep(TICK);
        }
        isFaulty = false;
        storeBackAt = 0;
        roomAt = 0;
        deletableAt = 0;
        for (Machine machine : machines) {
            if (machine != null) {
                machine.pause(0);
            }
        }
        settle(MINUTE);
        while (!isOver && store.count(JobState.UNFINISHED) > 0 && baton.steps() < MOST_STEPS) {
            settle(MINUTE / 6);
        }
        if (!isOver) {
            baton.leap(2 * FURTHEST + MINUTE); // Until no file is from the future.
            settle(MINUTE / 2);
        }
        if (!isOver) {
            ledger.lookAtTheEnd();
        }
        end();
        while (baton.tasks() > 1) {
            baton.sleep(1);
        }
    }

    private void settle(long time) {
        for (long end = baton.millis() + time; !isOver && baton.millis() < end; ) {
            restart();
            ledger.look();
            baton.sleep(TICK);
        }
    }

    private void restart() {
        for (int host = 0; host < hosts && !isOver; host++) {
            Machine machine = machines[host];
            if (machine == null || machine.isDead()) {
                if (restartAt[host] == 0) {
                    restartAt[host] = baton.millis() + 1 + baton.random.nextInt(3000);
                } else if (baton.millis() >= restartAt[host]) {
                    restartAt[host] = 0;
                    machines[host] = new Machine(this, host);
                    machines[host].boot();
                    counts.add("starts");
                }
            }
        }
    }
}
