package io.atomicdatasets.job.jdbc;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same on the PostgreSQL image that people deploy; skipped by name where no Docker engine answers. */
@EnabledIf(value = "dockerAnswers", disabledReason = "no Docker engine answers")
class ContainerPostgresJobStoreTest extends JobStoreContract {
    private static PostgreSQLContainer postgres;
    private static TestStore database;

    static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @BeforeAll
    static void start() {

        postgres = new PostgreSQLContainer("postgres:18-alpine");
        postgres.start();
        database = new TestStore(
                new DriverManagerDataSource(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword()));
    }

    @AfterAll
    static void stop() {
        if (postgres != null) {
            postgres.stop();
        }
    }

    @Override
    TestStore database() {
        return database;
    }
}
