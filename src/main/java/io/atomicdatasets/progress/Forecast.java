package io.atomicdatasets.progress;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How long each phase of a run is expected to take, and what that says about a run under way.
 *
 * @param secondsByPhase seconds, at least 0; a phase that is not in it takes none
 */
public record Forecast(Map<Phase, Double> secondsByPhase) {
    /** Nothing is expected: only the phase under way is known. */
    public static final Forecast NONE = new Forecast(Map.of());

    private static final double MOST_BY_TIME = 0.95; // of a phase that counts nothing before its end
    private static final double LEAST_LEFT = 0.05; // of the phase that is over its time
    private static final double TRUST =
            0.1; // of a phase or run must be done for its pace to count as much as the forecast

    public Forecast {
        secondsByPhase = Map.copyOf(secondsByPhase);
    }

    /** Seconds of the whole run. */
    public double seconds() {
        return secondsByPhase.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The same shares of a run that takes so long. */
    public Forecast scaledTo(double seconds) {
        double now = seconds();
        Map<Phase, Double> scaled = new EnumMap<>(Phase.class);
        secondsByPhase.forEach((phase, expected) -> scaled.put(phase, expected * seconds / now));
        return new Forecast(scaled);
    }

    /** Seconds of a phase. */
    double of(Phase phase) {
        return secondsByPhase.getOrDefault(phase, 0.0);
    }

    private double sum(Predicate<Phase> which) {
        return secondsByPhase.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /**
     * Where a run is in its present phase.
     *
     * @param phase what it is doing
     * @param done share of the phase that is done, 0..1
     * @param resumed share of it that stood when the phase began
     * @param seconds since the phase began
     * @param secondsBefore that this attempt took for the phases before it
     * @param dueBefore seconds in which it was expected to do what it did in them
     */
    record Standing(Phase phase, double done, double resumed, double seconds, double secondsBefore, double dueBefore) {
        private boolean counts() {
            return done > resumed;
        }
    }

    /** The share of the whole run that is done, 0..1, weighted by what its phases take; never less than a moment before. */
    double share(Standing now) {
        double expected = of(now.phase);
        if (seconds() <= 0) {
            return now.done;
        }
        double byTime = expected > 0 ? Math.min(MOST_BY_TIME, now.seconds / expected) : 0;
        double inPhase = now.done > 0 || isCounted(now.phase) ? now.done : byTime;
        return Math.min(1, (sum(phase -> phase.compareTo(now.phase) < 0) + expected * inPhase) / seconds());
    }

    /** Seconds until the whole run ends: at its own pace as far as that is known, and as expected beyond. */
    double secondsLeft(Standing now) {
        double expected = of(now.phase);
        if (seconds() <= 0) {
            return now.counts() ? (1 - now.done) * now.seconds / (now.done - now.resumed) : 0;
        }
        double pace = pace(now, expected);
        return leftOfPhase(now, pace * expected) + pace * sum(phase -> phase.compareTo(now.phase) > 0);
    }

    private static double leftOfPhase(Standing now, double expected) {
        if (!now.counts()) {
            return Math.max(LEAST_LEFT * expected, expected * (1 - now.done) - now.seconds);
        }
        double whole = (now.seconds + TRUST * expected) / (now.done - now.resumed + TRUST);
        return (1 - now.done) * whole;
    }

    /** How many times longer than expected the run has taken so far. */
    private double pace(Standing now, double expected) {
        double slack = TRUST * seconds();
        double counted = now.counts() ? now.seconds : 0;
        return (now.secondsBefore + counted + slack) / (now.dueBefore + expected * (now.done - now.resumed) + slack);
    }

    private static boolean isCounted(Phase phase) {
        return phase == Phase.GENERATING || phase == Phase.VALIDATING;
    }
}
