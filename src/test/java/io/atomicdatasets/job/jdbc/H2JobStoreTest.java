package io.atomicdatasets.job.jdbc;

class H2JobStoreTest extends JobStoreContract {
    private static final TestStore DATABASE = TestStore.h2();

    @Override
    TestStore database() {
        return DATABASE;
    }
}
