package io.atomicdatasets.job.jdbc;

import io.atomicdatasets.simulation.TestedMemoryStore;

/** The simulation's store does what those on SQL do. */
class MemoryJobStoreTest extends JobStoreContract {
    private static final TestedMemoryStore STORE = new TestedMemoryStore();

    @Override
    TestedStore database() {
        return STORE;
    }
}
