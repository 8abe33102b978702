package io.atomicdatasets.simulation;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened. */
final class Counts {
    private final Map<String, Long> counts = new TreeMap<>();

    void add(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    void addAll(Counts others) {
        others.counts.forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    Map<String, Long> all() {
        return counts;
    }
}
