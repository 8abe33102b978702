package io.atomicdatasets.job.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MigrationTest {
    private final DriverManagerDataSource database =
            new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    private final JdbcClient jdbc = JdbcClient.create(database);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V1__jobs.sql",
                "V2__owners_and_space.sql",
                "V3__submissions.sql",
                "V4__marks.sql",
                "V5__verifications.sql",
                "V6__estimated_seconds.sql"
            })
    void aStartThatDiedAnywhereInAMigrationIsMadeGoodByTheNext(String file) throws IOException {
        List<String> statements = statements(file);
        for (int ran = 0; ran <= statements.size(); ran++) {
            jdbc.sql("drop all objects").update();
            migrateUpTo(file.charAt(1) - '1');
            statements.subList(0, ran).forEach(statement -> jdbc.sql(statement).update());

            JdbcConfiguration.migrate(flyway().load());

            assertThat(jdbc.sql("select count(*) from admission")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
            assertThat(jdbc.sql("select mark, lost_owners from job").query().listOfRows())
                    .isEmpty();
        }
    }

    @Test
    void aMigrationThatFailedForWantOfRoomIsTriedAgain() {
        flyway().load().migrate();
        jdbc.sql("update \"flyway_schema_history\" set \"success\" = false where \"version\" = '6'")
                .update();

        JdbcConfiguration.migrate(flyway().load());

        assertThat(jdbc.sql("select count(*) from \"flyway_schema_history\" where \"success\" and \"version\" = '6'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDatabaseOfANewerProgramKeepsItsHistory() {
        flyway().load().migrate();
        jdbc.sql("""
                        insert into "flyway_schema_history" select "installed_rank" + 1, '99', "description", "type", 'V99__x.sql',
                        "checksum", "installed_by", "installed_on", "execution_time", "success"
                        from "flyway_schema_history" where "version" = '6'""").update();

        JdbcConfiguration.migrate(flyway().load());

        assertThat(jdbc.sql("select \"type\" from \"flyway_schema_history\" where \"version\" = '99'")
                        .query(String.class)
                        .list())
                .containsExactly("SQL");
    }

    private void migrateUpTo(int version) {
        flyway().target(String.valueOf(Math.max(1, version))).load().migrate();
        if (version == 0) {
            jdbc.sql("delete from \"flyway_schema_history\"").update();
            jdbc.sql("drop table job, scheduled_tasks").update();
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure().dataSource(database);
    }

    private static List<String> statements(String file) throws IOException {
        try (InputStream in = MigrationTest.class.getResourceAsStream("/db/migration/" + file)) {
            String text = new String(in.readAllBytes(), UTF_8);
            return Stream.of(
                            Pattern.compile("--.*").matcher(text).replaceAll("").split(";"))
                    .map(String::strip)
                    .filter(statement -> !statement.isEmpty())
                    .toList();
        }
    }
}
