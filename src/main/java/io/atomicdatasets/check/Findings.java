package io.atomicdatasets.check;

import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.SplitBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was found wrong, by rule. Findings may come from any thread. */
final class Findings {
    private static final Set<Rule> LATER =
            EnumSet.of(Rule.SPLIT_OF_SHAPES, Rule.HELD_OUT, Rule.FACTORS, Rule.VALUES, Rule.PAIRS, Rule.PARQUET);

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

    /**
     * Says what of the rules is not looked at in datasets of this request.
     *
     * @param isClaimed whether statistics are about to be published
     */
    void remarkOn(DatasetSpec spec, boolean isClaimed) {
        if (spec.fileOptions().parquet()) {
            remark(Rule.PARQUET, Rule.PARQUET.promise());
        }
        if (spec.division().splitBy() == SplitBy.SHAPES) {
            remark(Rule.SPLIT_OF_FORM, "not looked at: splits are by shapes");
            remark(Rule.SPLIT_OF_SHAPES, Rule.SPLIT_OF_SHAPES.promise());
        }
        if (spec.division().holdOut().isPresent()) {
            remark(Rule.HELD_OUT, Rule.HELD_OUT.promise());
        }
        if (spec.fileOptions().factors()) {
            remark(Rule.FACTORS, Rule.FACTORS.promise());
        }
        if (!spec.recipe().objectValues().areUnrestricted()) {
            remark(Rule.VALUES, Rule.VALUES.promise());
        }
        if (spec.recipe().pairs().isPresent()) {
            remark(Rule.PAIRS, Rule.PAIRS.promise());
        }
        boolean isAnnotated = spec.fileOptions().annotations();
        if (!isAnnotated) {
            remark(Rule.ANNOTATIONS, "not looked at: the files hold none");
            remark(Rule.CANDIDATES, "not looked at: the files hold none");
        }
        if (!isAnnotated && spec.recipe().minGap() == 0) {
            remark(Rule.LABELS_DERIVED, "not looked at: with min_gap 0 objects may touch");
            remark(Rule.OBJECTS, "not looked at: with min_gap 0 objects may touch");
        }
        remark(
                Rule.STATISTICS,
                !isClaimed
                        ? "not looked at: nothing is published"
                        : Rule.STATISTICS.promise() + "; numbers of distinct images"
                                + (spec.division().holdOut().isPresent() ? " and mutual information" : "")
                                + " are not counted again");
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
            if (LATER.contains(rule) && finding == null && !remarks.containsKey(rule)) {
                continue; // a description without what it is about stays what it was before there was that
            }
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
