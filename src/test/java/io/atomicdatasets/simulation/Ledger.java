package io.atomicdatasets.simulation;

import io.atomicdatasets.job.Job;
import io.atomicdatasets.job.JobState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What everybody was told and what was seen to happen, and the sentences that must hold of it. */
final class Ledger {
    private static final Set<JobState> NAMED = EnumSet.of(
            JobState.AWAITING_CONFIRMATION,
            JobState.QUEUED,
            JobState.RUNNING,
            JobState.CANCELLING,
            JobState.PUBLISHING,
            JobState.FAILED);
    private static final int MOST_LOST_OWNERS = 10;
    private static final long A_WHILE = 1000;

    private final World world;
    private final Map<UUID, Fate> fates = new HashMap<>();
    private final List<UUID> known = new ArrayList<>();
    private final Map<String, UUID> keys = new HashMap<>();
    private final Map<String, UUID> standing = new HashMap<>();
    private final Set<String> granted = new HashSet<>();
    private boolean diskRefused;

    /** What is known of one dataset. */
    private static final class Fate {
        private boolean confirmed;
        private boolean cancelAsked;
        private boolean deleteAsked;
        private boolean deleted;
        private boolean ranOutOfMemory;
        private int checkpoint;
        private boolean gotFurther;
        private @Nullable Machine owner;
    }

    Ledger(World world) {
        this.world = world;
    }

    private Fate fate(UUID id) {
        return fates.computeIfAbsent(id, unknown -> new Fate());
    }

    void violated(String sentence) {
        world.violated(sentence);
    }

    List<UUID> known() {
        return known;
    }

    void diskRefused() {
        diskRefused = true;
        world.counts.add("calls that the disk refused");
    }

    void requireDiskRefused(Exception e) {
        if (!diskRefused) {
            violated("Only a disk that refuses is told to users as one: " + e);
        }
    }

    void brokeDown(String what, RuntimeException e) {
        if (!e.getClass().getSimpleName().equals("StoreAwayException")) {
            violated("Neither a call nor a run breaks down: " + what + ": " + e + " at "
                    + List.of(e.getStackTrace()).subList(0, Math.min(5, e.getStackTrace().length)));
        }
    }

    void toldSubmitted(UUID id, String key) {
        if (!known.contains(id)) {
            known.add(id);
        }
        if (!key.isEmpty()) {
            UUID before = keys.put(key, id);
            if (before != null && !before.equals(id) && !fate(before).deleteAsked) {
                violated("The same key gives the same dataset");
            }
        }
    }

    void toldConfirmed(UUID id) {
        fate(id).confirmed = true;
    }

    void asksToCancel(UUID id) {
        fate(id).cancelAsked = true;
    }

    void asksToDelete(UUID id) {
        fate(id).deleteAsked = true;
    }

    void toldDeleted(UUID id) {
        fate(id).deleted = true;
    }

    void ranOutOfMemory(Job job) {
        fate(job.id()).ranOutOfMemory = true;
    }

    private boolean isCurrent(Job job) {
        return world.store
                .find(job.id())
                .filter(now -> now.attempt() == job.attempt() && now.state() != JobState.CANCELLING)
                .isPresent();
    }

    void begins(Job job, int made) {
        Fate fate = fate(job.id());
        if (isCurrent(job) && made < fate.checkpoint && !standing.containsValue(job.id())) {
            violated("What a checkpoint held is not made again: " + job.id() + " begins at " + made + " after "
                    + fate.checkpoint);
        }
    }

    void checkpointed(Job job, int made) {
        if (isCurrent(job)) {
            fate(job.id()).checkpoint = made;
            fate(job.id()).gotFurther = true;
        }
    }

    void renamed(String from, String to) {
        String[] source = from.split("/", -1);
        String[] target = to.split("/", -1);
        if (from.endsWith("/dataset") && target.length == 3) {
            String attempt = source[3];
            if (!granted.contains(attempt)) {
                violated("Only an attempt that the store let publish puts a dataset into its place: " + attempt);
            }
            standing.put(target[2], UUID.fromString(attempt.substring(0, 36)));
        } else if (to.endsWith(".deleted")) {
            UUID id = standing.remove(source[2]);
            if (id != null && !fate(id).cancelAsked && !fate(id).deleteAsked) {
                violated("What stands is taken away only when somebody asked for it: " + id);
            }
        }
    }

    private boolean stands(Job job) {
        MemoryDisk.Node directory = world.node("/datasets/" + job.name().value());
        return job.id().equals(standing.get(job.name().value()))
                && directory != null
                && directory.names != null
                && directory.names.containsKey("metadata.json")
                && directory.names.get("train.npz").length
                        == Making.bytes(job.plan().spec());
    }

    /** Called in the statement that changed a job. */
    void changed(@Nullable Job before, @Nullable Job after, Optional<Job> held) {
        if (after == null) {
            return;
        }
        Fate fate = fate(after.id());
        if (before != null) {
            changed(before, after, held, fate);
        }
        if (before == null || before.state() != after.state()) {
            entered(after, fate);
        }
    }

    private void changed(Job before, Job after, Optional<Job> held, Fate fate) {
        if (held.isPresent() && held.get().attempt() != before.attempt()) {
            violated("No change of an old attempt is seen after a newer claim: " + after.id());
        }
        boolean isClaim = after.attempt() == before.attempt() + 1 && after.state() == JobState.RUNNING;
        if (after.attempt() != before.attempt() && !isClaim) {
            violated("Attempts rise by one with each claim");
        }
        if (before.state() != after.state() && !before.state().successors().contains(after.state())) {
            violated(after.state() + " follows " + before.state());
        }
        if (isClaim) {
            if (!world.baton.machine().has(after.id())) {
                violated("Only who was given a run claims it: " + after.id());
            }
            if (after.lostOwners() > before.lostOwners()
                    && fate.gotFurther
                    && !stands(after)
                    && fate.owner != null
                    && fate.owner.diedBefore(world.baton.millis() - A_WHILE)) {
                violated("An owner that took a checkpoint is not counted as lost: " + after.id());
            }
            fate.gotFurther = false;
            fate.owner = world.baton.machine();
        }
        if (held.isPresent() && before.state() != after.state() && after.state() == JobState.PUBLISHING) {
            granted.add(after.id() + "." + held.get().attempt());
        }
    }

    private void entered(Job job, Fate fate) {
        world.counts.add("datasets " + job.state().label());
        switch (job.state()) {
            case SUCCEEDED -> {
                fate.checkpoint = 0;
                if (!stands(job) && !fate.deleteAsked) {
                    violated("What succeeded stands, whole, under its name: " + job.id());
                }
            }
            case FAILED -> requireOwnReason(job, fate);
            case CANCELLING, CANCELLED -> {
                fate.checkpoint = 0;
                if (!fate.cancelAsked) {
                    violated("Nothing is cancelled that nobody cancelled: " + job.id());
                }
            }
            default -> {}
        }
        if (NAMED.contains(job.state())) {
            for (Job other : world.store.all()) {
                if (!other.id().equals(job.id())
                        && NAMED.contains(other.state())
                        && other.name().equals(job.name())) {
                    violated("No name is held by two: " + job.name());
                }
            }
        }
    }

    private void requireOwnReason(Job job, Fate fate) {
        String reason = job.failure().orElse("");
        boolean isOwn = (reason.startsWith("Could not write to disk.") && diskRefused)
                || (reason.startsWith("Validation failed")
                        && Making.isImpossible(job.plan().spec()))
                || (reason.startsWith("Memory ran out") && fate.ranOutOfMemory)
                || (reason.contains("workers in a row died") && job.lostOwners() >= MOST_LOST_OWNERS);
        if (!isOwn) {
            violated("A dataset fails only for a reason of its own: " + reason);
        }
        if (reason.startsWith("Validation failed")) {
            fate.checkpoint = 0;
        }
    }

    /** What must hold at any time. */
    void look() {
        for (Job job : world.store.all()) {
            if (job.state() == JobState.SUCCEEDED && !fate(job.id()).deleteAsked && !stands(job)) {
                violated("What succeeded stands until somebody deletes it: " + job.id());
            }
        }
    }

    /** What must hold when nobody disturbs any more and there was time. */
    void lookAtTheEnd() {
        Map<UUID, Job> jobs = new HashMap<>();
        world.store.all().forEach(job -> jobs.put(job.id(), job));
        for (UUID id : known) {
            Fate fate = fate(id);
            Job job = jobs.get(id);
            if (job == null && !fate.deleteAsked) {
                violated("What was acknowledged is known: " + id);
            }
            if (job != null && fate.deleted) {
                violated("What was deleted does not come back: " + id);
            }
            if (job != null && fate.confirmed && job.state() == JobState.AWAITING_CONFIRMATION) {
                violated("What was confirmed is made: " + id);
            }
        }
        for (Job job : jobs.values()) {
            if (!job.state().isFinal() && job.state() != JobState.AWAITING_CONFIRMATION) {
                violated("Nothing is " + job.state().label() + " for ever: " + job.id());
            }
        }
        lookAtTheDisk(jobs);
    }

    private void lookAtTheDisk(Map<UUID, Job> jobs) {
        Map<String, MemoryDisk.Node> names = names("/datasets");
        for (String name : names.keySet()) {
            if (!name.startsWith(".")) {
                Job job = jobs.get(standing.get(name));
                if (job == null || job.state() != JobState.SUCCEEDED || !stands(job)) {
                    violated("Nothing stands that is not known: " + name);
                }
            }
        }
        for (String name : names("/datasets/.staging").keySet()) {
            if (name.endsWith(".name")) {
                MemoryDisk.Node file = world.node("/datasets/.staging/" + name);
                Job job = jobs.get(UUID.fromString(
                        new String(file.bytes, 0, file.length, java.nio.charset.StandardCharsets.UTF_8)));
                if (job == null || !NAMED.contains(job.state())) {
                    violated("No name is kept for a dataset that does not need it: " + name);
                }
            } else {
                Job job = name.length() < 37 ? null : jobs.get(UUID.fromString(name.substring(0, 36)));
                if (job == null || job.state() != JobState.FAILED || name.endsWith(".deleted")) {
                    violated("Nothing is staged without an owner, but failures: " + name + " "
                            + (job == null ? "" : job.state()));
                }
            }
        }
    }

    private Map<String, MemoryDisk.Node> names(String path) {
        MemoryDisk.Node node = world.node(path);
        return node == null || node.names == null ? Map.of() : node.names;
    }
}
