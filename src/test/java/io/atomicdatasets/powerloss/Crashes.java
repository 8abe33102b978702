package io.atomicdatasets.powerloss;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lets the power fail at every moment of a scenario and starts over each different disk that this can leave. */
final class Crashes {
    static final Path KEPT = Path.of("target", "powerloss");

    private final Scenario scenario;
    private final Recording recording;

    Crashes(Scenario scenario, Recording recording) {
        this.scenario = scenario;
        this.recording = recording;
    }

    /**
     * A promise that was broken.
     *
     * @param state names the disk: {@code scenario:moment:seed}
     */
    record Violation(String state, Throwable promise) {}

    /**
     * What came of it.
     *
     * @param states disks that differ, or came at a moment at which more had been promised
     */
    record Tally(String scenario, int moments, int states, List<Violation> violations, double seconds) {
        @Override
        public String toString() {
            return "| %s | %d | %d | %d | %.1f |".formatted(scenario, moments, states, violations.size(), seconds);
        }
    }

    Tally all() throws Exception {
        long begin = System.nanoTime();
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int moment = recording.begin(); moment <= recording.size(); moment++) {
            violations.addAll(at(moment, seen, Integer.MAX_VALUE));
        }
        if (!violations.isEmpty()) {
            keep(KEPT);
        }
        int moments = recording.size() - recording.begin() + 1;
        return new Tally(scenario.name(), moments, seen.size(), violations, (System.nanoTime() - begin) / 1e9);
    }

    /** The first promise that is found broken. */
    Optional<Violation> first() {
        Set<String> seen = new HashSet<>();
        for (int moment = recording.size(); moment >= recording.begin(); moment--) {
            List<Violation> violations = at(moment, seen, 1);
            if (!violations.isEmpty()) {
                return Optional.of(violations.get(0));
            }
        }
        return Optional.empty();
    }

    private List<Violation> at(int moment, Set<String> seen, int most) {
        PowerLoss loss = new PowerLoss(recording, moment);
        int promises = recording.promised(moment).size();
        List<Violation> violations = new ArrayList<>();
        for (long seed : loss.seeds(scenario.sampled()).toArray()) {
            Disk disk = loss.disk(seed);
            if (seen.add(disk.fingerprint(scenario::isUnread) + promises)) {
                start(disk, moment, seed).ifPresent(violations::add);
            }
            if (violations.size() >= most) {
                break;
            }
        }
        return violations;
    }

    private Optional<Violation> start(Disk disk, int moment, long seed) {
        try {
            scenario.start(new LossyFileSystem(disk), recording.promised(moment));
            return Optional.empty();
        } catch (Exception | AssertionError e) {
            return Optional.of(new Violation(scenario.name() + ":" + moment + ":" + seed, e));
        }
    }

    /** Keeps the recording in a directory. */
    void keep(Path directory) throws Exception {
        recording.save(directory.resolve(scenario.name() + ".log"));
    }

    /** What was kept there. */
    static Crashes kept(Scenario scenario, Path directory) throws Exception {
        return new Crashes(scenario, Recording.load(directory.resolve(scenario.name() + ".log")));
    }

    /** The same disk once more. */
    Optional<Violation> again(String state) {
        String[] parts = state.split(":", -1);
        int moment = Integer.parseInt(parts[1]);
        long seed = Long.parseLong(parts[2]);
        return start(new PowerLoss(recording, moment).disk(seed), moment, seed);
    }
}
