package io.atomicdatasets.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Jobs, runner, housekeeping and store under seeds that decide who goes on and what breaks. */
class SimulationTest {
    /** A seed to be lived through again, with a trace. */
    private static final Optional<Long> SEED = Optional.ofNullable(Long.getLong("simulation.seed"));

    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final long LEAST_STEPS = Long.getLong("simulation.steps", 1_000_000);
    /** One of these faults shows in few worlds; from here on each is found soon. */
    private static final int FIRST_WORLD_FOR_A_FAULT = 1001;

    private static final int MOST_WORLDS_FOR_A_FAULT = 1000;
    private static final Logger LOG = (Logger) LoggerFactory.getLogger("io.atomicdatasets");

    @BeforeAll
    static void beSilent() {
        LOG.setLevel(SEED.isPresent() ? Level.INFO : Level.OFF);
    }

    @AfterAll
    static void speak() {
        LOG.setLevel(null);
    }

    @Test
    void promisesAreKeptInEveryWorld() throws Throwable {
        Counts counts = new Counts();
        List<String> violations = new ArrayList<>();
        long steps = 0;
        for (long seed = SEED.orElse(FIRST); steps < LEAST_STEPS && violations.size() < 5; seed++) {
            World world = new World(seed, Planted.NONE, SEED.isPresent());
            Optional<String> violation = world.live();
            steps += world.baton.steps();
            counts.addAll(world.counts);
            if (violation.isPresent()) {
                violations.add(violation.get() + "; mvn test -Dtest=SimulationTest#promisesAreKeptInEveryWorld"
                        + " -Dsimulation.seed=" + seed);
            }
            if (SEED.isPresent()) {
                break;
            }
        }
        System.out.println("| steps | " + steps + " |");
        counts.all().forEach((what, count) -> System.out.println("| " + what + " | " + count + " |"));
        assertThat(violations).isEmpty();
        assertThat(steps).isGreaterThanOrEqualTo(SEED.isPresent() ? 1 : LEAST_STEPS);
    }

    @Test
    void aSeedGivesTheSameWorldAgain() throws Throwable {
        for (long seed = 1; seed <= 5; seed++) {
            World one = new World(seed, Planted.NONE, false);
            World other = new World(seed, Planted.NONE, false);
            one.live();
            other.live();
            assertThat(other.baton.fingerprint()).isEqualTo(one.baton.fingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedFaultIsFound(Planted fault) throws Throwable {
        for (long seed = FIRST_WORLD_FOR_A_FAULT; seed < FIRST_WORLD_FOR_A_FAULT + MOST_WORLDS_FOR_A_FAULT; seed++) {
            Optional<String> violation = new World(seed, fault, false).live();
            if (violation.isPresent()) {
                System.out.println("| " + fault + " | world " + seed + " | " + violation.get() + " |");
                return;
            }
        }
        throw new AssertionError(fault + " was not found");
    }
}
