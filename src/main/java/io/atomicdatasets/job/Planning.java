package io.atomicdatasets.job;

import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.spec.DatasetSpec;
import io.atomicdatasets.spec.InvalidSpecException;
import java.io.IOException;
import java.util.UUID;

/** Plans datasets. */
@FunctionalInterface
public interface Planning {
    /**
     * The plan of a dataset.
     *
     * @throws InvalidSpecException if nothing can come of it
     */
    Plan plan(DatasetSpec spec) throws IOException, InvalidSpecException;

    /** An id for what was planned; no other dataset ever has it. */
    default UUID newId() {
        return UUID.randomUUID();
    }
}
