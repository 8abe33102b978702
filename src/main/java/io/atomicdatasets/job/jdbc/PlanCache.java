package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.plan.Plan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cache of recently parsed plans by their text: parsing one takes longer than the rest of a query of a job, and clients that
 * follow a run query often.
 */
final class PlanCache {
    private static final int MOST = 200;
    private static final boolean BY_LAST_USE = true;

    private record Text(String request, String plan) {}

    private final Map<Text, Plan> plans = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, BY_LAST_USE) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Text, Plan> eldest) {
            return size() > MOST;
        }
    });

    /** The plan of these texts, as {@link JobJson} wrote them. */
    Plan plan(String request, String plan) {
        return plans.computeIfAbsent(new Text(request, plan), text -> JobJson.plan(text.request(), text.plan()));
    }
}
