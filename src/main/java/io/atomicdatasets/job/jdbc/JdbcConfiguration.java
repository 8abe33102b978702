package io.atomicdatasets.job.jdbc;

import com.github.kagkarlsson.scheduler.Clock;
import com.zaxxer.hikari.HikariDataSource;
import io.atomicdatasets.job.JobStore;
import io.atomicdatasets.job.StoreTime;
import io.atomicdatasets.job.VerificationStore;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store: an embedded H2 below the datasets root, or whatever {@code spring.datasource.url} names. */
@Configuration(proxyBeanMethods = false)
class JdbcConfiguration {
    /** With the second in which the watch asks, callers hear within five that the database is away. */
    private static final String SILENCE_SECONDS = "4";

    private static final String CONNECT_SECONDS = "3";
    /** A process that is paused in a transaction keeps the rows that it locked no longer than this. */
    private static final String LIMIT_TRANSACTIONS = "set idle_in_transaction_session_timeout = '15s'";

    @Bean
    @ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
    JdbcConnectionDetails embeddedDatabase(@Value("${atomic-datasets.root:datasets}") Path root) {
        return new EmbeddedDatabase(root.toAbsolutePath().resolve(".store").resolve("jobs"));
    }

    /** Repeats migrations that an interrupted start left incomplete or recorded as failed; all of them are idempotent. */
    @Bean
    FlywayMigrationStrategy migration() {
        return JdbcConfiguration::migrate;
    }

    static void migrate(Flyway flyway) {
        flyway.repair();
        flyway.migrate();
    }

    /** Timeouts: without them one waits for ever for a database that stopped answering, or for a process that is paused. */
    @Bean
    static BeanPostProcessor impatience() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && pool.getJdbcUrl().startsWith("jdbc:postgresql:")) {
                    pool.addDataSourceProperty("socketTimeout", SILENCE_SECONDS);
                    pool.addDataSourceProperty("connectTimeout", CONNECT_SECONDS);
                    pool.setConnectionInitSql(LIMIT_TRANSACTIONS);
                }
                return bean;
            }
        };
    }

    @Bean
    JobStore jobStore(
            JdbcClient jdbc, PlatformTransactionManager transactions, DataSource dataSource, Clock schedulerClock) {
        return new JdbcJobStore(
                jdbc, new TransactionTemplate(transactions), new RunSchedule(jdbc, dataSource, schedulerClock));
    }

    @Bean
    VerificationStore verificationStore(JdbcClient jdbc) {
        return new JdbcVerificationStore(jdbc);
    }

    @Bean
    StoreTime storeTime(JdbcClient jdbc) {
        return () -> jdbc.sql("select current_timestamp")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /**
     * Without write delay a commit is written and forced to the disk before it is acknowledged; the service closes the
     * database itself.
     */
    static String urlOf(String file) {
        return "jdbc:h2:" + ForcedFiles.path(file) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    /**
     * H2 in a file.
     *
     * @param file without its extension
     */
    private record EmbeddedDatabase(Path file) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return urlOf(file.toString());
        }

        @Override
        public String getUsername() {
            return "sa";
        }

        @Override
        public String getPassword() {
            return "";
        }
    }
}
