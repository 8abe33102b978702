package io.atomicdatasets.job.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EmbeddedPostgresJobStoreTest extends JobStoreContract {
    private static EmbeddedPostgres postgres;
    private static TestStore database;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        database = new TestStore(postgres.getPostgresDatabase());
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Override
    TestStore database() {
        return database;
    }
}
