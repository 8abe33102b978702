package io.atomicdatasets.web;

import io.atomicdatasets.root.DatasetsRoot;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Looks now and then whether the database answers and the directory of the datasets is there, on a thread of its own, so
 * that nobody else waits to find out that it is not: neither who asks for the service's health nor who asks for a dataset.
 */
@Component("store")
final class StoreWatch implements HealthIndicator, HandlerInterceptor {
    private static final long PAUSE_MILLIS = 1000;
    private static final long LONGEST_ANSWER_NANOS = 3_000_000_000L;

    private final JdbcClient jdbc;
    private final DatasetsRoot root;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean answered = true;
    private volatile boolean rootStands = true;
    private volatile boolean isAsking;
    private volatile long askedAt;

    StoreWatch(JdbcClient jdbc, DatasetsRoot root) {
        this.jdbc = jdbc;
        this.root = root;
        Thread thread = new Thread(this::watch, "store-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                askedAt = System.nanoTime();
                isAsking = true;
                rootStands = root.isServed();
                answered = answers();
                isAsking = false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try {
            return jdbc.sql("select 1").query(Integer.class).single() == 1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    boolean isUp() {
        return isDatabaseUp() && rootStands;
    }

    /** Whether the database answers, as far as is known. */
    boolean isDatabaseUp() {
        return answered && !(isAsking && System.nanoTime() - askedAt > LONGEST_ANSWER_NANOS);
    }

    @Override
    public Health health() {
        return (isUp() ? Health.up() : Health.down()).build();
    }

    /** Refuses at once what the database would be needed for. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!rootStands) {
            throw new ProblemException(
                    ProblemType.STORE_DOWN,
                    "The directory of the datasets is gone, or what the service keeps in it. Bring it back, and restart the"
                            + " service.");
        }
        if (!isUp()) {
            throw new ProblemException(ProblemType.STORE_DOWN, "Nothing was lost; try again.");
        }
        return true;
    }

    @PreDestroy
    void close() {
        closed.countDown();
    }
}
