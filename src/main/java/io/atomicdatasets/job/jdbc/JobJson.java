package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.pipeline.Verification;
import io.atomicdatasets.plan.Estimate;
import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.plan.Plan.ExpectedLabel;
import io.atomicdatasets.plan.Shortcuts;
import io.atomicdatasets.progress.Progress.Snapshot;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import io.atomicdatasets.spec.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a job that are stored as JSON text. */
final class JobJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(
                    DeserializationFeature
                            .FAIL_ON_NULL_FOR_PRIMITIVES) // fields that an older version did not write are 0
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    /** A plan without its request, which has a column of its own. */
    private record StoredPlan(
            Estimate estimate,
            List<ExpectedLabel> labels,
            @Nullable Shortcuts shortcuts,
            List<String> warnings) {}

    private JobJson() {}

    static String request(Plan plan) {
        return MAPPER.writeValueAsString(plan.spec().toFields());
    }

    static String plan(Plan plan) {
        return MAPPER.writeValueAsString(
                new StoredPlan(plan.estimate(), plan.labels(), plan.shortcuts().orElse(null), plan.warnings()));
    }

    static Plan plan(String request, String plan) {
        try {
            StoredPlan stored = MAPPER.readValue(plan, StoredPlan.class);
            DatasetSpec spec = DatasetSpec.read(MAPPER.readValue(request, FIELDS), Limits.NONE);
            return new Plan(
                    spec,
                    stored.estimate(),
                    stored.labels(),
                    Optional.ofNullable(stored.shortcuts()),
                    stored.warnings());
        } catch (InvalidSpecException e) {
            throw new IllegalStateException("the store holds a request that is none", e);
        }
    }

    static String verification(Verification verification) {
        return MAPPER.writeValueAsString(verification);
    }

    static Verification verification(String verification) {
        return MAPPER.readValue(verification, Verification.class);
    }

    static String progress(Snapshot progress) {
        return MAPPER.writeValueAsString(progress);
    }

    static Snapshot progress(String progress) {
        return MAPPER.readValue(progress, Snapshot.class);
    }
}
