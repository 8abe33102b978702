package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A service that cannot start says why in one message. */
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "threads, -1",
        "threads, 10000",
        "max-images, 0",
        "max-cells, 0",
        "max-running, 0",
        "max-awaiting, 0",
        "max-queued, -1",
        "plan-ttl, -1h",
        "disk-reserve, -5GB",
        "checkpoint-interval, 0s",
        "max-body, -1B",
        "max-body, 3GB",
        "body-deadline, 0s",
        "body-deadline, -5s",
        "max-page-size, 0",
        "license, anything",
        "creator, ' '",
    })
    void aSettingOutsideItsRange(String name, String value, CapturedOutput output) {
        refuse("--atomic-datasets." + name + "=" + value);

        assertThat(output.getOut()).contains("atomic-datasets." + name + " is ", "Allowed is: ");
        assertOneMessage(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "short"})
    void aKeyThatCanBeGuessed(String key, CapturedOutput output) throws IOException {
        Path file = Files.writeString(root.resolve("key"), key);

        refuse("--atomic-datasets.api-key-file=" + file);

        assertThat(output.getOut()).contains("atomic-datasets.api-key-file is " + file);
        assertOneMessage(output);
    }

    @Test
    void aRootThatAnotherServiceHolds(CapturedOutput output) {
        try (LiveService first = new LiveService(root.resolve("datasets"))) {
            assertThat(first.port()).isPositive();
            refuse();
        }
        assertThat(output.getOut()).contains("another service is running on it");
        assertOneMessage(output);
    }

    @Test
    void aRootThatTheDatabaseWouldTakeForSettings(CapturedOutput output) {
        refuse("--atomic-datasets.root=" + root.resolve("x;INIT=create table a(b int)"));

        assertThat(output.getOut()).contains("semicolon");
        assertOneMessage(output);
        assertThat(root).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", ""})
    void metricsForEverybodyOnAPortOfTheirOwn(String address, CapturedOutput output) {
        refuse("--management.server.port=0", "--management.server.address=" + address);

        assertThat(output.getOut()).contains("management.server.address is ");
        assertOneMessage(output);
    }

    @Test
    void aDatabaseThatIsAway(CapturedOutput output) {
        refuse("--spring.datasource.url=jdbc:postgresql://localhost:1/nowhere");

        assertThat(output.getOut()).contains("The database cannot be used: Connection to localhost:1 refused");
        assertOneMessage(output);
    }

    private void refuse(String... settings) {
        List<String> words =
                new ArrayList<>(List.of("--server.port=0", "--atomic-datasets.root=" + root.resolve("datasets")));
        words.addAll(List.of(settings));
        assertThatThrownBy(() -> new SpringApplicationBuilder(Server.class)
                        .initializers(new UsableRoot())
                        .run(words.toArray(String[]::new)))
                .isNotNull();
    }

    private static void assertOneMessage(CapturedOutput output) {
        assertThat(output.getOut()).contains("APPLICATION FAILED TO START").doesNotContain("\tat ");
    }
}
