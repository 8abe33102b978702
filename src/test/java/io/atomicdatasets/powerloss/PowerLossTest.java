package io.atomicdatasets.powerloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.atomicdatasets.powerloss.Crashes.Tally;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The power fails at every moment of what the program does, and every start after it keeps every promise. */
class PowerLossTest {
    /** A state that broke a promise, to be started over again: {@code PUBLISHING:281:5}. */
    private static final Optional<String> REPLAYED = Optional.ofNullable(System.getProperty("powerloss.replay"));

    private static final Map<Story, Recording> RECORDINGS = new ConcurrentHashMap<>();

    /** The scenarios, and how many states each is to be looked at in, at least; above 2,000 in all. */
    private enum Story {
        PUBLISHING(1500),
        CHECKPOINTS(250),
        SHARDS(150),
        PARTS(80),
        RESERVATIONS(15),
        DELETION(40),
        SWEEP(40),
        KEY_FILE(6),
        DATABASE(200);

        private final int fewest;

        Story(int fewest) {
            this.fewest = fewest;
        }

        Scenario scenario() throws Exception {
            return switch (this) {
                case PUBLISHING -> new Publishing();
                case CHECKPOINTS -> new Checkpointing();
                case SHARDS -> new Sharding();
                case PARTS -> new Joining();
                case RESERVATIONS -> new Reserving();
                case DELETION -> new Deleting();
                case SWEEP -> new Sweeping();
                case KEY_FILE -> new MakingAKey();
                case DATABASE -> new Committing();
            };
        }

        Recording recording(Scenario scenario) throws Exception {
            Recording known = RECORDINGS.get(this);
            Recording recording = known == null ? scenario.record() : known;
            RECORDINGS.put(this, recording);
            return recording;
        }
    }

    static Stream<Story> stories() {
        return REPLAYED.map(state -> Stream.of(Story.valueOf(state.substring(0, state.indexOf(':')))))
                .orElseGet(() -> Stream.of(Story.values()));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void everyStartKeepsEveryPromise(Story story) throws Exception {
        Scenario scenario = story.scenario();
        if (REPLAYED.isPresent()) {
            assertThat(Crashes.kept(scenario, Crashes.KEPT).again(REPLAYED.get()))
                    .isEmpty();
            return;
        }

        Tally tally = new Crashes(scenario, story.recording(scenario)).all();

        System.out.println(tally);
        assertThat(tally.violations()).isEmpty();
        assertThat(tally.states()).isGreaterThanOrEqualTo(story.fewest);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "a dataset's files are not forced before its rename",
                        Story.PUBLISHING,
                        without(".*/dataset/.*npz")),
                fault("the root is not forced after the rename", Story.PUBLISHING, without("/datasets")),
                fault("a checkpoint is taken of files that were not forced", Story.CHECKPOINTS, without(".*\\.npz")),
                fault("a checkpoint does not force the files' names", Story.CHECKPOINTS, without(".*/dataset")),
                fault("a shard has a record whose files' names are not forced", Story.SHARDS, without(".*/dataset")),
                fault("a shard has a record whose files are not forced", Story.SHARDS, without(".*/work-.*npz")),
                fault("a shard has a record whose tables are not forced", Story.SHARDS, without(".*/work-.*parquet")),
                fault("a shard's record is not forced before its name", Story.SHARDS, without(".*/work-.*json")),
                fault("the parts are joined before their names are forced", Story.PARTS, without(".*\\.parts")),
                fault("a reservation's name is not forced", Story.RESERVATIONS, without(".*/\\.staging")),
                fault("a deletion does not force the root", Story.DELETION, without("/datasets")),
                fault(
                        "the key is in its place before its bytes",
                        Story.KEY_FILE,
                        recording -> recording
                                .withoutForcing(path -> path.endsWith(".new"))
                                .movingEarly("key"::equals)),
                fault("the database does not force its file", Story.DATABASE, without(".*\\.mv\\.db")));
    }

    private static Arguments fault(String damage, Story story, UnaryOperator<Recording> recording) {
        return arguments(damage, story, recording);
    }

    private static UnaryOperator<Recording> without(String forcedPaths) {
        return recording -> recording.withoutForcing(path -> path.matches(forcedPaths));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aPlantedFaultIsFound(String damage, Story story, UnaryOperator<Recording> planted) throws Exception {
        Scenario scenario = story.scenario();

        Crashes damaged = new Crashes(scenario, planted.apply(story.recording(scenario)));

        assertThat(damaged.first()).as(damage).isPresent();
    }

    @Test
    void aStateThatBrokeAPromiseBreaksItAgain(@TempDir Path directory) throws Exception {
        Scenario scenario = Story.RESERVATIONS.scenario();
        Crashes damaged = new Crashes(scenario, without(".*/\\.staging").apply(Story.RESERVATIONS.recording(scenario)));
        String state = damaged.first().orElseThrow().state();
        damaged.keep(directory);

        assertThat(Crashes.kept(scenario, directory).again(state))
                .hasValueSatisfying(again -> assertThat(again.state()).isEqualTo(state));
    }
}
