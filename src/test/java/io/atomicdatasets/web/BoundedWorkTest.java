package io.atomicdatasets.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BoundedWorkTest {
    private static final int PLACES = 8;

    @Test
    void whoFindsNoPlaceIsToldToComeAgainAndTheOthersAreServed() throws Exception {
        BoundedWork work = new BoundedWork();
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService clients = Executors.newFixedThreadPool(PLACES);
        List<Future<String>> served = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            served.add(clients.submit(() -> work.admit(() -> {
                end.await();
                return "made";
            })));
        }

        while (work.placesLeft() > 0) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> work.admit(() -> "never")).isInstanceOf(ProblemException.class);
        end.countDown();
        for (Future<String> each : served) {
            assertThat(each.get()).isEqualTo("made");
        }
        assertThat(work.<String>admit(() -> "again")).isEqualTo("again");
        clients.shutdown();
    }
}
