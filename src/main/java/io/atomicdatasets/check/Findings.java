package io.atomicdatasets.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was found wrong, by rule. Findings may come from any thread. */
final class Findings {
    private final Map<Rule, Finding> byRule = Collections.synchronizedMap(new EnumMap<>(Rule.class));
    private final Map<Rule, String> remarks = Collections.synchronizedMap(new EnumMap<>(Rule.class));

    private record Finding(long count, String first) {
        Finding and(Finding other) {
            return new Finding(count + other.count, first);
        }
    }

    /** Notes that a rule is broken at some place. */
    void broken(Rule rule, String where) {
        byRule.merge(rule, new Finding(1, where), Finding::and);
    }

    void demand(boolean holds, Rule rule, String otherwise) {
        if (!holds) {
            broken(rule, otherwise);
        }
    }

    /** Says something about a rule that holds. */
    void remark(Rule rule, String remark) {
        remarks.put(rule, remark);
    }

    /** Whether nothing was found. */
    boolean isEmpty() {
        return byRule.isEmpty();
    }

    /** Adds what was found elsewhere. */
    void addAll(Findings others) {
        others.byRule.forEach((rule, finding) -> byRule.merge(rule, finding, Finding::and));
    }

    /** One line for each rule. */
    List<CheckResult> toResults() {
        List<CheckResult> checks = new ArrayList<>();
        for (Rule rule : Rule.values()) {
            Finding finding = byRule.get(rule);
            checks.add(
                    finding == null
                            ? new CheckResult(rule.label(), true, remarks.getOrDefault(rule, rule.promise()))
                            : new CheckResult(rule.label(), false, detail(rule, finding)));
        }
        return checks;
    }

    private static String detail(Rule rule, Finding finding) {
        String more = finding.count == 1 ? "" : " (and " + (finding.count - 1) + " more)";
        return "not so: " + rule.promise() + "; " + finding.first + more;
    }
}
