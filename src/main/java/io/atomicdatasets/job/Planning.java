package io.atomicdatasets.job;

import io.atomicdatasets.plan.Plan;
import io.atomicdatasets.spec.DatasetSpec;
import java.io.IOException;

/** Tells what a dataset will take. */
@FunctionalInterface
public interface Planning {
    /** The plan of a dataset. */
    Plan plan(DatasetSpec spec) throws IOException;
}
